"""What of the environment would change what tests see."""

from __future__ import annotations

VARIABLES = ("TRACKSIDE_", "MLFLOW_", "JPY_", "JUPYTERHUB_")
