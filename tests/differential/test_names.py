"""The names of MLflow after the word is replaced: here, or missing with a word of explanation."""

from __future__ import annotations

import importlib
import inspect
import warnings
from typing import TYPE_CHECKING, Any

import pytest

import trackside
from trackside.missing import MISSING, MISSING_IN

if TYPE_CHECKING:
    from collections.abc import Iterator

IMPORTS = [
    "MlflowClient", "MlflowException", "tracking.MlflowClient", "client.MlflowClient",
    "entities.Metric", "entities.Param", "entities.RunTag", "entities.ViewType", "entities.RunStatus",
    "entities.Experiment", "entities.ExperimentTag", "entities.Run", "entities.RunInfo", "entities.RunData",
    "entities.LifecycleStage", "entities.FileInfo", "entities.SourceType", "exceptions.MlflowException",
    "models.infer_signature", "models.ModelSignature", "models.signature.infer_signature",
    "models.signature.ModelSignature", "models.Model", "utils.environment._mlflow_conda_env",
    "artifacts.download_artifacts", "artifacts.list_artifacts", "artifacts.load_text", "pyfunc.PythonModel",
    "pyfunc.load_model", "pyfunc.log_model", "sklearn.log_model", "sklearn.load_model", "types.Schema",
    "types.ColSpec", "types.schema.Schema", "types.schema.ColSpec", "Image", "ActiveModel",
    "data.from_pandas", "data.get_source", "data.pandas_dataset.PandasDataset", "data.numpy_dataset.NumpyDataset",
    "data.dataset.Dataset", "data.dataset_source.DatasetSource", "data.meta_dataset.MetaDataset",
    "data.code_dataset_source.CodeDatasetSource", "data.http_dataset_source.HTTPDatasetSource",
    "data.filesystem_dataset_source.FileSystemDatasetSource", "data.sources.LocalArtifactDatasetSource",
    "data.dataset_source_registry.resolve_dataset_source", "data.schema.TensorDatasetSchema",
    "entities.Dataset", "entities.DatasetInput", "entities.InputTag", "entities.RunInputs", "entities.RunOutputs",
    "entities.LoggedModel", "entities.LoggedModelInput", "entities.LoggedModelOutput",
    "entities.LoggedModelParameter", "entities.LoggedModelStatus", "entities.LoggedModelTag",
    "entities.experiment_tag.ExperimentTag", "entities.lifecycle_stage.LifecycleStage", "entities.param.Param",
    "entities.run_data.RunData", "entities.run_info.RunInfo", "entities.run_status.RunStatus",
    "entities.run_tag.RunTag", "entities.source_type.SourceType", "entities.view_type.ViewType",
    "entities.model_registry.ModelVersion", "entities.run.Run", "entities.metric.Metric",
    "store.entities.PagedList", "store.entities.paged_list.PagedList", "tracking.client.MlflowClient",
    "tracking.fluent.start_run", "tracking.set_tracking_uri", "config.enable_async_logging",
    "config.enable_system_metrics_logging", "utils.mlflow_tags.MLFLOW_RUN_NAME",
    "utils.mlflow_tags.MLFLOW_PARENT_RUN_ID", "utils.mlflow_tags.MLFLOW_USER", "exceptions.RestException",
    "models.model.Model", "models.model.ModelInfo", "models.get_model_info", "models.set_signature",
    "pyfunc.PyFuncModel", "pyfunc.model.PythonModelContext", "types.ParamSchema", "types.TensorSpec",
]  # fmt: skip


@pytest.mark.parametrize("path", IMPORTS)
def test_an_import_works_after_the_word_is_replaced(path: str, real_mlflow: Any) -> None:
    for package in (real_mlflow.__name__, "trackside"):
        module, _, name = f"{package}.{path}".rpartition(".")
        with warnings.catch_warnings():
            if package == "mlflow":
                warnings.simplefilter("ignore")  # MLflow warns of its own type hints
            assert hasattr(importlib.import_module(module), name)


def test_every_public_name_is_here_or_explained(real_mlflow: Any) -> None:
    lacking = {name for name in real_mlflow.__all__ if not hasattr(trackside, name)}

    assert lacking - set(MISSING) == set()
    assert {name for name in MISSING if hasattr(trackside, name)} == set()
    # Flavors, and packages that MLflow's `__all__` leaves out.
    assert {name for name in set(MISSING) - lacking if name not in vars(real_mlflow)} == set()


