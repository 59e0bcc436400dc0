"""The experiment of a notebook for the real ``mlflow``. Loaded whenever that is imported: keep it light."""

from __future__ import annotations

import logging

_log = logging.getLogger("trackside")


class NotebookExperiment:
    """MLflow's ``DefaultExperimentProvider``: the notebook's own experiment, also after a rename."""

    def __init__(self) -> None:
        # The experiment by store: it stays the same however the notebook is renamed.
        self._own: dict[str, str] = {}
        self._found: str | None = None

    def in_context(self) -> bool:
        """Say whether this is a notebook's kernel and MLflow's store is ours."""
        try:
            self._found = self._experiment_id()
        except Exception as error:  # noqa: BLE001 (whatever it is, mlflow goes on without us)
            _log.debug("The notebook's experiment could not be found for mlflow: %s", error)
            self._found = None
        return self._found is not None

    def get_experiment_id(self) -> str | None:
        """Return the id; MLflow has asked :meth:`in_context` just before."""
        return self._found

    def _experiment_id(self) -> str | None:
        from trackside.interop.mlflow_plugins.surroundings import notebook_and_store

        found = notebook_and_store()
        if found is None:
            return None
        notebook, uri = found
        if uri not in self._own:
            from trackside.opening import open_store

            self._own[uri] = open_store(uri).store.open_notebook(notebook)
        return self._own[uri]
