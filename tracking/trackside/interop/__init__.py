"""Between Trackside and others: everything in, everything out, and our store under the real MLflow.

- :func:`import_from`: what a MLflow folder, database or server, or a folder of TensorBoard event
  files holds, into a store of ours.
- :func:`export_to`: what a store of ours holds, into a MLflow database or server.
- :mod:`trackside.interop.mlflow_plugins`: what the real ``mlflow`` finds by its entry points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

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
    from trackside.interop.importing import Import
    from trackside.interop.progress import counting_runs
    from trackside.interop.sources import open_source
    from trackside.opening import open_store

    found = open_source(source)
    try:
        with counting_runs(found.count_runs) as advance:
            store = open_store(tracking_uri).settled()
            return Import(found, store, copy_artifacts=copy_artifacts, advance=advance).run(
                experiments
            )
    finally:
        found.close()
