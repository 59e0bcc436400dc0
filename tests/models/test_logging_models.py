"""Models in runs and in the registry: logged, found again by every address, resolved and read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import trackside.pyfunc
import trackside.sklearn
from trackside import fluent
from trackside.client import Client
from trackside.entities import LoggedModelStatus
from trackside.errors import InvalidParameter, NotFound
from trackside.models import (
    Model,
    ModelSignature,
    get_model_info,
    infer_signature,
    set_signature,
)
from trackside.models.log import log_model


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give each test a store of its own, and end the run it leaves behind."""
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_RUN_ID", "MLFLOW_EXPERIMENT_NAME"):
        monkeypatch.delenv(name, raising=False)
    store = f"sqlite:///{tmp_path}/.trackside/trackside.db"
    monkeypatch.setenv("TRACKSIDE_TRACKING_URI", store)
    monkeypatch.chdir(tmp_path)
    yield
    while fluent.active_run() is not None:
        fluent.end_run()


def test_a_model_is_logged_to_the_active_run_and_loaded_by_its_address(
    estimator: Any, table: pd.DataFrame
) -> None:
    signature = infer_signature(table, estimator.predict(table))
    with fluent.start_run() as run:
        info = trackside.sklearn.log_model(estimator, name="classifier", signature=signature)

    assert info.run_id == run.info.run_id
    assert info.model_uri == f"models:/{info.model_id}"
    assert (info.name, info.signature, info.registered_model_version) == (
        "classifier",
        signature,
        None,
    )
    for uri in (info.model_uri, f"runs:/{run.info.run_id}/classifier"):
        loaded = trackside.pyfunc.load_model(uri)
        assert loaded.model_id == info.model_id
        assert np.array_equal(loaded.predict(table), estimator.predict(table))
        assert type(trackside.sklearn.load_model(uri)) is type(estimator)
        assert get_model_info(uri).model_uuid == info.model_uuid


def test_without_a_run_a_model_belongs_to_the_experiment(estimator: Any) -> None:
    info = trackside.sklearn.log_model(estimator)

    assert fluent.active_run() is None
    assert (info.run_id, info.logged_model) == (None, fluent.last_logged_model())
    assert type(trackside.sklearn.load_model(info.model_uri)) is type(estimator)


def test_a_model_that_cannot_be_saved_is_failed(estimator: Any) -> None:
    with fluent.start_run() as run:
        good = trackside.sklearn.log_model(estimator, name="m")
        with pytest.raises(InvalidParameter, match="'nope' is not known"):
            trackside.sklearn.log_model(estimator, name="m", serialization_format="nope")

    failed = fluent.last_logged_model()
    assert failed is not None
    assert failed.status is LoggedModelStatus.FAILED
    assert failed.model_id in {
        each.model_id for each in fluent.get_run(run.info.run_id).outputs.model_outputs
    }
    # The address still leads to the model that is whole.
    assert get_model_info(f"runs:/{run.info.run_id}/m").model_id == good.model_id


