"""Models of one's own: every form of predict, artifacts, loaders, and both libraries."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import trackside.pyfunc
import trackside.sklearn
from trackside.errors import InvalidParameter, NotFound, NotImplementedHere
from trackside.models import infer_signature
from trackside.pyfunc import PythonModel, PythonModelContext

if TYPE_CHECKING:
    import pandas as pd


def roundtrip(python_model: Any, path: Path, **options: Any) -> trackside.pyfunc.PyFuncModel:
    trackside.pyfunc.save_model(path, python_model=python_model, **options)
    return trackside.pyfunc.load_model(path)


def local_models() -> dict[str, Any]:
    """Classes made here are pickled by value, as those of a notebook are."""

    class WithContext(PythonModel):
        def predict(self, context: Any, model_input: Any) -> Any:
            return ("context", isinstance(context, PythonModelContext), len(model_input))

    class WithParams(PythonModel):
        def predict(self, context: Any, model_input: Any, params: Any = None) -> Any:
            return ("params", context and params, len(model_input))

    class Short(PythonModel):
        def predict(self, model_input: Any) -> Any:
            return ("short", len(model_input))

    class ShortWithParams(PythonModel):
        def predict(self, model_input: Any, params: Any = None) -> Any:
            return ("short", params, len(model_input))

    return {
        "context": WithContext(),
        "params": WithParams(),
        "short": Short(),
        "short params": ShortWithParams(),
        "function": lambda model_input: ("function", len(model_input)),
        "function with params": lambda model_input, params=None: (params, len(model_input)),
        "duck": type("Duck", (), {"predict": lambda _self, data: len(data)})(),
    }


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("context", ("context", True, 2)),
        ("params", ("params", {"t": 0.5}, 2)),
        ("short", ("short", 2)),
        ("short params", ("short", {"t": 0.5}, 2)),
        ("function", ("function", 2)),
        ("function with params", ({"t": 0.5}, 2)),
        ("duck", 2),
    ],
)
def test_predict_may_have_any_form(form: str, expected: Any, tmp_path: Path) -> None:
    signature = infer_signature(["a"], params={"t": 0.1})
    model = roundtrip(local_models()[form], tmp_path / "m", signature=signature)

    assert model.predict(["a", "b"], params={"t": 0.5}) == expected


class Lookup(PythonModel):
    def load_context(self, context: Any) -> None:
        self.words = {name: Path(path).read_text() for name, path in context.artifacts.items()}
        self.config = context.model_config

    def predict(self, _context: Any, model_input: Any, params: Any = None) -> Any:
        return [self.words[name] for name in model_input]


def test_artifacts_are_copied_in_and_found_again(tmp_path: Path) -> None:
    for folder, text in {"one": "1", "two": "2"}.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "word.txt").write_text(text)
    artifacts = {name: str(tmp_path / name / "word.txt") for name in ("one", "two")}

    model = roundtrip(Lookup(), tmp_path / "m", artifacts=artifacts, model_config={"k": 1, "l": 1})
    for path in artifacts.values():
        Path(path).unlink()

    assert trackside.pyfunc.load_model(tmp_path / "m").predict(["two", "one"]) == ["2", "1"]
    assert model.model_config == {"k": 1, "l": 1}
    again = trackside.pyfunc.load_model(tmp_path / "m", model_config={"k": 2})
    assert again.unwrap_python_model().config == {"k": 2, "l": 1}


def test_a_model_predicts_its_example_with_its_artifacts_for_a_signature(tmp_path: Path) -> None:
    (tmp_path / "w.txt").write_text("word")
    source = Lookup()

    model = roundtrip(
        source, tmp_path / "m", artifacts={"w": str(tmp_path / "w.txt")}, input_example=["w"]
    )

    assert model.metadata.signature == infer_signature(["w"], ["word"])
    assert not hasattr(source, "words")


@pytest.mark.filterwarnings("ignore")
def test_mlflow_loads_a_model_of_ours(tmp_path: Path, table: pd.DataFrame, mlflow: Any) -> None:
    (tmp_path / "w.txt").write_text("word")
    artifacts = {"w": str(tmp_path / "w.txt")}
    trackside.pyfunc.save_model(tmp_path / "a", python_model=Lookup(), artifacts=artifacts)
    trackside.pyfunc.save_model(tmp_path / "b", python_model=len)
    trackside.pyfunc.save_model(tmp_path / "c", python_model=local_models()["short"])

    assert mlflow.pyfunc.load_model(str(tmp_path / "a")).predict(["w"]) == ["word"]
    assert mlflow.pyfunc.load_model(str(tmp_path / "b")).predict(table) == len(table)
    assert mlflow.pyfunc.load_model(str(tmp_path / "c")).predict(table) == ("short", len(table))


@pytest.mark.filterwarnings("ignore")
def test_we_load_a_model_of_mlflows(tmp_path: Path, table: pd.DataFrame, mlflow: Any) -> None:
    (tmp_path / "w.txt").write_text("word")

    class Theirs(mlflow.pyfunc.PythonModel):  # type: ignore[misc]
        def load_context(self, context: Any) -> None:
            self.word = Path(context.artifacts["w"]).read_text()

        # Not annotated: MLflow warns of annotations other than lists.
        def predict(self, context, model_input, params=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            return [self.word] * len(model_input)

    mlflow.pyfunc.save_model(
        str(tmp_path / "m"),
        python_model=Theirs(),
        artifacts={"w": str(tmp_path / "w.txt")},
        signature=mlflow.models.infer_signature(table, ["word"]),
        pip_requirements=["mlflow"],
    )

    loaded = trackside.pyfunc.load_model(tmp_path / "m")
    assert loaded.predict(table[:2]) == ["word", "word"]
    with pytest.raises(InvalidParameter, match="'width'"):
        loaded.predict(table.drop(columns="width"))


LOADER = """
class Adder:
    def __init__(self, number):
        self.number = number
    def predict(self, data, params=None):
        return [x + self.number for x in data]

