"""From the address of a model to a directory on this machine."""

from __future__ import annotations

from pathlib import Path

from trackside.errors import NotFound


def local_model_path(model_uri: str | Path, dst_path: str | None = None) -> Path:
    """Return the directory of the model at ``model_uri``, fetched if it is not here.

    Takes a directory, ``file://``, ``runs:/<run_id>/<path>``, ``models:/<name>/<version>``,
    ``models:/<name>@<alias>`` and whatever the artifact stores understand. With ``dst_path`` the
    model is copied there. Raises ``NotFound`` if there is nothing.
    """
    uri = str(model_uri)
    if dst_path is None and Path(uri).is_dir():
        return Path(uri)
    from trackside.artifacts import download_artifacts

    local = Path(download_artifacts(uri, dst_path=dst_path))
    if not local.exists():
        raise NotFound(f"there is no model at {uri!r}")
    return local
