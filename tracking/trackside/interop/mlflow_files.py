"""Read a MLflow folder, ``mlruns/``, of whichever of its versions.

::

    mlruns/
        <experiment id>/meta.yaml, tags/<key>, datasets/<id>/meta.yaml
            <run id>/meta.yaml, params/<key>, tags/<key>, metrics/<key>, inputs/, outputs/, artifacts/
            models/<model id>/meta.yaml, params/, tags/, metrics/, artifacts/
        .trash/<experiment id>/...
        models/<registered model>/meta.yaml, tags/, aliases/, version-<n>/meta.yaml, tags/

A key with ``/`` in it is a path of folders.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.artifacts.local_uri import path_from_uri, uri_from_path, uri_scheme
from trackside.artifacts.repository import repository_for
from trackside.context.tags import RUN_NAME, SOURCE_NAME, SOURCE_TYPE
from trackside.entities import (
    Experiment,
    LifecycleStage,
    Run,
    RunData,
    RunInfo,
    RunStatus,
)
from trackside.errors import InvalidParameter
from trackside.interop.found import FoundRun
from trackside.interop.mlflow_file_models import found_models, found_registry
from trackside.interop.mlflow_file_parts import lineage_of, read_meta, read_points, read_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from trackside.artifacts.repository import ArtifactRepository
    from trackside.entities import History
    from trackside.interop.found import FoundModel, FoundRegistered

_TRASH = ".trash"
_REGISTRY = "models"
_META = "meta.yaml"
_RUNS_AT_ONCE = 200
_SOURCE_TYPES = {1: "NOTEBOOK", 2: "JOB", 3: "PROJECT", 4: "LOCAL"}


class MlflowFiles:
    """A MLflow folder as a source; see :class:`trackside.interop.found.Source`."""

    def __init__(self, folder: Path) -> None:
        """Raises ``InvalidParameter`` if the folder holds no experiment."""
        self._folder = folder.resolve()
        self._experiments = {
            path.name: path
            for parent in (self._folder, self._folder / _TRASH)
            if parent.is_dir()
            for path in sorted(parent.iterdir())
            if path.name.isdigit() and (path / _META).is_file()
        }
        if not self._experiments:
            raise InvalidParameter(
                f"The folder {str(folder)!r} holds no MLflow store: no '<experiment id>/{_META}' is in it. Name "
                "the folder that MLflow calls 'mlruns'."
            )
        self._runs: dict[str, Path] = {}
        self._traces = 0

    @property
    def address(self) -> str:
        """The folder as a URI."""
        return uri_from_path(self._folder)

    def experiments(self) -> list[Experiment]:
        """Return all experiments, those in the bin, too."""
        return [
            self._experiment(path)
            for _, path in sorted(self._experiments.items(), key=lambda item: int(item[0]))
        ]

    def count_runs(self) -> int:
        """Return how many runs there are."""
        return sum(len(_run_folders(path)) for path in self._experiments.values())

    def runs(self, experiment_id: str) -> Iterator[Sequence[FoundRun]]:
        """Give the runs of an experiment."""
        folder = self._experiments[experiment_id]
        self._traces += _count_folders(folder / "traces")
        runs = _run_folders(folder)
        for start in range(0, len(runs), _RUNS_AT_ONCE):
            yield [self._run(path) for path in runs[start : start + _RUNS_AT_ONCE]]

    def histories(self, wanted: Mapping[str, Sequence[str]]) -> Iterator[History]:
        """Give whole series, a file each."""
        for run_id, keys in wanted.items():
            for key in keys:
                yield read_points(self._runs[run_id] / "metrics" / key, run_id, key)

    def logged_models(self, experiment_id: str) -> Iterator[FoundModel]:
        """Give the logged models of an experiment."""
        return found_models(self._experiments[experiment_id] / "models", self._placed)

    def registered_models(self) -> Iterator[FoundRegistered]:
        """Give the registry."""
        return found_registry(self._folder / _REGISTRY)

    def artifacts(self, uri: str) -> ArtifactRepository:
        """Return the repository at a URI."""
        return repository_for(uri)

    def left_out(self) -> Mapping[str, int]:
        """Count the traces."""
        return {"traces": self._traces} if self._traces else {}

    def close(self) -> None:
        """Nothing is held open."""

    def _experiment(self, path: Path) -> Experiment:
        meta = read_meta(path / _META)
        return Experiment(
            experiment_id=str(meta.get("experiment_id", path.name)),
            name=str(meta.get("name", path.name)),
            artifact_location=meta.get("artifact_location") or "",
            lifecycle_stage=_stage(meta),
            tags=read_texts(path / "tags"),
            creation_time=meta.get("creation_time"),
            last_update_time=meta.get("last_update_time"),
        )

    def _run(self, path: Path) -> FoundRun:
        meta = read_meta(path / _META)
        tags = read_texts(path / "tags")
        run_id = str(meta.get("run_id") or meta.get("run_uuid") or path.name)
        self._runs[run_id] = path
        # Before MLflow 1.x a source was a field; now it is tags.
        if meta.get("source_name") and SOURCE_NAME not in tags:
            tags[SOURCE_NAME] = str(meta["source_name"])
            tags.setdefault(SOURCE_TYPE, _SOURCE_TYPES.get(meta.get("source_type", 0), "UNKNOWN"))
        info = RunInfo(
            run_id=run_id,
            experiment_id=str(meta["experiment_id"]),
            user_id=str(meta.get("user_id") or ""),
            status=_status(meta.get("status")),
            start_time=meta.get("start_time") or 0,
            end_time=meta.get("end_time"),
            lifecycle_stage=_stage(meta),
            artifact_uri=self._placed(meta.get("artifact_uri") or "", path / "artifacts"),
            run_name=str(meta.get("run_name") or meta.get("name") or tags.get(RUN_NAME, "")),
        )
        metrics = path / "metrics"
        keys = sorted(
            file.relative_to(metrics).as_posix() for file in metrics.rglob("*") if file.is_file()
        )
        return FoundRun(
            Run(info, RunData({}, read_texts(path / "params"), tags), *lineage_of(path)),
            dict.fromkeys(keys),
            meta.get("deleted_time"),
        )

    def _placed(self, uri: str, beside: Path) -> str:
        """Return where artifacts are: where it was noted, or beside the run if the folder was moved."""
        is_local = uri_scheme(uri) in ("", "file")
        if is_local and beside.is_dir() and not (uri and path_from_uri(uri).is_dir()):
            return uri_from_path(beside)
        return uri


def _run_folders(experiment: Path) -> list[Path]:
    return sorted(
        path
        for path in experiment.iterdir()
        if (path / _META).is_file() and (path / "metrics").is_dir()
    )


def _count_folders(path: Path) -> int:
    return sum(1 for each in path.iterdir() if each.is_dir()) if path.is_dir() else 0


def _stage(meta: Mapping[str, Any]) -> str:
    return str(meta.get("lifecycle_stage") or LifecycleStage.ACTIVE)


def _status(status: object) -> str:
    if isinstance(status, int) and status in RunStatus.all_status():
        return RunStatus.to_string(status)
    return str(status or "FINISHED")
