"""Pages of rows, as MLflow pages them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.entities import LifecycleStage, PagedList, ViewType
from trackside.errors import InvalidParameter
from trackside.search import decode_page_token, encode_page_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row, Select

MAX_PAGE = 50_000

_STAGES = {
    ViewType.ACTIVE_ONLY: (LifecycleStage.ACTIVE,),
    ViewType.DELETED_ONLY: (LifecycleStage.DELETED,),
    ViewType.ALL: (LifecycleStage.ACTIVE, LifecycleStage.DELETED),
}


def stages_of(view_type: int) -> Sequence[str]:
    """Return the lifecycle stages that a view shows."""
    try:
        return _STAGES[view_type]
    except KeyError:
        raise InvalidParameter(
            f"Invalid view type {view_type!r}; use ViewType.ACTIVE_ONLY, DELETED_ONLY or ALL."
        ) from None


def page_of(
    connection: Connection, query: Select[Any], max_results: int, page_token: str | None, limit: int
) -> PagedList[Row[Any]]:
    """Run a query for one page; one row more than asked for tells whether there is a next page."""
    checked_page_size(max_results, limit)
    offset = decode_page_token(page_token)
    rows = connection.execute(query.limit(max_results + 1).offset(offset)).all()
    token = encode_page_token(offset + max_results) if len(rows) > max_results else None
    return PagedList(rows[:max_results], token)


def checked_page_size(max_results: int, limit: int) -> int:
    """Return how many results a page has; raises ``InvalidParameter`` beyond the limit."""
    if not isinstance(max_results, int) or not 1 <= max_results <= limit:
        raise InvalidParameter(
            f"Invalid value {max_results!r} for parameter 'max_results': give a number from 1 to {limit}."
        )
    return max_results
