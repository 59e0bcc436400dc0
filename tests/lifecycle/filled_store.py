"""A store with something of everything, and how to see all that a store holds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from trackside.entities import (
    Dataset,
    DatasetInput,
    InputTag,
    LoggedModelOutput,
    Metric,
    Param,
    RunTag,
    ViewType,
)

if TYPE_CHECKING:
    from trackside.store.sql import SqlStore

VALUES = [math.nan, math.inf, -math.inf, 0.1, -0.0, 5e-324, 1.7976931348623157e308, 1 / 3]


def fill(store: SqlStore) -> None:
    """Put experiments, runs, histories, notebooks, datasets, models and a registry into a store."""
    apples = store.create_experiment("äpfel/🍏", tags={"colour": "red\n'\"\\", "long": "x" * 5000})
    run_id = store.create_run(apples, "ada", 1_000, {"kind": "a"}, "first", "a" * 32).info.run_id
    metrics = [Metric("odd", value, 1_000 + n, n - 3) for n, value in enumerate(VALUES)]
    metrics += [Metric("loss", 1 / (step + 1), 2_000 + step, step) for step in range(3_000)]
    metrics += [Metric("only nan", math.nan, 5, 2**62), Metric("only inf", math.inf, 5, -(2**62))]
    store.log_batch(
        run_id, metrics, [Param("lr", "0.1"), Param("long", "y" * 6000)], [RunTag("ü", " a ")]
    )
    for step in range(40):
        store.log_batch(run_id, [Metric("loss", step / 7, 9_000 + step, 5_000 + step)])
    dataset = Dataset("d", "a1", "local", '{"uri": "x"}', "[]", None)
    store.log_inputs(run_id, [DatasetInput(dataset, [InputTag("mlflow.data.context", "train")])])
    model = store.create_logged_model(apples, "tree", run_id, {"t": "1"}, {"p": "2"}, "sklearn")
    store.finalize_logged_model(model.model_id, "READY")
    store.log_batch(run_id, [Metric("auc", 0.9, 1, 2, model_id=model.model_id)])
    store.log_outputs(run_id, [LoggedModelOutput(model.model_id, 3)])
    store.update_run(run_id, "FINISHED", 99_000)
    store.delete_run(store.create_run(apples, "bob", 2_000, {}).info.run_id)
    store.create_run("0", "eve", 3_000, {})
    store.delete_experiment(store.create_experiment("gone"))
    own = store.open_notebook("models/train.ipynb")
    store.note_notebook_logged("models/train.ipynb", apples)
    store.create_run(own, "ada", 4_000, {})
    store.create_registered_model("fruit", {"team": "x"}, "what it is")
    for stage in ("Archived", "Production"):
        version = store.create_model_version("fruit", f"runs:/{run_id}/model", run_id, {"a": stage})
        store.transition_model_version_stage("fruit", version.version, stage, False)
    store.delete_model_version("fruit", store.create_model_version("fruit", "x:/y").version)
    store.set_registered_model_alias("fruit", "champion", "2")


def shown(store: SqlStore) -> dict[str, Any]:
    """Return all that can be asked of a store, in values that compare."""
    found = sorted(store.search_experiments(ViewType.ALL), key=lambda each: int(each.experiment_id))
    ids = [each.experiment_id for each in found]
    runs = sorted(
        store.search_runs(ids, run_view_type=ViewType.ALL), key=lambda run: run.info.run_id
    )
    models = store.search_logged_models(ids)
    return {
        "revision": store.revision(),
        "experiments": found,
        "runs": [
            (run.info, run.inputs, run.outputs, run.revision, run.data.params, run.data.tags)
            for run in runs
        ],
        # As text: NaN equals nothing.
        "summaries": [sorted(map(str, run.data.summaries.values())) for run in runs],
        "histories": {
            (run.info.run_id, key): [
                column.tobytes()
                for history in [store.get_history(run.info.run_id, key)]
                for column in (history.steps, history.timestamps, history.values)
            ]
            for run in runs
            for key in run.data.summaries
        },
        "changes": {key: sorted(ids) for key, ids in store.changes_since(0).run_ids.items()},
        "models": [repr(store.get_logged_model(model.model_id)) for model in models],
        "datasets": store.search_datasets(ids),
        "notebook": store.get_notebook("models/train.ipynb"),
        "registered": list(store.search_registered_models()),
        "versions": list(store.search_model_versions()),
        "alias": store.get_model_version_by_alias("fruit", "champion"),
        "search": [r.info.run_id for r in store.search_runs(ids, "metrics.loss < 10 and params.lr = '0.1'")],
    }  # fmt: skip
