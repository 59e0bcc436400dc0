"""What the parts of the remote store share: the server, and what it can do beyond MLflow's protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.entities import ViewType
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from trackside.store.rest.beyond import Beyond
    from trackside.store.rest.connection import Server

_VIEWS = {
    ViewType.ACTIVE_ONLY: "ACTIVE_ONLY",
    ViewType.DELETED_ONLY: "DELETED_ONLY",
    ViewType.ALL: "ALL",
}


class Aggregate:
    """One part of the store over a shared server."""

    def __init__(self, server: Server, beyond: Callable[[], Beyond]) -> None:
        """``beyond`` finds out what the server is, when that matters first."""
        self._server = server
        self._beyond = beyond


def view_to_wire(view_type: int) -> str:
    """Return the name of a view; raises ``InvalidParameter`` for what is none."""
    try:
        return _VIEWS[view_type]
    except KeyError:
        raise InvalidParameter(
            f"Invalid view type {view_type!r}; use ViewType.ACTIVE_ONLY, DELETED_ONLY or ALL."
        ) from None


def given(**fields: Any) -> dict[str, Any]:
    """Return the fields of a request that are not None."""
    return {name: value for name, value in fields.items() if value is not None}
