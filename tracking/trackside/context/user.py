"""Who starts a run."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# MLFLOW_TRACKING_USERNAME is what MLflow itself records first. On a JupyterHub every container
# runs as the same system user, and only JUPYTERHUB_USER tells people apart.
_VARIABLES = (
    "MLFLOW_TRACKING_USERNAME",
    "JUPYTERHUB_USER",
    "LOGNAME",
    "USER",
    "LNAME",
    "USERNAME",
)


def user_name(environ: Mapping[str, str] = os.environ) -> str:
    """Return the user's name, or ``unknown``; never raises."""
    for variable in _VARIABLES:
        if environ.get(variable):
            return environ[variable]
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        # No such user in the system's list: a container with an arbitrary uid.
        return "unknown"
