"""Log a model: a logged model of the experiment, with files of its own, that the run puts out."""

from __future__ import annotations

import logging
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackside.entities import LoggedModelOutput, LoggedModelStatus, Metric, Param
from trackside.errors import InvalidParameter, NotImplementedHere, TracksideException
from trackside.models.info import ModelInfo, info_of
from trackside.models.log_in_run import log_in_run
from trackside.models.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from trackside.client import Client
    from trackside.entities import LoggedModel, MetricSummary, Run

_log = logging.getLogger("trackside")


def log_model(
    save_model: Callable[..., None],
    artifact_path: str | None = None,
    *,
    name: str | None = None,
    run_id: str | None = None,
    registered_model_name: str | None = None,
    await_registration_for: int | None = 300,  # noqa: ARG001 (MLflow's; a version is ready at once)
    params: Mapping[str, Any] | None = None,
    tags: Mapping[str, Any] | None = None,
    model_type: str | None = None,
    step: int = 0,
    model_id: str | None = None,
    **options: Any,
) -> ModelInfo:
    """Log a model as what a run (the active one, if there is any) puts out at ``step``.

    ``save_model(path=..., mlflow_model=..., **options)`` writes its files. It becomes a logged model
    called ``name`` (``artifact_path`` is the older word; a missing name is made up), with the run's
    params and the given ones; ``tags`` and ``model_type`` are words of one's own to find it by. The
    metrics that the run has logged at that step, or will, become the model's. With ``model_id`` the files go to a
    logged model that was made before. With ``registered_model_name`` a version is registered too.

    READY when it is whole; FAILED, with the error raised, if that does not succeed. On a server
    that knows no logged models it goes below the run's artifacts, as in MLflow 2.
    """
    from trackside.fluent import current_run_or_start, initialize_logged_model
    from trackside.fluent.logged_models import model_target, no_longer_external
    from trackside.registration import register

    wanted = _one_name(artifact_path, name)
    tracker, run_id = model_target(run_id)
    run = tracker.get_run(run_id) if run_id else None
    try:
        logged = (
            initialize_logged_model(
                wanted,
                run_id,
                tags,
                {**(params or {}), **(run.data.params if run else {})},
                model_type,
                run.info.experiment_id if run else None,
            )
            if model_id is None
            else tracker.get_logged_model(model_id)
        )
    except NotImplementedHere:
        target = run_id or current_run_or_start().info.run_id
        return log_in_run(tracker, target, save_model, wanted, registered_model_name, **options)
    model = Model(
        artifact_path=logged.artifact_location,
        run_id=run_id,
        model_uuid=logged.model_id,
        model_id=logged.model_id,
    )
    with _finalized(tracker, logged.model_id):
        if run is not None:
            _put_out(tracker, run, logged, step)
        with tempfile.TemporaryDirectory(prefix="trackside-") as scratch:
            directory = Path(scratch) / "model"
            save_model(path=directory, mlflow_model=model, **options)
            tracker.log_model_artifacts(logged.model_id, directory)
        no_longer_external(tracker, logged)
        if run is not None:
            _note_config(tracker, run.info.run_id, options.get("model_config"))
    version = None
    if registered_model_name is not None:
        made = register(tracker, logged.model_uri, registered_model_name, tags)
        version = int(made.version)
    return info_of(model, tracker.get_logged_model(logged.model_id), version)


def _one_name(artifact_path: str | None, name: str | None) -> str | None:
    if artifact_path is None:
        return name or None
    if name is not None:
        raise InvalidParameter(
            f"Both `artifact_path` (deprecated; {artifact_path!r}) and `name` ({name!r}) parameters were "
            "specified. Please only specify `name`."
        )
    _log.warning("`artifact_path` is deprecated. Please use `name` instead.")
    return artifact_path


@contextmanager
def _finalized(tracker: Client, model_id: str) -> Iterator[None]:
    """Set the model READY at the end of the block, or FAILED by whatever interrupts it."""
    try:
        yield
    except BaseException:
        with suppress(TracksideException):  # the first error is the one to tell
            tracker.finalize_logged_model(model_id, LoggedModelStatus.FAILED)
        raise
    tracker.finalize_logged_model(model_id, LoggedModelStatus.READY)


def _put_out(tracker: Client, run: Run, logged: LoggedModel, step: int) -> None:
    """Make the model an output of the run, and what the run measured at that step the model's."""
    from trackside.fluent.made_models import note_output

    run_id = run.info.run_id
    tracker.log_outputs(run_id, [LoggedModelOutput(logged.model_id, step)])
    note_output(run_id, logged.model_id, step)
    known = {(each.key, each.step, each.timestamp) for each in logged.metrics or ()}
    measured = [
        Metric(summary.key, value, timestamp, step, logged.model_id)
        for summary in run.data.summaries.values()
        for value, timestamp in _points_at(tracker, run_id, summary, step)
        if (summary.key, step, timestamp) not in known
    ]
    if measured:
        tracker.log_batch(run_id, measured)


def _points_at(
    tracker: Client, run_id: str, summary: MetricSummary, step: int
) -> Iterator[tuple[float, int]]:
    """Give value and time of each point that a metric has at a step."""
    is_known = summary.count > 0  # MLflow's servers tell of the latest point alone
    if is_known and not summary.first_step <= step <= summary.last_step:
        return
    if summary.count == 1:
        yield summary.value, summary.timestamp
        return
    history = tracker.get_history(run_id, summary.key, step, step)
    yield from zip(history.values.tolist(), history.timestamps.tolist(), strict=True)


def _note_config(tracker: Client, run_id: str, config: Any) -> None:
    """Log the settings of a model of one's own as params of its run, as MLflow does."""
    params = [Param(key, value) for key, value in _flattened(config or {}, "")]
    if not params:
        return
    try:
        tracker.log_batch(run_id, params=params)
    except TracksideException as error:
        _log.warning("Failed to log model config as params: %s", error.message)


def _flattened(config: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for key, value in config.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{above}{key}/")
        else:
            yield f"{above}{key}", value
