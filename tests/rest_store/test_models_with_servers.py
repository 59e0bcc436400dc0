"""Models that our flavors log, on servers that know logged models and on one that does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import trackside
import trackside.pyfunc
import trackside.sklearn
from trackside.entities import LoggedModelStatus
from trackside.errors import NotImplementedHere
from trackside.models import get_model_info
from trackside.models.log_in_run import HISTORY_TAG
from trackside.registration import model_paths

if TYPE_CHECKING:
    from pathlib import Path

    from tests.real_mlflow import RealMlflow
    from tests.tracking_servers import TrackingServer


@pytest.fixture(params=["mlflow_server", "jupyter_server"])
def server(request: pytest.FixtureRequest) -> TrackingServer:
    """An empty server, chosen."""
    found: TrackingServer = request.getfixturevalue(f"empty_{request.param}")
    trackside.set_tracking_uri(found.url)
    return found


@pytest.fixture
def old_server(mlflow2_server: TrackingServer) -> None:
    """A server of MLflow 2, chosen."""
    trackside.set_tracking_uri(mlflow2_server.url)


def predicted(uri: str) -> Any:
    return trackside.pyfunc.load_model(uri).predict([1, 2, 3])


@pytest.mark.usefixtures("server")
def test_a_model_is_logged_found_and_registered() -> None:
    with trackside.start_run() as run:
        trackside.log_param("depth", 3)
        for step in range(3):
            trackside.log_metric("loss", step / 4, step=step)
        info = trackside.pyfunc.log_model(
            name="net", python_model=len, step=2, tags={"kind": "toy"}, registered_model_name="nets"
        )
    client, run_id = trackside.Client(), run.info.run_id

    (model,) = trackside.search_logged_models(
        ["0"], "tags.kind = 'toy' AND metrics.loss > 0.4", output_format="list"
    )
    assert (model.model_id, model.status) == (info.model_id, LoggedModelStatus.READY)
    assert (model.params, model.source_run_id) == ({"depth": "3"}, run_id)
    assert json.loads(model.tags["mlflow.modelVersions"]) == [{"name": "nets", "version": 1}]
    found = client.get_run(run_id)
    assert [(o.model_id, o.step) for o in found.outputs.model_outputs] == [(info.model_id, 2)]
    assert model_paths(client, found, client.tracking_uri) == ["net"]
    assert "net/MLmodel" in {each.path for each in client.list_artifacts(run_id, "net")}
    version = trackside.register_model(f"runs:/{run_id}/net", "again")
    assert version.run_id == run_id
    for uri in (info.model_uri, f"runs:/{run_id}/net", "models:/nets/1", "models:/again/1"):
        assert predicted(uri) == 3
        assert get_model_info(uri).model_id == info.model_id


@pytest.mark.usefixtures("server")
def test_a_version_of_a_version_is_loaded() -> None:
    info = trackside.pyfunc.log_model(name="net", python_model=len, registered_model_name="one")
    trackside.register_model("models:/one/1", "two")
    trackside.register_model("models:/two/1", "three")

    assert get_model_info("models:/three/1").model_id == info.model_id


READ_BY_MLFLOW = """
import json, sys, mlflow
client = mlflow.MlflowClient()
promoted = mlflow.register_model("models:/nets/1", "promoted")
copied = client.copy_model_version("models:/nets/1", "copied")
uris = [*sys.argv[1:], "models:/promoted/1", "models:/copied/1"]
print(json.dumps([mlflow.pyfunc.load_model(uri).model_id for uri in uris]))
"""


def test_the_real_mlflow_loads_and_promotes_what_we_logged(
    server: TrackingServer, mlflow3: RealMlflow, tmp_path: Path
) -> None:
    from sklearn.linear_model import LinearRegression

    with trackside.start_run() as run:
        info = trackside.sklearn.log_model(
            LinearRegression().fit([[1.0], [2.0]], [1.0, 2.0]),
            name="net",
            registered_model_name="nets",
        )
    uris = [info.model_uri, f"runs:/{run.info.run_id}/net", "models:/nets/1"]
    printed = mlflow3.run_code(
        READ_BY_MLFLOW,
        *uris,
        folder=tmp_path,
        environ={"MLFLOW_TRACKING_URI": server.url, "MLFLOW_TRACKING_TOKEN": server.token},
    )

    assert json.loads(printed.splitlines()[-1]) == [info.model_id] * 5


@pytest.mark.usefixtures("server")
def test_a_failed_model_is_said_to_be_one() -> None:
    with pytest.raises(trackside.exceptions.MlflowException):
        trackside.pyfunc.log_model(name="net", python_model=len, loader_module="both")

    last = trackside.last_logged_model()
    assert last is not None
    assert last.status is LoggedModelStatus.FAILED


@pytest.mark.usefixtures("old_server")
def test_an_old_server_keeps_models_below_their_runs() -> None:
    with trackside.start_run() as run:
        info = trackside.pyfunc.log_model(
            name="net", python_model=len, registered_model_name="nets", tags={"kind": "toy"}
        )
        trackside.pyfunc.log_model(python_model=len)
    client, run_id = trackside.Client(), run.info.run_id

    assert (info.model_id, info.model_uri) == (None, f"runs:/{run_id}/net")
    assert info.registered_model_version == 1
    found = client.get_run(run_id)
    assert model_paths(client, found, client.tracking_uri) == ["model", "net"]
    history = json.loads(found.data.tags[HISTORY_TAG])
    assert [each["artifact_path"] for each in history] == ["net", "model"]
    assert history[0]["model_uuid"] == info.model_uuid
    for uri in (info.model_uri, "models:/nets/1"):
        assert predicted(uri) == 3


@pytest.mark.usefixtures("old_server")
def test_an_old_server_needs_a_run_for_a_model() -> None:
    info = trackside.pyfunc.log_model(name="net", python_model=len)

    run = trackside.active_run()
    assert run is not None
    assert info.model_uri == f"runs:/{run.info.run_id}/net"
    with pytest.raises(NotImplementedHere, match="too old"):
        trackside.initialize_logged_model("net")


@pytest.mark.usefixtures("old_server")
def test_the_history_of_an_old_servers_run_stays_json() -> None:
    with trackside.start_run(tags={HISTORY_TAG: '[{"artifact_path": "cu'}) as run:
        for index in range(30):
            trackside.pyfunc.log_model(
                name=f"m{index}", python_model=len, model_config={"secret": index}
            )

    history = json.loads(trackside.get_run(run.info.run_id).data.tags[HISTORY_TAG])
    assert len(history) < 30
    assert history[-1]["artifact_path"] == "m29"
    assert "config" not in history[-1]["flavors"]["python_function"]
