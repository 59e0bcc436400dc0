"""From what a user wrote to the place that an export goes to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trackside.interop.report import Report
    from trackside.interop.store_source import StoreSource

_SERVERS = ("http://", "https://")


def export_into(
    target: str,
    source: StoreSource,
    experiments: Sequence[str] | None,
    advance: Callable[[int], None],
) -> Report:
    """Write a source to MLflow's database or server."""
    if target.startswith(_SERVERS):
        from trackside.interop.server_export import ServerExport

        return ServerExport(source, target, advance=advance).run(experiments)
    from trackside.interop.exporting import Export
    from trackside.interop.mlflow_target import MlflowTarget

    url = target if "://" in target else f"sqlite:///{Path(target).absolute().as_posix()}"
    into = MlflowTarget(url)
    try:
        return Export(source, into, advance=advance).run(experiments)
    finally:
        into.close()
