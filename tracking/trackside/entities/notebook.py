"""A notebook and the experiments that it logs into."""

from __future__ import annotations

from dataclasses import dataclass

ENDING = ".ipynb"


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook known to the store.

    ``path`` is relative to the Jupyter root, with ``/`` and with ``.ipynb``.
    ``experiment_id`` is the notebook's own experiment (named after it, kept when it is renamed);
    ``last_experiment_id`` is the one that it last logged into, which differs after
    ``set_experiment`` or under ``MLFLOW_EXPERIMENT_NAME``.
    """

    path: str
    experiment_id: str | None
    last_experiment_id: str | None


def default_experiment_name(path: str) -> str:
    """Return what the experiment of the notebook at ``path`` is called: the path without its ending.

    The path and not the file's name: two notebooks called ``train`` in two folders stay apart.
    """
    return path.removesuffix(ENDING)
