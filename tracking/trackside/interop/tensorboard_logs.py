"""Read TensorBoard's event files, by the ``tensorboard`` package.

Each folder with event files is a run, as TensorBoard shows it: scalars are metrics, the settings of
its HParams page are params. Wall times are those of the events.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from trackside.artifacts.local_uri import uri_from_path
from trackside.artifacts.repository import repository_for
from trackside.context.tags import SOURCE_NAME, SOURCE_TYPE
from trackside.entities import Experiment, History, Run, RunData, RunInfo, SourceType
from trackside.errors import InvalidParameter
from trackside.interop.found import FoundRun

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from trackside.artifacts.repository import ArtifactRepository
    from trackside.interop.found import FoundModel, FoundRegistered

_EVENTS = "*tfevents*"
_SCALARS = "scalars"
_HPARAMS = "hparams"
_EXPERIMENT = "of TensorBoard"


@dataclass(slots=True)
class _Events:
    """What the event files of one folder say; times in epoch milliseconds."""

    points: dict[str, list[tuple[int, int, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    params: dict[str, str] = field(default_factory=dict)
    times: list[int] = field(default_factory=list)


class TensorboardLogs:
    """A folder of event files as a source; see :class:`trackside.interop.found.Source`."""

    def __init__(self, folder: Path) -> None:
        """Raises ``InvalidParameter`` without event files, or without ``tensorboard`` to read them."""
        try:
            from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
        except ImportError as error:
            raise InvalidParameter(
                "Event files are read by the package tensorboard: pip install 'trackside[tensorboard]'."
            ) from error
        self._load: Any = EventFileLoader
        self._folder = folder.resolve()
        self._runs = sorted({path.parent for path in self._folder.rglob(_EVENTS)})
        if not self._runs:
            raise InvalidParameter(
                f"The folder {str(folder)!r} holds no event files (*tfevents*) of TensorBoard."
            )
        self._read: dict[str, _Events] = {}
        self._left_out: Counter[str] = Counter()

    @property
    def address(self) -> str:
        """The folder as a URI."""
        return uri_from_path(self._folder)

    def experiments(self) -> list[Experiment]:
        """Return the one experiment that all runs are in, named after the folder."""
        return [Experiment(_EXPERIMENT, self._folder.name, "")]

    def count_runs(self) -> int:
        """Return how many folders have event files."""
        return len(self._runs)

    def runs(self, experiment_id: str) -> Iterator[Sequence[FoundRun]]:
        """Give the runs one by one: only one's points are kept in memory."""
        for path in self._runs:
            events = self._events(path)
            name = path.relative_to(self._folder).as_posix()
            run_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{self.address}/{name}").hex
            info = RunInfo(
                run_id=run_id,
                experiment_id=experiment_id,
                user_id="",
                status="FINISHED",
                start_time=min(events.times, default=0),
                end_time=max(events.times, default=0),
                artifact_uri=uri_from_path(path),
                run_name=self._folder.name if name == "." else name,
            )
            tags = {
                "mlflow.runName": info.run_name,
                SOURCE_NAME: str(path),
                SOURCE_TYPE: SourceType.LOCAL,
            }
            self._read = {run_id: events}
            points: dict[str, int | None] = {
                key: len(found) for key, found in events.points.items()
            }
            yield [FoundRun(Run(info, RunData({}, events.params, tags)), points)]

    def histories(self, wanted: Mapping[str, Sequence[str]]) -> Iterator[History]:
        """Give whole series of the run that was given last."""
        for run_id, keys in wanted.items():
            for key in keys:
                steps, times, values = zip(*self._read[run_id].points[key], strict=True)
                order = np.lexsort((np.array(times, np.int64), np.array(steps, np.int64)))
                yield History(
                    run_id,
                    key,
                    np.array(steps, np.int64)[order],
                    np.array(times, np.int64)[order],
                    np.array(values, np.float64)[order],
                )

    def logged_models(self, experiment_id: str) -> Iterator[FoundModel]:  # noqa: ARG002 (the contract's)
        """Give nothing: TensorBoard knows no models."""
        return iter(())

    def registered_models(self) -> Iterator[FoundRegistered]:
        """Give nothing: TensorBoard knows no registry."""
        return iter(())

    def artifacts(self, uri: str) -> ArtifactRepository:
        """Return the repository of a run's folder."""
        return repository_for(uri)

    def left_out(self) -> Mapping[str, int]:
        """Count images, histograms and the like, which stay in the event files."""
        return self._left_out

    def close(self) -> None:
        """Nothing is held open."""

    def _events(self, folder: Path) -> _Events:
        found = _Events()
        for path in sorted(folder.glob(_EVENTS)):
            for event in self._load(str(path)).Load():
                for value in event.summary.value:
                    self._take(found, value, event.step, round(event.wall_time * 1000))
        return found

    def _take(self, found: _Events, value: Any, step: int, time_ms: int) -> None:
        plugin = value.metadata.plugin_data.plugin_name
        found.times.append(time_ms)
        if plugin == _SCALARS:
            from tensorboard.util.tensor_util import make_ndarray

            number = float(make_ndarray(value.tensor).item())
            found.points[value.tag].append((step, time_ms, number))
        elif plugin == _HPARAMS:
            found.params |= _settings(value.metadata.plugin_data.content)
        else:
            self._left_out[plugin or "summaries of an unknown kind"] += 1


def _settings(content: bytes) -> dict[str, str]:
    """Return the settings of the HParams page that a session began with."""
    from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData

    hparams = HParamsPluginData.FromString(content).session_start_info.hparams
    return {name: _text(hparams[name]) for name in sorted(hparams)}


def _text(value: Any) -> str:
    """Return a setting as it was written: protobuf keeps whole numbers as fractions."""
    kind = value.WhichOneof("kind")
    plain = getattr(value, kind) if kind else None
    if isinstance(plain, float) and plain.is_integer():
        return str(int(plain))
    return str(plain)
