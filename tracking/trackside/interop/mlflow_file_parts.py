"""Read the small files of a MLflow folder: descriptions, texts, points, links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from trackside.entities import (
    Dataset,
    DatasetInput,
    History,
    InputTag,
    LoggedModelInput,
    LoggedModelOutput,
    RunInputs,
    RunOutputs,
)
from trackside.errors import StoreCorrupt

if TYPE_CHECKING:
    from pathlib import Path

# The one in C is ten times as fast, and there are as many files as runs.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_POINT = np.dtype([("timestamp", np.int64), ("value", np.float64), ("step", np.int64)])
_COLUMNS = 3


def read_meta(path: Path) -> dict[str, Any]:
    """Return the fields of a ``meta.yaml``; raises ``StoreCorrupt`` for a damaged one."""
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 (the safe one)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise StoreCorrupt(f"The file {str(path)!r} cannot be read: {error}.") from error
    if not isinstance(found, dict):
        raise StoreCorrupt(f"The file {str(path)!r} holds no fields: it is damaged.")
    return found


def read_texts(folder: Path) -> dict[str, str]:
    """Return the content of every file below a folder, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def read_points(path: Path, run_id: str, key: str) -> History:
    """Return the series in a file of lines ``timestamp value step ...``.

    The first MLflow wrote no steps; what follows the step says which model and data it was.
    """
    try:
        points = np.loadtxt(path, _POINT, usecols=(0, 1, 2), ndmin=1, comments=None)
    except ValueError:
        points = _read_line_by_line(path)
    order = np.lexsort((points["timestamp"], points["step"]))
    ordered = points[order]
    return History(
        *(run_id, key),
        *(np.ascontiguousarray(ordered[name]) for name in ("step", "timestamp", "value")),
    )


def _read_line_by_line(path: Path) -> np.ndarray[Any, Any]:
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        parts = line.split()
        try:
            step = int(parts[2]) if len(parts) >= _COLUMNS else 0
            rows.append((int(parts[0]), float(parts[1]), step))
        except (ValueError, IndexError) as error:
            raise StoreCorrupt(
                f"Line {number} of {str(path)!r} is no metric point: {line!r}."
            ) from error
    return np.array(rows, _POINT)


def lineage_of(run: Path) -> tuple[RunInputs, RunOutputs]:
    """Return what a run took in and put out."""
    used, went_in = [], []
    for meta in _metas(run / "inputs"):
        if meta.get("source_type") == "DATASET":
            found = _dataset(run.parent / "datasets" / str(meta["source_id"]))
            if found is not None:
                tags = [InputTag(str(k), str(v)) for k, v in (meta.get("tags") or {}).items()]
                used.append(DatasetInput(found, tags))
        else:
            went_in.append(LoggedModelInput(str(meta["destination_id"])))
    came_out = [
        LoggedModelOutput(str(meta["destination_id"]), int(meta.get("step") or 0))
        for meta in _metas(run / "outputs")
    ]
    return RunInputs(tuple(used), tuple(went_in)), RunOutputs(tuple(came_out))


def _metas(folder: Path) -> list[dict[str, Any]]:
    return [read_meta(path) for path in sorted(folder.glob("*/meta.yaml"))]


def _dataset(folder: Path) -> Dataset | None:
    path = folder / "meta.yaml"
    if not path.is_file():
        return None
    meta = read_meta(path)
    return Dataset(
        *(meta["name"], meta["digest"], meta["source_type"], meta["source"]),
        *(meta.get("schema"), meta.get("profile")),
    )
