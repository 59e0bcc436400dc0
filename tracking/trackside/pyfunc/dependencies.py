"""What to install before a model is loaded."""

from __future__ import annotations

from trackside.errors import InvalidParameter, NotFound
from trackside.models.environment import CONDA_FILE, REQUIREMENTS_FILE
from trackside.models.resolve import local_model_path

_FILES = {"pip": REQUIREMENTS_FILE, "conda": CONDA_FILE}


def get_model_dependencies(model_uri: str, format: str = "pip") -> str:
    """Return the path of the model's requirements file (``pip``) or ``conda`` environment.

    Nothing is loaded. ``NotFound`` if the model or the file is missing.
    """
    if format not in _FILES:
        raise InvalidParameter(f"format {format!r} is not known; use 'pip' or 'conda'")
    file = local_model_path(model_uri) / _FILES[format]
    if not file.is_file():
        raise NotFound(f"the model at {model_uri!r} has no {file.name}")
    return str(file)
