"""Our entities as MLflow's: the fields are the same, the collections of some are lists of objects there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from mlflow import entities as theirs
from mlflow.entities import model_registry
from mlflow.store.entities import PagedList as TheirPagedList

if TYPE_CHECKING:
    from collections.abc import Callable

    from trackside import entities as ours

T = TypeVar("T")

# Some of their classes have no types.
theirs_registered: Any = model_registry


def paged(page: ours.PagedList[T], convert: Callable[[T], Any]) -> Any:
    """Return a page of MLflow's."""
    return TheirPagedList([convert(each) for each in page], page.token)


def experiment(found: ours.Experiment) -> Any:
    """Return an experiment of MLflow's."""
    return theirs.Experiment(
        experiment_id=found.experiment_id,
        name=found.name,
        artifact_location=found.artifact_location,
        lifecycle_stage=found.lifecycle_stage,
        tags=[theirs.ExperimentTag(key, value) for key, value in found.tags.items()],
        creation_time=found.creation_time,
        last_update_time=found.last_update_time,
    )


def run(found: ours.Run) -> Any:
    """Return a run of MLflow's with the latest points of its metrics."""
    metrics = [
        theirs.Metric(each.key, each.value, each.timestamp, each.step)
        for each in found.data.summaries.values()
    ]
    params = [theirs.Param(key, value) for key, value in found.data.params.items()]
    tags = [theirs.RunTag(key, value) for key, value in found.data.tags.items()]
    datasets = [
        theirs.DatasetInput(
            theirs.Dataset(**each.dataset.to_dictionary()),
            [theirs.InputTag(tag.key, tag.value) for tag in each.tags],
        )
        for each in found.inputs.dataset_inputs
    ]
    models_in = [theirs.LoggedModelInput(each.model_id) for each in found.inputs.model_inputs]
    models_out = [
        theirs.LoggedModelOutput(each.model_id, each.step) for each in found.outputs.model_outputs
    ]
    return theirs.Run(
        run_info(found.info),
        theirs.RunData(metrics, params, tags),
        theirs.RunInputs(datasets, models_in),
        theirs.RunOutputs(models_out),
    )


def run_info(found: ours.RunInfo) -> Any:
    """Return what identifies a run of MLflow's."""
    return theirs.RunInfo(**dict(found))


def metric(found: ours.Metric) -> Any:
    """Return a metric point of MLflow's."""
    return theirs.Metric(**found.to_dictionary())


def logged_model(found: ours.LoggedModel) -> Any:
    """Return a logged model of MLflow's."""
    return theirs.LoggedModel(
        experiment_id=found.experiment_id,
        model_id=found.model_id,
        name=found.name,
        artifact_location=found.artifact_location,
        creation_timestamp=found.creation_timestamp,
        last_updated_timestamp=found.last_updated_timestamp,
        model_type=found.model_type,
        source_run_id=found.source_run_id,
        status=found.status.to_int(),
        status_message=found.status_message,
        tags=dict(found.tags),
        params=dict(found.params),
        metrics=None if found.metrics is None else [metric(each) for each in found.metrics],
    )


def registered_model(found: ours.RegisteredModel) -> Any:
    """Return a registered model of MLflow's."""
    return theirs_registered.RegisteredModel(
        found.name,
        found.creation_timestamp,
        found.last_updated_timestamp,
        found.description,
        [model_version(each) for each in found.latest_versions],
        [theirs_registered.RegisteredModelTag(key, value) for key, value in found.tags.items()],
        [
            theirs_registered.RegisteredModelAlias(alias, version)
            for alias, version in found.aliases.items()
        ],
    )


def model_version(found: ours.ModelVersion) -> Any:
    """Return a model version of MLflow's."""
    return theirs_registered.ModelVersion(
        name=found.name,
        version=found.version,
        creation_timestamp=found.creation_timestamp,
        last_updated_timestamp=found.last_updated_timestamp,
        description=found.description,
        user_id=found.user_id,
        current_stage=found.current_stage,
        source=found.source,
        run_id=found.run_id,
        status=found.status,
        status_message=found.status_message,
        tags=[theirs_registered.ModelVersionTag(key, value) for key, value in found.tags.items()],
        run_link=found.run_link,
        aliases=list(found.aliases),
        model_id=found.model_id,
    )
