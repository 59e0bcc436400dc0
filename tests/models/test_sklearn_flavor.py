"""scikit-learn models in directories: ours, and the real MLflow's, each read by both."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import trackside.pyfunc
import trackside.sklearn
from trackside.errors import AlreadyExists, InvalidParameter, NotFound, TracksideException
from trackside.models import Model, infer_signature

if TYPE_CHECKING:
    import pandas as pd


def test_an_estimator_comes_back_the_same(
    estimator: Any, table: pd.DataFrame, tmp_path: Path
) -> None:
    trackside.sklearn.save_model(estimator, tmp_path / "m")

    found = trackside.sklearn.load_model(str(tmp_path / "m"))

    assert np.array_equal(found.predict(table), estimator.predict(table))
    assert trackside.pyfunc.load_model(tmp_path / "m").predict(table).tolist() == (
        estimator.predict(table).tolist()
    )


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("serialization_format", ["pickle", "cloudpickle", "skops"])
def test_mlflow_loads_what_we_save(
    serialization_format: str, estimator: Any, table: pd.DataFrame, tmp_path: Path, mlflow: Any
) -> None:
    signature = infer_signature(table, estimator.predict(table))
    trackside.sklearn.save_model(
        estimator,
        tmp_path / "m",
        serialization_format=serialization_format,
        signature=signature,
        input_example=table[:2],
        metadata={"owner": "me"},
    )

    as_function = mlflow.pyfunc.load_model(str(tmp_path / "m"))
    as_estimator = mlflow.sklearn.load_model(str(tmp_path / "m"))

    expected = estimator.predict(table)
    assert np.array_equal(as_function.predict(table[["count", "width"]]), expected)
    assert np.array_equal(as_estimator.predict(table), expected)
    assert as_function.metadata.signature.to_dict() == signature.to_dict()
    assert as_function.metadata.metadata == {"owner": "me"}
    assert as_function.input_example.shape == (2, 2)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("serialization_format", ["pickle", "cloudpickle", "skops"])
def test_we_load_what_mlflow_saves(
    serialization_format: str, estimator: Any, table: pd.DataFrame, tmp_path: Path, mlflow: Any
) -> None:
    mlflow.sklearn.save_model(
        estimator,
        str(tmp_path / "m"),
        serialization_format=serialization_format,
        signature=mlflow.models.infer_signature(table, estimator.predict(table)),
        input_example=table[:2],
        pip_requirements=["scikit-learn"],
    )

    loaded = trackside.pyfunc.load_model(tmp_path / "m")

    expected = estimator.predict(table)
    assert np.array_equal(loaded.predict(table), expected)
    assert np.array_equal(trackside.sklearn.load_model(tmp_path / "m").predict(table), expected)
    assert loaded.metadata.signature == infer_signature(table, expected)
    assert loaded.input_example.shape == (2, 2)
    assert "sklearn" in repr(loaded)


def test_a_lambda_in_a_pipeline_and_another_method_to_predict_with(
    table: pd.DataFrame, tmp_path: Path
) -> None:
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    forest = RandomForestClassifier(n_estimators=3, random_state=0)
    pipeline = make_pipeline(FunctionTransformer(lambda x: x * 2), forest)
    pipeline.fit(table, np.arange(10) % 2)

    trackside.sklearn.save_model(
        pipeline, tmp_path / "m", pyfunc_predict_fn="predict_proba", input_example=table[:3]
    )

    loaded = trackside.pyfunc.load_model(tmp_path / "m")
    assert np.array_equal(loaded.predict(table), pipeline.predict_proba(table))
    output = loaded.metadata.get_output_schema()
    assert output.inputs[0].shape == (-1, 2)


def test_the_signature_is_inferred_from_an_example_unless_told_not_to(
    estimator: Any, table: pd.DataFrame, tmp_path: Path
) -> None:
    trackside.sklearn.save_model(estimator, tmp_path / "a", input_example=table[:2])
    trackside.sklearn.save_model(
        estimator, tmp_path / "b", input_example=table[:2], signature=False
    )

    inferred = Model.load(tmp_path / "a").signature
    assert inferred == infer_signature(table, estimator.predict(table))
    assert Model.load(tmp_path / "b").signature is None
    assert (tmp_path / "b" / "serving_input_example.json").exists()


@pytest.mark.filterwarnings("ignore")
def test_a_signature_of_the_real_mlflow_is_taken_and_other_things_are_not(
    estimator: Any, table: pd.DataFrame, tmp_path: Path, mlflow: Any
) -> None:
    theirs = mlflow.models.infer_signature(table, params={"t": 1})
    trackside.sklearn.save_model(estimator, tmp_path / "m", signature=theirs)

    assert Model.load(tmp_path / "m").signature == infer_signature(table, params={"t": 1})
    not_a_signature: Any = {"inputs": "a"}
    with pytest.raises(InvalidParameter, match="infer_signature"):
        trackside.sklearn.save_model(estimator, tmp_path / "n", signature=not_a_signature)


def test_metadata_that_the_file_cannot_hold_are_refused(estimator: Any, tmp_path: Path) -> None:
    with pytest.raises(InvalidParameter, match="metadata"):
        trackside.sklearn.save_model(estimator, tmp_path / "m", metadata={"f": object()})
    assert not (tmp_path / "m").exists()


def test_an_example_that_the_model_cannot_predict_is_kept_without_a_signature(
    estimator: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    trackside.sklearn.save_model(estimator, tmp_path / "m", input_example=["what"])

    assert Model.load(tmp_path / "m").signature is None
    assert "did not predict" in caplog.text


def test_the_packages_of_the_model_are_its_requirements(estimator: Any, tmp_path: Path) -> None:
    trackside.sklearn.save_model(estimator, tmp_path / "m")

    lines = (tmp_path / "m" / "requirements.txt").read_text().split("\n")
    names = [line.partition("=")[0].rstrip(">") for line in lines]
    assert names == ["mlflow", "cloudpickle", "numpy", "scikit-learn", "scipy"]


def test_code_travels_with_the_model(
    table: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "my_estimators"
    package.mkdir()
    (package / "__init__.py").write_text(
        "class Constant:\n    def predict(self, data):\n        return [7] * len(data)\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    import my_estimators  # type: ignore[import-not-found]

    trackside.sklearn.save_model(
        my_estimators.Constant(), tmp_path / "m", code_paths=[package], extra_files=[__file__]
    )
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path != str(tmp_path)])
    del sys.modules["my_estimators"]

    loaded = trackside.pyfunc.load_model(tmp_path / "m")
    assert loaded.predict(table[:2]) == [7, 7]
    assert Path(sys.modules["my_estimators"].__file__ or "").is_relative_to(tmp_path / "m/code")
    assert (tmp_path / "m" / "extra_files" / Path(__file__).name).is_file()


def test_reading_a_models_description_does_not_unpickle(
    estimator: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trackside.sklearn.save_model(estimator, tmp_path / "m")
    monkeypatch.setattr(pickle, "load", lambda _: pytest.fail("unpickled"))

    assert Model.load(tmp_path / "m").get_model_info().flavors["sklearn"]


def test_a_directory_that_holds_something_is_not_overwritten(
    estimator: Any, tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("precious")

    with pytest.raises(AlreadyExists, match="not empty"):
        trackside.sklearn.save_model(estimator, tmp_path)


def test_what_cannot_be_saved_says_why(estimator: Any, tmp_path: Path) -> None:
    with pytest.raises(InvalidParameter, match="'joblib'"):
        trackside.sklearn.save_model(estimator, tmp_path / "a", serialization_format="joblib")
    with pytest.raises(InvalidParameter, match="'decide'"):
        trackside.sklearn.save_model(estimator, tmp_path / "b", pyfunc_predict_fn="decide")
    with pytest.raises(NotFound, match="'nowhere'"):
        trackside.sklearn.save_model(estimator, tmp_path / "c", code_paths=["nowhere"])
    with pytest.raises(InvalidParameter, match="list of paths"):
        trackside.sklearn.save_model(estimator, tmp_path / "d", code_paths="nowhere")
    assert not any(tmp_path.iterdir())


def test_skops_names_the_types_that_it_would_refuse(table: pd.DataFrame, tmp_path: Path) -> None:
    pytest.importorskip("skops")
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier().fit(table, np.arange(10) % 2)

    with pytest.raises(InvalidParameter, match="skops_trusted_types") as caught:
        trackside.sklearn.save_model(tree, tmp_path / "a", serialization_format="skops")
    trusted = ["sklearn.tree._tree.Tree"]
    assert trusted[0] in caught.value.message
    trackside.sklearn.save_model(
        tree, tmp_path / "b", serialization_format="skops", skops_trusted_types=trusted
    )
    assert trackside.sklearn.load_model(tmp_path / "b").get_depth() == tree.get_depth()


def test_without_skops_its_models_say_what_to_install(
    estimator: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("skops")
    trackside.sklearn.save_model(estimator, tmp_path / "m", serialization_format="skops")
    monkeypatch.setitem(sys.modules, "skops", None)
    monkeypatch.setitem(sys.modules, "skops.io", None)

    with pytest.raises(TracksideException, match="pip install skops"):
        trackside.sklearn.load_model(tmp_path / "m")


def test_another_flavor_is_not_a_scikit_learn_model(tmp_path: Path) -> None:
    trackside.pyfunc.save_model(tmp_path / "m", python_model=len)

    with pytest.raises(NotFound, match='no "sklearn" flavor; its flavors are: python_function'):
        trackside.sklearn.load_model(tmp_path / "m")


def test_a_model_whose_file_is_gone_is_not_found(estimator: Any, tmp_path: Path) -> None:
    trackside.sklearn.save_model(estimator, tmp_path / "m")
    (tmp_path / "m" / "model.pkl").unlink()

    with pytest.raises(NotFound, match=r"model\.pkl"):
        trackside.sklearn.load_model(tmp_path / "m")


def test_an_estimator_that_only_transforms_has_no_function_flavor(tmp_path: Path) -> None:
    from sklearn.preprocessing import StandardScaler

    trackside.sklearn.save_model(StandardScaler(), tmp_path / "m")

    assert list(Model.load(tmp_path / "m").flavors) == ["sklearn"]


def test_the_default_requirements() -> None:
    assert trackside.sklearn.get_default_pip_requirements(include_cloudpickle=True)[0].startswith(
        "mlflow"
    )
    assert trackside.sklearn.get_default_conda_env()["name"] == "mlflow-env"
