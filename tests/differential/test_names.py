"""The names of MLflow after the word is replaced: here, or missing with a word of explanation."""

from __future__ import annotations

import importlib
import inspect
import warnings
from typing import Any

import pytest

import trackside
from trackside.missing import MISSING

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


# MLflow 3's logged models in the registry, traces, jobs and environments, which have no counterpart here.
WITHOUT_COUNTERPART = {
    "deployment_job_id", "env_pack", "model_id", "stage", "trace_location",
}  # fmt: skip


def arguments(of: Any, name: str) -> list[str]:
    names = inspect.signature(getattr(of, name)).parameters
    return [each for each in names if each not in WITHOUT_COUNTERPART]


def test_functions_take_the_same_arguments_in_the_same_order(real_mlflow: Any) -> None:
    pairs = [
        (theirs, ours, name)
        for theirs, ours in [(real_mlflow, trackside), (real_mlflow.MlflowClient, trackside.Client)]
        for name in vars(theirs)
        if inspect.isfunction(getattr(theirs, name))
        and inspect.isfunction(getattr(ours, name, None))
    ]
    assert len(pairs) > 80
    differing = [
        f"{name}: {expected} under MLflow, {found} under Trackside"
        for theirs, ours, name in pairs
        if not name.startswith("_")
        and (expected := arguments(theirs, name))
        != (found := arguments(ours, name))[: len(expected)]
    ]
    assert differing == []
