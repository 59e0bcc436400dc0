"""Models in runs and in the registry: logged, found again by every address, resolved and read."""

from __future__ import annotations

import json
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
from trackside.errors import InvalidParameter, NotFound
from trackside.models import (
    Model,
    ModelSignature,
    get_model_info,
    infer_signature,
    set_signature,
)
from trackside.models.log import HISTORY_TAG


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
    assert info.model_uri == f"runs:/{run.info.run_id}/classifier"
    assert info.signature == signature
    assert info.registered_model_version is None
    assert np.array_equal(
        trackside.pyfunc.load_model(info.model_uri).predict(table), estimator.predict(table)
    )
    assert type(trackside.sklearn.load_model(info.model_uri)) is type(estimator)
    assert get_model_info(info.model_uri).model_uuid == info.model_uuid


def test_without_a_run_one_is_opened(estimator: Any) -> None:
    info = trackside.sklearn.log_model(estimator)

    run = fluent.active_run()
    assert run is not None
    assert info.model_uri == f"runs:/{run.info.run_id}/model"


def test_the_runs_history_lists_its_models(estimator: Any) -> None:
    with fluent.start_run() as run:
        first = trackside.sklearn.log_model(estimator, "a")
        second = trackside.pyfunc.log_model(
            "b", python_model=len, model_config={"secret": 1}, tags={"stage": "draft"}
        )

    history = json.loads(Client().get_run(run.info.run_id).data.tags[HISTORY_TAG])
    assert [entry["artifact_path"] for entry in history] == ["a", "b"]
    assert [entry["model_uuid"] for entry in history] == [first.model_uuid, second.model_uuid]
    assert "config" not in history[1]["flavors"]["python_function"]
    assert Model.load(second.model_uri).extra["logged_model"] == {"tags": {"stage": "draft"}}


def test_a_history_that_outgrows_a_tag_drops_its_oldest(estimator: Any) -> None:
    with fluent.start_run() as run:
        for index in range(18):
            trackside.sklearn.log_model(estimator, f"model-{index}")

    history = json.loads(Client().get_run(run.info.run_id).data.tags[HISTORY_TAG])
    assert len(history) < 18
    assert history[-1]["artifact_path"] == "model-17"


def test_a_history_that_was_cut_is_begun_anew(estimator: Any) -> None:
    with fluent.start_run(tags={HISTORY_TAG: '[{"artifact_path": "cu'}) as run:
        trackside.sklearn.log_model(estimator, "m")

    history = json.loads(Client().get_run(run.info.run_id).data.tags[HISTORY_TAG])
    assert [entry["artifact_path"] for entry in history] == ["m"]


def test_a_registered_model_is_loaded_by_version_alias_and_latest(
    estimator: Any, table: pd.DataFrame
) -> None:
    with fluent.start_run():
        first = trackside.sklearn.log_model(estimator, "m", registered_model_name="digits")
        second = trackside.pyfunc.log_model("n", python_model=len, registered_model_name="digits")
    Client().set_registered_model_alias("digits", "champion", "1")

    assert (first.registered_model_version, second.registered_model_version) == (1, 2)
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
    info = trackside.sklearn.log_model(estimator)
    signature: ModelSignature = infer_signature(np.eye(2), np.ones(2))

    set_signature(info.model_uri, signature)

    assert get_model_info(info.model_uri).signature == signature
    assert type(trackside.sklearn.load_model(info.model_uri)) is type(estimator)


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
    with pytest.raises(InvalidParameter, match="name only"):
        trackside.sklearn.log_model(estimator, "a", name="b")
    assert fluent.active_run() is None


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
