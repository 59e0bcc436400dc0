"""Between Trackside and others: everything in, everything out, and our store under the real MLflow.

- :func:`import_from`: what a MLflow folder, database or server holds, into a store of ours;
  :func:`import_tensorboard`: what TensorBoard's event files hold.
- :func:`export_to`: what a store of ours holds, into a MLflow database or server.
- :mod:`trackside.interop.mlflow_plugins`: what the real ``mlflow`` finds by its entry points.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.interop.found import Source
    from trackside.interop.report import Report


def import_from(
    source: str | os.PathLike[str],
    tracking_uri: str | None = None,
    *,
    experiments: Sequence[str] | None = None,
    copy_artifacts: bool = False,
) -> Report:
    """Bring what MLflow holds at ``source`` into a store of ours, and say what was brought.

    ``source`` is MLflow's folder (``mlruns``), its database (``mlflow.db`` or a SQLAlchemy URL) or
    its server (``http://...``). ``tracking_uri`` is the store to fill, by default the current one.
    ``experiments`` (names or ids) leaves out all others, and the registry. Ids and times are kept.
    Artifacts stay where they are unless ``copy_artifacts``.

    Called again it brings what is new or changed. Raises ``InvalidParameter`` for a source that is
    none, ``StoreUnavailable`` for one that cannot be read.
    """
    from trackside.interop.sources import open_source

    return _imported(open_source(source), tracking_uri, experiments, copy_artifacts=copy_artifacts)


def import_tensorboard(
    folder: str | os.PathLike[str],
    tracking_uri: str | None = None,
    *,
    copy_artifacts: bool = False,
) -> Report:
    """Bring TensorBoard's event files below ``folder`` into a store of ours.

    Each folder with event files becomes a run of an experiment that is named after ``folder``:
    scalars are metrics, hparams are params, the event files its artifacts. Called again it brings
    what is new. Needs the package ``tensorboard``; raises ``InvalidParameter`` without it, or if
    there are no event files.
    """
    from pathlib import Path

    from trackside.interop.tensorboard_logs import TensorboardLogs

    return _imported(
        TensorboardLogs(Path(folder)), tracking_uri, None, copy_artifacts=copy_artifacts
    )


def export_to(
    target: str | os.PathLike[str],
    tracking_uri: str | None = None,
    *,
    experiments: Sequence[str] | None = None,
) -> Report:
    """Write what a store of ours holds to MLflow, and say what was written.

    ``target`` is a MLflow database (``mlflow.db``, or a SQLAlchemy URL), where ids and times are
    kept, or a MLflow server (``http://...``), which gives runs new ids. ``tracking_uri`` is the store
    to read, by default the current one. ``experiments`` (names or ids) leaves out all others, and
    the registry. A database's artifacts stay where they are; a server's are sent.

    Called again it writes what is new or changed. Raises ``InvalidParameter`` for a new database
    without ``mlflow`` installed, which makes its tables.
    """
    from trackside.interop.progress import counting_runs
    from trackside.interop.store_source import StoreSource
    from trackside.interop.targets import export_into
    from trackside.opening import open_store

    source = StoreSource(open_store(tracking_uri).settled())
    with counting_runs(source.count_runs) as advance:
        return export_into(os.fspath(target), source, experiments, advance)


def _imported(
    source: Source,
    tracking_uri: str | None,
    experiments: Sequence[str] | None,
    *,
    copy_artifacts: bool,
) -> Report:
    from trackside.interop.importing import Import
    from trackside.interop.progress import counting_runs
    from trackside.opening import open_store

    try:
        with counting_runs(source.count_runs) as advance:
            store = open_store(tracking_uri).settled()
            return Import(source, store, copy_artifacts=copy_artifacts, advance=advance).run(
                experiments
            )
    finally:
        source.close()
