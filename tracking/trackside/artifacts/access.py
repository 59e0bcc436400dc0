"""Download, list and load artifacts: the functions of ``mlflow.artifacts``."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackside.artifacts.resolve import resolve
from trackside.errors import TracksideException

if TYPE_CHECKING:
    import os

    from PIL.Image import Image

    from trackside.entities import FileInfo


def download_artifacts(
    artifact_uri: str | None = None,
    run_id: str | None = None,
    artifact_path: str | None = None,
    dst_path: str | os.PathLike[str] | None = None,
    tracking_uri: str | None = None,
    registry_uri: str | None = None,
) -> str:
    """Return a local path of an artifact or a folder of them.

    ``artifact_uri`` is ``runs:/<run_id>/<path>``, ``models:/<name>/<version>`` (or stage, or
    ``latest``), ``models:/<name>@<alias>``, or a path or ``file:`` URI; or give ``run_id`` with
    ``artifact_path``. With ``dst_path`` it is copied into that folder, which is made if need be;
    without, what is local already is not copied.
    """
    # The registry lives in the store, so either address will do.
    place = resolve(artifact_uri, run_id, artifact_path, tracking_uri or registry_uri)
    destination = None if dst_path is None else Path(dst_path).absolute()
    return str(place.repository.download(place.path, destination))


def list_artifacts(
    artifact_uri: str | None = None,
    run_id: str | None = None,
    artifact_path: str | None = None,
    tracking_uri: str | None = None,
) -> list[FileInfo]:
    """Return the artifacts directly in a folder, folders first, then by name.

    Paths are relative to the run's artifact root, or to the model's folder.
    """
    place = resolve(artifact_uri, run_id, artifact_path, tracking_uri)
    return place.repository.list_artifacts(place.path)


def load_text(artifact_uri: str) -> str:
    """Return the text of an artifact, which is read as UTF-8."""
    try:
        # Line ends become "\\n", as MLflow reads them.
        return io.TextIOWrapper(io.BytesIO(_content(artifact_uri)), encoding="utf-8").read()
    except UnicodeDecodeError as error:
        raise _unreadable(
            artifact_uri,
            "is not UTF-8; open the path from `download_artifacts` with its own encoding",
        ) from error


def load_dict(artifact_uri: str) -> Any:
    """Return what a JSON artifact holds; also a YAML one, by its ending ``.yaml`` or ``.yml``."""
    text = load_text(artifact_uri)
    if artifact_uri.lower().endswith((".yaml", ".yml")):
        return _load_yaml(artifact_uri, text)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable(artifact_uri, f"is not JSON: {error}") from error


def load_image(artifact_uri: str) -> Image:
    """Return an image artifact as a ``PIL.Image.Image``; needs Pillow."""
    try:
        from PIL import Image
    except ImportError as error:
        raise ImportError("load_image needs Pillow: pip install Pillow") from error
    content = _content(artifact_uri)
    try:
        image = Image.open(io.BytesIO(content))
        image.load()
    # Pillow tells of damage in all these ways, by the format.
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _unreadable(artifact_uri, f"is not an image: {error}") from error
    return image


def _content(artifact_uri: str) -> bytes:
    place = resolve(artifact_uri, None, None, None)
    with place.repository.open(place.path) as stream:
        return stream.read()


def _load_yaml(artifact_uri: str, text: str) -> Any:
    import yaml

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise _unreadable(artifact_uri, f"is not YAML: {error}") from error


def _unreadable(artifact_uri: str, problem: str) -> TracksideException:
    return TracksideException(f"The artifact {artifact_uri!r} {problem}.", "BAD_REQUEST")
