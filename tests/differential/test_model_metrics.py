"""Models that are measured, found by that, and taken in by runs, as under MLflow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.differential.logged_by_flavors import logged, told

pytestmark = pytest.mark.usefixtures("quick_models")


def metrics_at_the_step(ml: Any, here: Any) -> Any:
    with ml.start_run():
        for step in range(3):
            ml.log_metrics({"loss": 1 / (step + 1), "acc": step / 4}, step=step, timestamp=step + 1)
        ml.log_metric("twice", 1, step=1, timestamp=5)
        ml.log_metric("twice", 2, step=1, timestamp=6)
        at_zero = logged(ml, name="zero").model_id
        at_one = logged(ml, name="one", step=1).model_id
        ml.log_metric("late", 1, step=1)
        history = ml.MlflowClient().get_metric_history(ml.active_run().info.run_id, "loss")
    return told(ml, at_zero), told(ml, at_one), [metric.value for metric in history]


def metrics_after_the_model(ml: Any, here: Any) -> Any:
    dataset = ml.data.from_numpy(np.arange(3), "a.npy", name="apples")
    with ml.start_run() as run:
        info = logged(ml, name="net", step=2)
        ml.log_metric("acc", 0.5, step=2, timestamp=1)
        ml.log_metrics({"auc": 0.75, "f1": 0.25}, step=2, timestamp=1, dataset=dataset)
        ml.log_metric("other", 0.5, step=3)
        ml.log_metric("of the run", 0.5)
    with ml.start_run(run.info.run_id):
        ml.log_metric("resumed", 1, step=2)
    ml.log_metric("by id", 1, step=2, run_id=run.info.run_id)
    found = ml.get_run(run.info.run_id)
    history = ml.MlflowClient().get_metric_history(run.info.run_id, "acc")
    return (
        told(ml, info.model_id),
        [m.dataset_name for m in ml.get_logged_model(info.model_id).metrics],
        len(found.inputs.model_inputs),
        len(found.inputs.dataset_inputs),
        found.data.metrics,
        [metric.value for metric in history],
    )


def metrics_of_two_models_at_a_step(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        ids = [logged(ml, name=name).model_id for name in ("one", "two")]
        ml.log_metrics({"auc": 0.75}, timestamp=1)
    history = ml.MlflowClient().get_metric_history(run.info.run_id, "auc")
    return [told(ml, each) for each in ids], [metric.value for metric in history]


def one_metric_of_two_models_at_a_step(ml: Any, here: Any) -> Any:
    with ml.start_run():
        ids = [logged(ml, name=name).model_id for name in ("one", "two")]
        ml.log_metric("auc", 0.75, timestamp=1)
    return [told(ml, each) for each in ids]


def models_of_a_run_by_search(ml: Any, here: Any) -> Any:
    ids = []
    for number in range(2):
        with ml.start_run() as run:
            ml.log_metric("acc", number)
            logged(ml, name="net", model_type=f"t{number}")
        ids.append(run.info.run_id)
    with ml.start_run(ids[0]):
        logged(ml, name="more", tags={"kind": "late"})

    def names(text: str) -> list[str]:
        return [each.name for each in ml.search_logged_models(filter_string=text, output_format="list")]  # fmt: skip

    frame = ml.search_logged_models(order_by=[{"field_name": "creation_time", "ascending": True}])
    return (
        names(f"source_run_id = '{ids[0]}'"),
        names("metrics.acc > 0.5"),
        names("metrics.acc = 0"),
        names("tags.kind = 'late'"),
        frame[["name", "model_type", "status"]].astype(str).to_dict("records"),
    )


def a_run_that_takes_models_in(ml: Any, here: Any) -> Any:
    entities = ml.entities
    model_id = logged(ml, name="net").model_id
    dataset = ml.data.from_numpy(np.arange(3), "a.npy", name="apples")
    with ml.start_run() as run:
        ml.log_outputs([entities.LoggedModelOutput(model_id, 2)])
        ml.log_input(dataset, context="test")
        ml.log_metric("acc", 0.5, timestamp=1, model_id=model_id, dataset=dataset)
        ml.log_metrics({"auc": 0.75}, timestamp=2, model_id=model_id)
        refusals = (
            here.refused(lambda: ml.log_outputs([])),
            here.refused(lambda: ml.log_metric("b", 1, model_id="m-x")).__class__.__name__,
        )
    found = ml.get_run(run.info.run_id)
    metrics = [
        (m.key, m.value, m.dataset_name, m.dataset_digest, m.run_id == run.info.run_id)
        for m in ml.get_logged_model(model_id).metrics
    ]
    return (
        [(each.model_id == model_id, each.step) for each in found.outputs.model_outputs],
        [[tag.value for tag in each.tags] for each in found.inputs.dataset_inputs],
        metrics,
        refusals,
    )


def models_as_inputs(ml: Any, here: Any) -> Any:
    model_id = logged(ml, name="net").model_id
    with ml.start_run() as run:
        inputs = [ml.entities.LoggedModelInput(model_id)]
        returned = here.refused(lambda: ml.log_inputs(models=inputs))
        ml.MlflowClient().log_inputs(run.info.run_id, models=inputs)
    found = ml.get_run(run.info.run_id).inputs.model_inputs
    return returned, [each.model_id == model_id for each in found]


def test_as_under_mlflow(snippet: Any, as_under_mlflow: Any) -> None:
    as_under_mlflow(snippet)
