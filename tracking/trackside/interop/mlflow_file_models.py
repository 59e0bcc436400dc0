"""Read the logged models and the registry of a MLflow folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trackside.entities import LoggedModel, Metric, ModelVersion, RegisteredModel
from trackside.errors import StoreCorrupt
from trackside.interop.found import FoundModel, FoundRegistered
from trackside.interop.mlflow_file_parts import read_meta, read_texts
from trackside.interop.mlflow_schema import model_id_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_VERSION = re.compile(r"version-(\d+)")
# timestamp value step run, and the dataset's name and digest if there is one
_WITH_DATASET = 6


def found_models(folder: Path, placed: Callable[[str, Path], str]) -> Iterator[FoundModel]:
    """Give the logged models in a folder; ``placed`` says where the files of one are."""
    for path in sorted(folder.glob("m-*/meta.yaml")):
        meta, model = read_meta(path), path.parent
        yield FoundModel(
            LoggedModel(
                experiment_id=str(meta["experiment_id"]),
                model_id=str(meta["model_id"]),
                name=str(meta["name"]),
                artifact_location=placed(meta.get("artifact_location") or "", model / "artifacts"),
                creation_timestamp=meta["creation_timestamp"],
                last_updated_timestamp=meta["last_updated_timestamp"],
                model_type=meta.get("model_type"),
                source_run_id=meta.get("source_run_id"),
                status=meta.get("status", 2),
                status_message=meta.get("status_message"),
                tags=read_texts(model / "tags"),
                params=read_texts(model / "params"),
                metrics=_metrics(model) or None,
            ),
            str(meta.get("lifecycle_stage") or "active"),
        )


def _metrics(model: Path) -> list[Metric]:
    points = []
    for key, text in read_texts(model / "metrics").items():
        for line in text.splitlines():
            parts = line.split(" ")
            try:
                at, value, step, run_id, *of_data = parts
                name = " ".join(of_data[:-1]) if len(parts) >= _WITH_DATASET else None
                digest = of_data[-1] if name is not None else None
                point = (key, float(value), int(at), int(step))
            except ValueError as error:
                raise StoreCorrupt(
                    f"Metric {key!r} of the logged model in {str(model)!r} has a damaged line: {line!r}."
                ) from error
            points.append(Metric(*point, model.name, name, digest, run_id))
    return points


def found_registry(folder: Path) -> Iterator[FoundRegistered]:
    """Give the registered models in a folder with their versions."""
    for path in sorted(folder.glob("*/meta.yaml")):
        meta = read_meta(path)
        model = RegisteredModel(
            name=str(meta["name"]),
            creation_timestamp=meta.get("creation_timestamp"),
            last_updated_timestamp=meta.get("last_updated_timestamp"),
            description=meta.get("description"),
            tags=read_texts(path.parent / "tags"),
            aliases=read_texts(path.parent / "aliases"),
        )
        versions = [
            _version(model.name, match[1], each)
            for each in path.parent.iterdir()
            if (match := _VERSION.fullmatch(each.name)) and (each / "meta.yaml").is_file()
        ]
        yield FoundRegistered(model, sorted(versions, key=lambda each: int(each.version)))


def _version(name: str, number: str, folder: Path) -> ModelVersion:
    meta: dict[str, Any] = read_meta(folder / "meta.yaml")
    return ModelVersion(
        name=name,
        version=number,
        creation_timestamp=meta["creation_timestamp"],
        last_updated_timestamp=meta.get("last_updated_timestamp"),
        description=meta.get("description"),
        user_id=meta.get("user_id"),
        current_stage=meta.get("current_stage") or "None",
        source=meta.get("source"),
        run_id=meta.get("run_id"),
        status=_status(meta.get("status")),
        status_message=meta.get("status_message"),
        tags=read_texts(folder / "tags"),
        run_link=meta.get("run_link"),
        model_id=model_id_in(meta.get("source")),
    )


def _status(status: object) -> str:
    names = {1: "PENDING_REGISTRATION", 2: "FAILED_REGISTRATION", 3: "READY"}
    return names.get(status, "READY") if isinstance(status, int) else str(status or "READY")
