"""The tags of a run's surroundings for the real ``mlflow``. Loaded whenever that is imported: keep it light."""

from __future__ import annotations

import logging

_log = logging.getLogger("trackside")


class RunSurroundings:
    """MLflow's ``RunContextProvider``: the tags that our own runs get from their first moment.

    By them the sidebar knows notebook and cell, and the server ends the runs of a kernel that died.
    """

    def in_context(self) -> bool:
        """Say whether MLflow's store is ours."""
        try:
            from trackside.interop.mlflow_plugins.surroundings import mlflow_store

            return mlflow_store() is not None
        except Exception as error:  # noqa: BLE001 (whatever it is, mlflow goes on without us)
            _log.debug("MLflow's store could not be looked at: %s", error)
            return False

    def tags(self) -> dict[str, str]:
        """Return the tags; none if they cannot be found out."""
        try:
            from trackside.context.cell_watch import cells
            from trackside.fluent.surroundings import immediate_tags

            return immediate_tags(cells.execution())
        except Exception as error:  # noqa: BLE001 (whatever it is, mlflow goes on without us)
            _log.debug("The surroundings of a run could not be found for mlflow: %s", error)
            return {}
