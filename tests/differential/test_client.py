"""The client's verbs by run id, as under MLflow."""

# ruff: noqa: B023 (a snippet is refused at once, not later)

from __future__ import annotations

from typing import Any


def a_client_and_run(ml: Any) -> tuple[Any, str]:
    client = ml.MlflowClient()
    experiment = client.search_experiments(order_by=["creation_time DESC"], max_results=1)[0]
    return client, client.create_run(experiment.experiment_id, run_name="gala").info.run_id


def creating_a_run(ml: Any, here: Any) -> Any:
    client = ml.MlflowClient()
    experiment_id = client.get_experiment_by_name(here.name).experiment_id
    run = client.create_run(experiment_id, start_time=123, tags={"a": "b"}, run_name="gala")
    unnamed = client.create_run(experiment_id)
    by_tag = client.create_run(experiment_id, tags={"mlflow.runName": "fuji"})
    return (
        run, run.info.start_time, unnamed.info.run_name, by_tag.info.run_name, ml.active_run(),
        here.refused(lambda: client.create_run(experiment_id, tags={"mlflow.runName": "a"}, run_name="b")),
        here.refused(lambda: client.create_run("987654"), "No Experiment with id=987654 exists"),
    )  # fmt: skip


def what_verbs_return(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    batch = {"metrics": [ml.entities.Metric("n", 1, 2, 3)], "params": [ml.entities.Param("b", "x")]}
    return (
        client.log_param(run_id, "a", 3), client.log_metric(run_id, "m", 1), client.set_tag(run_id, "t", 1),
        client.delete_tag(run_id, "t"), client.log_batch(run_id, **batch), client.update_run(run_id, name="fuji"),
        client.set_terminated(run_id), client.delete_run(run_id), client.restore_run(run_id), client.get_run(run_id),
    )  # fmt: skip


def a_history_in_order(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    for value, timestamp, step in [
        (1, 30, 0),
        (2, 10, 5),
        (3, 20, 1),
        (4, 5, 1),
        (float("nan"), 7, 9),
        (5, 1, -3),
    ]:
        client.log_metric(run_id, "m", value, timestamp=timestamp, step=step)
    found = client.get_metric_history(run_id, "m")
    in_order = sorted(found, key=lambda point: (point.step, point.timestamp))
    return type(found).__name__, in_order, client.get_metric_history(run_id, "none")


def the_order_of_a_history(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    for step in (5, 1, 3):
        client.log_metric(run_id, "m", step, timestamp=step, step=step)
    return [point.step for point in client.get_metric_history(run_id, "m")]


def points_that_are_the_same(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    for _ in range(2):
        client.log_metric(run_id, "m", 1, timestamp=1, step=1)
    return len(client.get_metric_history(run_id, "m"))


def a_history_of_an_unknown_run(ml: Any, here: Any) -> Any:
    client = ml.MlflowClient()
    return here.refused(lambda: client.get_metric_history("0" * 32, "m"))


def batches_at_their_limits(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    entities = ml.entities
    client.log_batch(run_id, params=[entities.Param(f"p{i}", str(i)) for i in range(100)])
    client.log_batch(run_id, tags=[entities.RunTag(f"t{i}", str(i)) for i in range(100)])
    client.log_batch(run_id, metrics=[entities.Metric(f"m{i}", i, i, i) for i in range(1000)])
    data = client.get_run(run_id).data
    return len(data.params), len(data.metrics), client.log_batch(run_id)


def batches_over_their_limits(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    entities = ml.entities
    return (
        here.refused(
            lambda: client.log_batch(
                run_id, params=[entities.Param(f"p{i}", "x") for i in range(101)]
            )
        ),
        here.refused(
            lambda: client.log_batch(
                run_id, metrics=[entities.Metric("m", i, i, i) for i in range(1001)]
            )
        ),
    )


def wrong_batches(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    param, metric = ml.entities.Param, ml.entities.Metric
    client.log_param(run_id, "a", 1)
    refused = [
        here.refused(
            lambda: client.log_batch(run_id, params=[param("a", "2")]),
            "Changing param values is not allowed",
        ),
        here.refused(
            lambda: client.log_batch(run_id, params=[param("b", "1"), param("b", "2")]),
            "Duplicate parameter",
        ),
        here.refused(lambda: client.log_batch(run_id, params=[param("c", "1"), param("..", "2")])),
        here.refused(lambda: client.log_batch(run_id, metrics=[metric("m", "x", 1, 1)])),
        here.refused(lambda: client.log_batch(run_id, metrics=[metric("m", 1, -1, 1)])),
        here.refused(lambda: client.log_batch("0" * 32, params=[param("b", "1")]), "not found"),
    ]
    return refused, client.get_run(run_id).data


def unknown_runs(ml: Any, here: Any) -> Any:
    client, unknown = ml.MlflowClient(), "0" * 32
    return [
        here.refused(call, "not found", unknown)
        for call in (
            lambda: client.get_run(unknown), lambda: client.log_metric(unknown, "m", 1),
            lambda: client.log_param(unknown, "a", 1), lambda: client.set_tag(unknown, "a", 1),
            lambda: client.delete_run(unknown), lambda: client.restore_run(unknown),
            lambda: client.set_terminated(unknown), lambda: client.update_run(unknown, "FINISHED"),
            lambda: client.get_parent_run(unknown), lambda: ml.get_run(unknown), lambda: ml.delete_run(unknown),
            lambda: client.list_artifacts(unknown), lambda: client.log_text(unknown, "a", "a.txt"),
        )
    ]  # fmt: skip


def deleted_runs(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    client.log_metric(run_id, "m", 1)
    client.delete_run(run_id)
    gist = ("must be in the 'active' state",)
    return (
        client.get_run(run_id).info.lifecycle_stage,
        here.refused(lambda: client.log_param(run_id, "a", 1), *gist),
        here.refused(lambda: client.log_metric(run_id, "never before", 1), *gist),
        here.refused(lambda: client.set_tag(run_id, "a", 1), *gist),
        here.refused(lambda: client.log_batch(run_id, params=[ml.entities.Param("a", "1")]), *gist),
        here.refused(lambda: client.update_run(run_id, "FINISHED"), *gist),
        here.refused(lambda: client.set_terminated(run_id), *gist),
        [here.refused(lambda: verb(run_id)) for verb in (client.restore_run,)],
        client.get_run(run_id).info.lifecycle_stage,
    )


def a_known_metric_of_a_deleted_run(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    client.log_metric(run_id, "m", 1)
    client.delete_run(run_id)
    return here.refused(lambda: client.log_metric(run_id, "m", 1), "must be in the 'active' state")


def deleting_and_restoring_twice(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    verbs = (client.restore_run, client.delete_run, client.delete_run, client.restore_run)
    return [here.refused(lambda: verb(run_id)) for verb in verbs]


def logging_to_a_finished_run(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    client.set_terminated(run_id, end_time=5)
    client.log_metric(run_id, "m", 1)
    client.log_param(run_id, "a", 1)
    run = client.get_run(run_id)
    return run.info.end_time, run


def statuses(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    found = []
    for status in ("FAILED", "RUNNING", "SCHEDULED", "KILLED"):
        client.update_run(run_id, status=status)
        found.append(client.get_run(run_id).info.status)
    client.set_terminated(run_id, "FAILED", 7)
    wrong = [
        here.refused(lambda: client.update_run(run_id, status="DONE")),
        here.refused(lambda: client.set_terminated(run_id, "DONE")),
    ]
    return found, client.get_run(run_id).info.status, client.get_run(run_id).info.end_time, wrong


def renaming_a_run(ml: Any, here: Any) -> Any:
    client, run_id = a_client_and_run(ml)
    client.update_run(run_id, name="fuji")
    renamed = client.get_run(run_id)
    client.set_tag(run_id, "mlflow.runName", "elstar")
    return renamed, client.get_run(run_id)


def test_the_client_is_as_under_mlflow(snippet: Any, as_under_mlflow: Any) -> None:
    as_under_mlflow(snippet)
