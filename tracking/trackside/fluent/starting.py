"""What ``start_run`` was asked for: a run to go on with, a parent, a description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.context import tags as names
from trackside.entities import LifecycleStage, Run, RunTag
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside.client import Client


def with_description(tags: Mapping[str, Any], description: str | None) -> dict[str, Any]:
    """Return the tags with the description, which MLflow keeps as one of them."""
    if description and names.NOTE in tags:
        raise InvalidParameter(
            f"Description is already set via the tag {names.NOTE} in tags: {tags[names.NOTE]!r}. Remove it from "
            f"the tags, or leave out description={description!r}."
        )
    return {**tags, names.NOTE: description} if description else dict(tags)


def parent_of(tracker: Client, named: str | None, active: str | None) -> str | None:
    """Return the id of the run that a new one is nested in: the active one, or the one that was named."""
    if named is None or named == active:
        return active
    if active is not None:
        raise InvalidParameter(
            f"Current run with UUID {active} does not match the specified parent_run_id {named}. To start a run "
            "under that parent, first end the current run with trackside.end_run()."
        )
    if tracker.get_run(named).info.lifecycle_stage == LifecycleStage.DELETED:
        raise InvalidParameter(
            f"Cannot start run under parent run with ID {named} because it is in the deleted state. "
            "Client().restore_run takes it out of the bin."
        )
    return named


def resumed(
    tracker: Client,
    run_id: str,
    run_name: str | None,
    tags: Mapping[str, Any],
) -> Run:
    """Set a run going again and return it."""
    run = tracker.get_run(run_id)
    if run.info.lifecycle_stage == LifecycleStage.DELETED:
        raise InvalidParameter(
            f"Cannot start run with ID {run_id} because it is in the deleted state."
        )
    tracker.update_run(run_id, "RUNNING", run_name)
    if tags:
        tracker.log_batch(run_id, tags=[RunTag(key, str(value)) for key, value in tags.items()])
    return tracker.get_run(run_id)
