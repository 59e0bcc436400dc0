"""Options and forms that commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trackside.entities import ViewType
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Callable

_VIEWS = {
    "active_only": ViewType.ACTIVE_ONLY,
    "deleted_only": ViewType.DELETED_ONLY,
    "all": ViewType.ALL,
}


def tracking_uri(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--tracking-uri`` and MLflow's ``--backend-store-uri``, the address of a store."""
    return click.option(
        "--tracking-uri",
        "--backend-store-uri",
        "tracking_uri",
        default=None,
        help="Address of the store: a folder, sqlite:///... or a database's URL. Default: the current one.",
    )(command)


def experiment_id(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--experiment-id``."""
    return click.option("-x", "--experiment-id", required=True, help="Id of the experiment.")(
        command
    )


def view(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--view``."""
    return click.option(
        "-v",
        "--view",
        type=click.Choice(list(_VIEWS)),
        default="active_only",
        show_default=True,
        help="What is shown: active, deleted or all.",
    )(command)


def view_type(name: str) -> int:
    """Return the view that ``--view`` names."""
    return _VIEWS[name]


def split_ids(text: str | None) -> list[str]:
    """Return the ids of a list with commas; raises ``InvalidParameter`` for one with nothing in it."""
    if text is None:
        return []
    ids = [part.strip() for part in text.split(",") if part.strip()]
    if not ids:
        raise InvalidParameter(f"{text!r} names nothing: give ids with commas between them.")
    return ids


def shown_bytes(count: int) -> str:
    """Return a number of bytes as people read it, in powers of 1000."""
    size = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:  # noqa: PLR2004 (SI prefixes)
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def print_table(headings: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """Write rows under their headings, in columns."""
    texts = [headings, *(tuple(str(value) for value in row) for row in rows)]
    widths = [max(len(row[place]) for row in texts) for place in range(len(headings))]
    for row in texts:
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
