"""Metric points on a plain MLflow server: sent by ``log-batch``, read by ``get-history``.

Exactly once: MLflow drops a point that it has already (same key, step, time and value), so sending
a piece again does no harm, and how far a spool was sent is noted beside it on this machine. For
the same reason points that are the same in all of this count once there; and MLflow stores an
infinity as the greatest finite number.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from trackside.entities import History, PagedList
from trackside.entities.json_floats import float_to_wire
from trackside.errors import InvalidParameter, NotFound, StoreUnavailable
from trackside.store.rest.batches import MAX_METRICS, pieces
from trackside.store.rest.connection import MLFLOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from trackside.store.base import SpoolRange
    from trackside.store.rest.connection import Server
    from trackside.store.rest.wire import Wire

ENDING = ".sent"
_PAGE = 25_000
# What SQLite, PostgreSQL and SQL Server, and MySQL say of a row that is there already.
_COLLISIONS = ("UNIQUE constraint failed", "duplicate key", "Duplicate entry")

_log = logging.getLogger("trackside")
Point = tuple[int, int, float]


class PlainHistories:
    """The metric histories of a plain MLflow server."""

    def __init__(self, server: Server, spool_folder: Path) -> None:
        self._server = server
        self._spool_folder = spool_folder
        self._sending = threading.Lock()
        # Points of the stretch on its way that the server has, by series: the way may be long.
        self._arrived: tuple[tuple[str, int], dict[tuple[str, str], int]] = (("", 0), {})

    def append_points(self, additions: Sequence[History], origin: SpoolRange) -> bool:
        with self._sending:
            if self.folded_until(origin.spool_id) != origin.start:
                return False
            place = (origin.spool_id, origin.start)
            if self._arrived[0] != place:
                self._arrived = (place, {})
            for addition in additions:
                self._send(addition, self._arrived[1])
            self._note(origin)
        return True

    def _send(self, addition: History, arrived: dict[tuple[str, str], int]) -> None:
        series = (addition.run_id, addition.key)
        metrics = [
            {"key": addition.key, "value": float_to_wire(value), "timestamp": at, "step": step}
            for step, at, value in _points(addition)
        ]
        # A stretch that is tried again may have grown, but begins the same.
        for piece in pieces(metrics[arrived.get(series, 0) :], MAX_METRICS):
            try:
                body = {"run_id": addition.run_id, "metrics": list(piece)}
                self._server.change(f"{MLFLOW}/runs/log-batch", body)
            except (NotFound, InvalidParameter) as error:
                if any(words in str(error) for words in _COLLISIONS):
                    # The connection broke off and the server is still at the piece as it was sent
                    # before: neither saw the other. Once that is done, it drops what it has.
                    raise StoreUnavailable(
                        f"The server is still writing points that were sent before: {error}"
                    ) from error
                _log.warning(
                    "%d point(s) of metric %r are dropped, for the server refuses them: %s",
                    len(metrics) - arrived.get(series, 0),
                    addition.key,
                    error,
                )
                arrived[series] = len(metrics)
                return
            arrived[series] = arrived.get(series, 0) + len(piece)

    def _note(self, origin: SpoolRange) -> None:
        path = self._note_of(origin.spool_id)
        fresh = path.with_suffix(f"{ENDING}-new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(str(origin.end))
            fresh.replace(path)
        except OSError as error:
            raise StoreUnavailable(
                f"Cannot note how far the metrics were sent in {str(path.parent)!r}: {error.strerror or error}."
            ) from error

    def folded_until(self, spool_id: str) -> int:
        try:
            return int(self._note_of(spool_id).read_text())
        except (OSError, ValueError):
            # Nothing was sent yet; or it is sent again, which does no harm.
            return 0

    def forget_spool(self, spool_id: str) -> None:
        with suppress(OSError):
            self._note_of(spool_id).unlink(missing_ok=True)

    def _note_of(self, spool_id: str) -> Path:
        return self._spool_folder / f"{spool_id}{ENDING}"

    def get_history(
        self, run_id: str, key: str, first_step: int | None, last_step: int | None
    ) -> History:
        points = [
            point
            for point in self._all_points(run_id, key)
            if (first_step is None or point[0] >= first_step)
            and (last_step is None or point[0] <= last_step)
        ]
        points.sort(key=lambda point: point[:2])
        steps, timestamps, values = zip(*points, strict=True) if points else ((), (), ())
        return History(
            run_id,
            key,
            np.array(steps, np.int64),
            np.array(timestamps, np.int64),
            np.array(values, np.float64),
        )

    def _all_points(self, run_id: str, key: str) -> Iterator[Point]:
        asked = {"run_id": run_id, "run_uuid": run_id, "metric_key": key, "max_results": _PAGE}
        token = None
        while True:
            page = self._server.get(
                f"{MLFLOW}/metrics/get-history", _page, **asked, page_token=token
            )
            yield from page
            if not page and token is None:
                # MLflow has no points of a run that does not exist; asking for the run raises.
                self._server.get(f"{MLFLOW}/runs/get", lambda _: None, run_id=run_id)
            token = page.token
            if token is None:
                return


def _points(history: History) -> Iterator[Point]:
    columns = (history.steps.tolist(), history.timestamps.tolist(), history.values.tolist())
    return zip(*columns, strict=True)


def _page(wire: Wire) -> PagedList[Point]:
    points = [
        (int(each.get("step", 0)), int(each.get("timestamp", 0)), float(each["value"]))
        for each in wire.get("metrics", ())
    ]
    return PagedList(points, wire.get("next_page_token") or None)