def test_an_interrupt_leaves_no_model_pending() -> None:
    def interrupted(**_options: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        log_model(interrupted, name="m")

    (model,) = fluent.search_logged_models(output_format="list")
    assert model.status is LoggedModelStatus.FAILED


def test_of_models_of_one_name_the_newest_is_loaded_and_the_furthest_registered() -> None:
    with fluent.start_run() as run:
        ids = [
            trackside.pyfunc.log_model(name="m", python_model=len, step=step).model_id
            for step in (1, 5, 3)
        ]
    uri = f"runs:/{run.info.run_id}/m"

    assert get_model_info(uri).model_id == ids[2]
    assert fluent.register_model(uri, "counters").model_id == ids[1]


def test_a_models_metrics_are_those_of_its_step() -> None:
    with fluent.start_run():
        for step in range(3):
            fluent.log_metrics({"loss": 1 / (step + 1), "acc": step / 4}, step=step)
        fluent.log_metric("only", 7.0, step=2)
        fluent.log_metric("early", 7.0)
        info = trackside.pyfunc.log_model(name="m", python_model=len, step=2)
        again = trackside.pyfunc.log_model(python_model=len, step=2, model_id=info.model_id)

    for metrics in (info.metrics, again.metrics):
        assert metrics is not None
        assert {m.key: m.value for m in metrics} == {"loss": 1 / 3, "acc": 0.5, "only": 7.0}
        assert len(metrics) == 3


def test_a_model_without_files_gets_them_later() -> None:
    model = fluent.create_external_model("agent")
    info = trackside.pyfunc.log_model(python_model=len, model_id=model.model_id)

    assert info.model_id == model.model_id
    assert "mlflow.model.isExternal" not in fluent.get_logged_model(model.model_id).tags
    assert trackside.pyfunc.load_model(model.model_uri).predict([1, 2]) == 2


def test_settings_of_a_model_are_params_of_its_run(caplog: pytest.LogCaptureFixture) -> None:
    config = {"depth": 3, "tree": {"leaf": [1, 2]}}
    with fluent.start_run() as run:
        trackside.pyfunc.log_model(name="a", python_model=len, model_config=config)
        trackside.pyfunc.log_model(name="b", python_model=len, model_config={"depth": 4})

    assert fluent.get_run(run.info.run_id).data.params == {"depth": "3", "tree/leaf": "[1, 2]"}
    assert "Failed to log model config as params" in caplog.text


def test_files_of_a_model_are_found_below_its_name(estimator: Any) -> None:
    with fluent.start_run() as run:
        trackside.sklearn.log_model(estimator, name="m")
        fluent.log_text("of the run", "m/notes.txt")
    client, run_id = Client(), run.info.run_id

    listed = [each.path for each in client.list_artifacts(run_id, "m")]
    assert "m/MLmodel" in listed
    assert "m/notes.txt" in listed
    assert "flavors" in Path(client.download_artifacts(run_id, "m/MLmodel")).read_text()
    assert Path(client.download_artifacts(run_id, "m/notes.txt")).read_text() == "of the run"


def test_what_lies_below_a_run_stays_loadable_and_registrable(
    estimator: Any, tmp_path: Path
) -> None:
    """Trackside's first models, and MLflow 2's."""
    trackside.sklearn.save_model(estimator, tmp_path / "model")
    with fluent.start_run() as run:
        fluent.log_artifacts(str(tmp_path / "model"), "deep/model")
    uri = f"runs:/{run.info.run_id}/deep/model"

    version = fluent.register_model(uri, "old")
    for each in (uri, "models:/old/1"):
        assert type(trackside.sklearn.load_model(each)) is type(estimator)
    assert version.model_id is None


def test_a_registered_model_is_loaded_by_version_alias_and_latest(
    estimator: Any, table: pd.DataFrame
) -> None:
    with fluent.start_run():
        first = trackside.sklearn.log_model(estimator, "m", registered_model_name="digits")
        second = trackside.pyfunc.log_model("n", python_model=len, registered_model_name="digits")
    Client().set_registered_model_alias("digits", "champion", "1")

    assert (first.registered_model_version, second.registered_model_version) == (1, 2)
    assert Client().get_model_version("digits", 1).model_id == first.model_id
    assert (first.tags or {})["mlflow.modelVersions"] == '[{"name": "digits", "version": 1}]'
    for uri in ("models:/digits/1", "models:/digits@champion"):
        assert trackside.pyfunc.load_model(uri).metadata.model_uuid == first.model_uuid
    assert trackside.pyfunc.load_model("models:/digits/latest").predict(table) == len(table)


def test_a_logged_model_is_downloaded_where_that_is_asked(estimator: Any, tmp_path: Path) -> None:
    info = trackside.sklearn.log_model(estimator)
    (tmp_path / "here").mkdir()

    trackside.sklearn.load_model(info.model_uri, dst_path=str(tmp_path / "here"))

    assert list((tmp_path / "here").rglob("MLmodel"))


def test_an_artifact_of_a_run_can_be_one_of_a_model() -> None:
    class Reader(trackside.pyfunc.PythonModel):
        def predict(self, context: Any, model_input: Any, params: Any = None) -> Any:
            return Path(context.artifacts["words"]).read_text()

    with fluent.start_run() as run:
        fluent.log_text("hello", "data/words.txt")
        info = trackside.pyfunc.log_model(
            "m",
            python_model=Reader(),
            artifacts={"words": f"runs:/{run.info.run_id}/data/words.txt"},
        )

    assert trackside.pyfunc.load_model(info.model_uri).predict([1]) == "hello"


def test_a_logged_models_signature_can_be_set_afterwards(estimator: Any) -> None:
    with fluent.start_run() as run:
        info = trackside.sklearn.log_model(estimator, name="m")
    for number, uri in enumerate((info.model_uri, f"runs:/{run.info.run_id}/m"), 2):
        signature: ModelSignature = infer_signature(np.eye(number), np.ones(number))

        set_signature(uri, signature)

        assert get_model_info(info.model_uri).signature == signature
        assert type(trackside.sklearn.load_model(uri)) is type(estimator)


@pytest.mark.filterwarnings("ignore")
def test_mlflow_loads_the_directory_that_was_logged(
    estimator: Any, table: pd.DataFrame, mlflow: Any
) -> None:
    from trackside.artifacts import download_artifacts

    info = trackside.sklearn.log_model(estimator, input_example=table[:2])

    theirs = mlflow.pyfunc.load_model(download_artifacts(info.model_uri))
    assert np.array_equal(theirs.predict(table), estimator.predict(table))
    assert theirs.metadata.run_id == info.run_id


def test_a_model_of_any_flavor_is_logged_through_the_class(estimator: Any) -> None:
    info = Model.log("m", trackside.sklearn, sk_model=estimator)

    assert type(trackside.sklearn.load_model(info.model_uri)) is type(estimator)


def test_two_names_for_one_place_are_refused(estimator: Any) -> None:
    with pytest.raises(InvalidParameter, match="only specify `name`"):
        trackside.sklearn.log_model(estimator, "a", name="b")
    assert fluent.search_logged_models(output_format="list") == []


@pytest.mark.parametrize("uri", ["runs:/nope/model", "models:/nope/1", "no/such/directory"])
def test_what_is_not_there_is_not_found(uri: str) -> None:
    with pytest.raises(NotFound):
        trackside.pyfunc.load_model(uri)


def test_a_run_without_that_model_is_not_found() -> None:
    with fluent.start_run() as run:
        pass
    with pytest.raises(NotFound):
        trackside.sklearn.load_model(f"runs:/{run.info.run_id}/model")


EXAMPLE = """
import cloudpickle
import numpy as np
import pandas as pd
import sklearn
from sklearn.ensemble import RandomForestClassifier
import trackside.pyfunc
from trackside import fluent
from trackside.models.signature import infer_signature
from trackside.utils.environment import _mlflow_conda_env

X_train = pd.DataFrame(np.random.rand(40, 3), columns=["a", "b", "c"])
y_train = (X_train["a"] > 0.5).astype(int)

class SklearnModelWrapper(trackside.pyfunc.PythonModel):
    def __init__(self, model):
        self.model = model
    def predict(self, context, model_input):
        return self.model.predict_proba(model_input)[:, 1]

model = RandomForestClassifier(n_estimators=10, random_state=0).fit(X_train, y_train)
wrapped = SklearnModelWrapper(model)
signature = infer_signature(X_train, wrapped.predict(None, X_train))
conda_env = _mlflow_conda_env(
    additional_conda_deps=None,
    additional_pip_deps=[
        "cloudpickle=={}".format(cloudpickle.__version__),
        "scikit-learn=={}".format(sklearn.__version__),
    ],
    additional_conda_channels=None,
)
info = trackside.pyfunc.log_model(
    "random_forest_model", python_model=wrapped, conda_env=conda_env, signature=signature
)
fluent.end_run()
print(info.model_uri)
"""


@pytest.mark.filterwarnings("ignore")
def test_the_example_of_mlflows_documentation_is_loaded_in_another_process(
    tmp_path: Path, mlflow: Any
) -> None:
    """A class of ``__main__`` must travel inside the pickle: here it is not defined."""
    from trackside.artifacts import download_artifacts

    (tmp_path / "train.py").write_text(EXAMPLE)
    script = [sys.executable, str(tmp_path / "train.py")]
    uri = subprocess.run(script, check=True, capture_output=True, text=True).stdout.split()[-1]
    data = pd.DataFrame(np.random.default_rng(0).random((5, 3)), columns=["a", "b", "c"])

    ours = trackside.pyfunc.load_model(uri).predict(data)
    theirs = mlflow.pyfunc.load_model(download_artifacts(uri)).predict(data)

    assert ours.shape == (5,)
    assert np.array_equal(ours, theirs)