def _load_pyfunc(path):
    with open(path) as file:
        return Adder(int(file.read()))
"""


@pytest.mark.filterwarnings("ignore")
def test_a_module_that_loads_travels_with_its_data(tmp_path: Path, mlflow: Any) -> None:
    (tmp_path / "adder_loader.py").write_text(LOADER)
    (tmp_path / "number.txt").write_text("5")
    trackside.pyfunc.save_model(
        tmp_path / "m",
        loader_module="adder_loader",
        data_path=tmp_path / "number.txt",
        code_paths=[tmp_path / "adder_loader.py"],
    )

    assert trackside.pyfunc.load_model(tmp_path / "m").predict([1]) == [6]
    assert mlflow.pyfunc.load_model(str(tmp_path / "m")).predict([1]) == [6]


def test_the_files_that_say_what_to_install_are_found(tmp_path: Path) -> None:
    trackside.pyfunc.save_model(tmp_path / "m", python_model=len, pip_requirements=["a==1"])
    uri = str(tmp_path / "m")

    assert "a==1" in Path(trackside.pyfunc.get_model_dependencies(uri)).read_text()
    assert Path(trackside.pyfunc.get_model_dependencies(uri, "conda")).name == "conda.yaml"
    with pytest.raises(InvalidParameter, match="'npm'"):
        trackside.pyfunc.get_model_dependencies(uri, "npm")
    (tmp_path / "m" / "conda.yaml").unlink()
    with pytest.raises(NotFound, match=r"conda\.yaml"):
        trackside.pyfunc.get_model_dependencies(uri, "conda")


def test_hints_of_predict_turn_a_table_into_the_list_it_wants(tmp_path: Path) -> None:
    def words(model_input: list[str]) -> Any:
        return [type(model_input).__name__, *model_input]

    model = roundtrip(words, tmp_path / "m", signature=infer_signature(["a"]))

    assert model.predict(["x", "y"]) == ["list", "x", "y"]


def test_the_object_inside_can_be_taken_out(tmp_path: Path, estimator: Any) -> None:
    own = roundtrip(Lookup(), tmp_path / "a")
    trackside.sklearn.save_model(estimator, tmp_path / "b")
    other = trackside.pyfunc.load_model(tmp_path / "b")

    assert type(own.unwrap_python_model()).__name__ == "Lookup"
    assert type(other.get_raw_model()).__name__ == "LogisticRegression"
    with pytest.raises(InvalidParameter, match="get_raw_model"):
        other.unwrap_python_model()


def test_params_are_ignored_aloud_where_predict_takes_none(
    tmp_path: Path, estimator: Any, table: pd.DataFrame, caplog: pytest.LogCaptureFixture
) -> None:
    trackside.sklearn.save_model(estimator, tmp_path / "m")

    trackside.pyfunc.load_model(tmp_path / "m").predict(table, params={"t": 1})

    assert "t" in caplog.text


@pytest.mark.parametrize("given", [PythonModel, 7, {"predict": 1}])
def test_what_is_no_model_is_refused(given: Any, tmp_path: Path) -> None:
    with pytest.raises(InvalidParameter, match="PythonModel or a function"):
        trackside.pyfunc.save_model(tmp_path / "m", python_model=given)


def test_either_an_object_or_a_loader_is_given(tmp_path: Path) -> None:
    contradictions: list[dict[str, Any]] = [{}, {"python_model": len, "loader_module": "x"}]
    for options in contradictions:
        with pytest.raises(InvalidParameter, match="either python_model or loader_module"):
            trackside.pyfunc.save_model(tmp_path / "m", **options)
    with pytest.raises(NotFound, match="'nowhere'"):
        trackside.pyfunc.save_model(tmp_path / "m", loader_module="x", data_path="nowhere")


def test_an_artifact_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        trackside.pyfunc.save_model(
            tmp_path / "m", python_model=len, artifacts={"a": str(tmp_path / "nowhere")}
        )


def test_models_from_a_code_file_point_to_mlflow(tmp_path: Path) -> None:
    with pytest.raises(NotImplementedHere, match=r"model\.py"):
        trackside.pyfunc.save_model(tmp_path / "m", python_model="model.py")


def test_a_flavor_that_is_missing_here_points_to_mlflow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "MLmodel").write_text("flavors: {python_function: {loader_module: mlflow.xgboost}}")
    for name in [name for name in sys.modules if name.partition(".")[0] == "mlflow"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mlflow", None)

    with pytest.raises(NotImplementedHere, match=r"mlflow\.xgboost"):
        trackside.pyfunc.load_model(tmp_path)
