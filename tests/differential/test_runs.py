"""Runs that start, nest, go on and end, as under MLflow."""

from __future__ import annotations

from contextlib import suppress
from typing import Any


def starting_and_ending(ml: Any, here: Any) -> Any:
    before = ml.active_run()
    with ml.start_run(run_name="gala", tags={"a": "1"}, description="first") as run:
        active = ml.active_run().info.run_id == run.info.run_id
    return before, run, active, ml.active_run(), ml.get_run(run.info.run_id)


def a_name_is_made_up(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        return run.info.run_name, run.data.tags["mlflow.runName"] == run.info.run_name


def starting_twice_is_refused(ml: Any, here: Any) -> Any:
    ml.start_run()
    return here.refused(ml.start_run, "is already active", "nested=True", "end_run()")


def starting_twice_by_class(ml: Any, here: Any) -> Any:
    ml.start_run()
    return here.refused(ml.start_run).kind


def nested_runs_know_their_parent(ml: Any, here: Any) -> Any:
    with ml.start_run() as outer, ml.start_run(nested=True) as inner:
        parent = ml.get_parent_run(inner.info.run_id)
        return (
            inner.data.tags["mlflow.parentRunId"] == outer.info.run_id,
            parent.info.run_id == outer.info.run_id,
            ml.get_parent_run(outer.info.run_id),
        )


def nested_without_an_outer_run(ml: Any, here: Any) -> Any:
    with ml.start_run(nested=True) as run:
        return run.data.tags


def a_parent_given_by_id(ml: Any, here: Any) -> Any:
    with ml.start_run() as parent:
        pass
    with ml.start_run(parent_run_id=parent.info.run_id) as child:
        linked = child.data.tags["mlflow.parentRunId"] == parent.info.run_id
    with ml.start_run():
        other = here.refused(
            lambda: ml.start_run(nested=True, parent_run_id=parent.info.run_id).info.status,
            "must match",
        )
    return linked, other


def a_parent_that_is_unknown_or_deleted(ml: Any, here: Any) -> Any:
    with ml.start_run() as parent:
        pass
    ml.delete_run(parent.info.run_id)
    ml.restore_run(parent.info.run_id)
    ml.delete_run(parent.info.run_id)
    return (
        here.refused(lambda: ml.start_run(parent_run_id="0" * 32), "not found"),
        here.refused(lambda: ml.start_run(parent_run_id=parent.info.run_id), "deleted"),
    )


def going_on_with_a_run(ml: Any, here: Any) -> Any:
    with ml.start_run(run_name="gala") as run:
        ml.log_param("a", 1)
    with ml.start_run(run_id=run.info.run_id, tags={"again": "yes"}) as again:
        during = ml.get_run(run.info.run_id)
        ml.log_metric("m", 1, timestamp=5)
    return again.info.status, during.info.status, again.data, ml.get_run(run.info.run_id)


def going_on_under_another_name_or_description(ml: Any, here: Any) -> Any:
    with ml.start_run(run_name="gala") as run:
        pass
    with ml.start_run(run_id=run.info.run_id, run_name="fuji", description="more"):
        pass
    return ml.get_run(run.info.run_id)


def going_on_with_what_cannot(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        pass
    other = ml.create_experiment(f"{here.name} other")
    with ml.start_run(run.info.run_id, experiment_id=other) as again:
        is_ignored = again.info.experiment_id == run.info.experiment_id
    ml.delete_run(run.info.run_id)
    return (
        is_ignored,
        here.refused(lambda: ml.start_run(run.info.run_id), "Cannot start run", "deleted state"),
        here.refused(lambda: ml.start_run("0" * 32), "not found"),
    )


def the_run_id_of_the_environment(ml: Any, here: Any) -> Any:
    import os

    with ml.start_run() as run:
        pass
    os.environ["MLFLOW_RUN_ID"] = run.info.run_id
    with ml.start_run() as again:
        return again.info.run_id == run.info.run_id, os.environ.get("MLFLOW_RUN_ID")


def a_run_in_an_experiment_by_id(ml: Any, here: Any) -> Any:
    other = ml.create_experiment(f"{here.name} other")
    with ml.start_run(experiment_id=other) as run:
        pass
    ml.delete_experiment(other)
    return (
        run.info.experiment_id == other,
        here.refused(
            lambda: ml.start_run(experiment_id="987654"), "No Experiment with id=987654 exists"
        ),
        here.refused(lambda: ml.start_run(experiment_id=other), "must be in the 'active' state"),
    )


def how_a_run_ends(ml: Any, here: Any) -> Any:
    statuses = []
    for status in ("FINISHED", "FAILED", "KILLED"):
        run = ml.start_run()
        ml.end_run(status)
        statuses.append(ml.get_run(run.info.run_id).info.status)
    run = ml.start_run()
    with suppress(ZeroDivisionError), ml.start_run(nested=True) as failed:
        _ = 1 / 0
    return (
        statuses,
        ml.get_run(failed.info.run_id).info.status,
        ml.get_run(run.info.run_id).info.status,
    )


def ending_with_no_run_or_by_a_wrong_status(ml: Any, here: Any) -> Any:
    nothing = ml.end_run()
    ml.start_run()
    ml.end_run("RUNNING")
    ml.start_run()
    return nothing, ml.last_active_run().info.status, here.refused(lambda: ml.end_run("DONE"))


def an_active_run_is_as_of_its_start(ml: Any, here: Any) -> Any:
    with ml.start_run():
        ml.log_param("a", 1)
        active = ml.active_run()
        return type(active).__name__, active.data.params


def the_last_active_run(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        pass
    return ml.last_active_run().info.run_id == run.info.run_id, ml.last_active_run().info.status


def a_run_as_a_dictionary(ml: Any, here: Any) -> Any:
    with ml.start_run(run_name="gala") as run:
        ml.log_param("a", 1)
        ml.log_metric("m", 2)
    shown = ml.get_run(run.info.run_id).to_dictionary()
    return {"data", "info"} <= set(shown), sorted(shown["info"]), shown["data"]


def a_description_given_twice(ml: Any, here: Any) -> Any:
    note = {"mlflow.note.content": "a"}
    return here.refused(lambda: ml.start_run(tags=note, description="b"), "already set")


def a_name_given_twice(ml: Any, here: Any) -> Any:
    with ml.start_run(run_name="gala", tags={"mlflow.runName": "fuji"}) as run:
        return run.info.run_name, run.data.tags


def tags_of_a_started_run_are_texts(ml: Any, here: Any) -> Any:
    with ml.start_run(tags={"a": 1}) as run:
        return run.data.tags["a"]


def a_resumed_run_has_no_end(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        pass
    with ml.start_run(run.info.run_id) as again:
        return again.info.end_time


def a_run_left_running_has_no_end(ml: Any, here: Any) -> Any:
    ml.start_run()
    ml.end_run("RUNNING")
    return ml.last_active_run().info.end_time


def the_last_active_run_is_fresh(ml: Any, here: Any) -> Any:
    with ml.start_run():
        ml.log_param("a", 1)
        return ml.last_active_run().data.params


def resuming_a_run_of_another_experiment(ml: Any, here: Any) -> Any:
    other = ml.create_experiment(f"{here.name} other")
    with ml.start_run(experiment_id=other) as run:
        pass
    return here.refused(lambda: ml.start_run(run.info.run_id).info.status)


def test_runs_are_as_under_mlflow(snippet: Any, as_under_mlflow: Any) -> None:
    as_under_mlflow(snippet)