@pytest.mark.parametrize("name", sorted(MISSING))
def test_a_missing_name_points_to_mlflow(name: str) -> None:
    assert not hasattr(trackside, name)
    with pytest.raises(AttributeError, match=f"'{name}': it is MLflow's .* use the mlflow package"):
        getattr(trackside, name)


def test_every_method_of_the_client_is_here_or_explained(real_mlflow: Any) -> None:
    theirs = {name for name in dir(real_mlflow.MlflowClient) if not name.startswith("_")}

    assert {name for name in theirs if not hasattr(trackside.Client, name)} == set(
        MISSING_IN["Client"]
    )


@pytest.mark.parametrize(
    ("place", "name"), [(place, name) for place, names in MISSING_IN.items() for name in names]
)
def test_what_a_module_or_the_client_lacks_points_to_mlflow(
    place: str, name: str, real_mlflow: Any
) -> None:
    if place == "Client":
        ours: Any = trackside.Client()
        theirs = real_mlflow.MlflowClient
    else:
        ours = importlib.import_module(place)
        theirs = importlib.import_module(place.replace("trackside", "mlflow"))

    assert hasattr(theirs, name)
    with pytest.raises(AttributeError, match=f"'{name}': it is MLflow's .* use the mlflow package"):
        getattr(ours, name)


@pytest.mark.parametrize(
    "statement",
    [
        "import trackside.xgboost",
        "from trackside import genai",
        "from trackside.projects import run",
    ],
)
def test_an_import_of_what_is_missing_points_to_mlflow(statement: str) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"it is MLflow's .* use the mlflow package"):
        exec(statement)


def test_an_import_of_what_nobody_has_fails_as_ever() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'trackside.nowhere'$"):
        importlib.import_module("trackside.nowhere")


# Arguments without a counterpart here, and why.
LACKING = {
    "deployment_job_id": "jobs are Databricks'",
    "env_pack": "packed environments are Databricks'",
    "trace_location": "traces",
    "auth_policy": "Databricks' serving",
    "resources": "Databricks' serving",
    "prompts": "prompts",
    "infer_code_paths": "code is named by code_paths",
    "include_skops": "skops is asked for by serialization_format",
    "uv_project_path": "requirements are those of the modules in use",
    "uv_groups": "requirements are those of the modules in use",
    "uv_extras": "requirements are those of the modules in use",
    "model_id": "a model of pyfunc lives under its run",
    "kwargs": "MLflow's former ways to call",
}  # fmt: skip
# Defaults that are others, and why.
OTHER_DEFAULTS = {
    ("save_model", "serialization_format"): "the format is said; MLflow 3 takes skops for None",
    ("save_model", "streamable"): "False is said; MLflow takes None for it",
    ("log_model", "streamable"): "False is said; MLflow takes None for it",
}


def signature(of: Any, name: str) -> dict[str, tuple[str, Any]]:
    parameters = inspect.signature(getattr(of, name)).parameters.values()
    return {each.name: (each.kind.name, each.default) for each in parameters}


def differences(theirs: Any, ours: Any, name: str) -> Iterator[str]:
    expected, found = signature(theirs, name), signature(ours, name)
    common = [each for each in expected if each in found]
    yield from (f"{name} lacks {each}" for each in expected if each not in {*found, *LACKING})
    if list(found)[: len(common)] != common:
        yield f"{name}: {[*expected]} under MLflow, {[*found]} under Trackside"
    for each in common:
        (kind, default), (our_kind, our_default) = expected[each], found[each]
        if kind == "POSITIONAL_OR_KEYWORD" != our_kind:
            yield f"{name}: {each} can be given by position under MLflow"
        is_plain = default is None or isinstance(default, (bool, int, str))
        if is_plain and default != our_default and (name, each) not in OTHER_DEFAULTS:
            yield f"{name}: {each} is {default!r} under MLflow, {our_default!r} under Trackside"


@pytest.mark.parametrize(
    "place", ["", "MlflowClient", "artifacts", "models", "pyfunc", "sklearn", "data"]
)
def test_functions_are_called_in_the_same_way(place: str, real_mlflow: Any) -> None:
    theirs = getattr(real_mlflow, place) if place else real_mlflow
    ours = getattr(trackside, place) if place else trackside
    names = [
        name
        for name in dir(theirs)
        if not name.startswith("_")
        and inspect.isfunction(getattr(theirs, name))
        and inspect.isfunction(getattr(ours, name, None))
    ]

    assert names
    assert [each for name in names for each in differences(theirs, ours, name)] == []
