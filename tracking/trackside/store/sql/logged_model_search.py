"""Search over logged models: MLflow's grammar as SQL.

Each comparison of a param, tag or metric is an ``EXISTS``; each metric to sort by is the model's
latest value of it. Pages go by offset: an experiment has thousands of models, not millions.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select

from trackside.entities import LifecycleStage, LoggedModel, PagedList
from trackside.errors import InvalidParameter
from trackside.search import comparisons_of, invalid_token, parse_filter, parse_order_by
from trackside.store.input_limits import checked_search_dataset
from trackside.store.limits import checked_experiment_id
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.comparing import combined, compared
from trackside.store.sql.listing import MAX_PAGE, checked_page_size
from trackside.store.sql.logged_model_rows import load_models
from trackside.store.sql.tables import (
    logged_model_metrics,
    logged_model_params,
    logged_model_tags,
    logged_models,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.search import Comparison, Condition, Ordering

DEFAULT_PAGE = 100
_MAX_OFFSET = 2**63 - 1
_DATASET_FIELDS = ("dataset_name", "dataset_digest")


class SqlLoggedModelSearch(Aggregate):
    """The search for logged models of a SQL store."""

    def search_logged_models(
        self,
        experiment_ids: Sequence[str],
        filter_string: str | None = None,
        datasets: Sequence[Mapping[str, str]] | None = None,
        max_results: int | None = None,
        order_by: Sequence[Mapping[str, Any]] | None = None,
        page_token: str | None = None,
    ) -> PagedList[LoggedModel]:
        numbers = [checked_experiment_id(experiment_id) for experiment_id in experiment_ids]
        restricted = [checked_search_dataset(dataset) for dataset in datasets or ()]
        conditions = parse_filter(filter_string, "logged_models")
        orderings = parse_order_by(order_by, "logged_models")
        limit = checked_page_size(max_results or DEFAULT_PAGE, MAX_PAGE)
        search = _digest(sorted(numbers), restricted, conditions, orderings)
        offset = _offset(page_token, search)
        query = select(logged_models).where(
            logged_models.c.experiment_id.in_(numbers),
            logged_models.c.lifecycle_stage == LifecycleStage.ACTIVE,
            *_conditions(conditions, restricted),
        )
        with self._database.read() as connection:
            query = _ordered(query, orderings).limit(limit + 1).offset(offset)
            rows = connection.execute(query).all()
            found = load_models(connection, rows[:limit])
        return PagedList(found, _token(offset + limit, search) if len(rows) > limit else None)


def _conditions(
    conditions: Sequence[Condition], datasets: Sequence[Mapping[str, str]]
) -> list[ColumnElement[bool]]:
    metrics = logged_model_metrics.c
    each_dataset = [
        and_(*(metrics[field] == value for field, value in each.items())) for each in datasets
    ]
    on_datasets = [or_(*each_dataset)] if datasets else []
    meaning = partial(_condition, on_datasets)
    found = [combined(condition, meaning) for condition in conditions]
    named = [each for condition in conditions for each in comparisons_of(condition)]
    if on_datasets and not any(each.entity == "metric" for each in named):
        found.append(_has_metric(*on_datasets))
    return found


def _condition(
    on_datasets: Sequence[ColumnElement[bool]], comparison: Comparison
) -> ColumnElement[bool]:
    if comparison.entity == "attribute":
        return compared(logged_models.c[comparison.key], comparison)
    if comparison.entity == "metric":
        table = logged_model_metrics
        is_met = compared(table.c.value, comparison)
        return _has_metric(table.c.key == comparison.key, is_met, *on_datasets)
    table = logged_model_params if comparison.entity == "param" else logged_model_tags
    return exists().where(
        table.c.model == logged_models.c.id,
        table.c.key == comparison.key,
        compared(table.c.value, comparison),
    )


def _has_metric(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(logged_model_metrics.c.model == logged_models.c.id, *conditions)


def _ordered(query: Select[Any], orderings: Sequence[Ordering]) -> Select[Any]:
    """Sort; what a model lacks comes last in both directions, among equals the newest first."""
    values = [_sort_value(ordering).label(f"by_{n}") for n, ordering in enumerate(orderings)]
    # Values are named in a query of their own: not every database sorts by an expression of a name.
    inner = query.add_columns(*values).subquery()
    outer = select(*(inner.c[column.name] for column in logged_models.c))
    for n, ordering in enumerate(orderings):
        column = inner.c[f"by_{n}"]
        outer = outer.order_by(case((column.is_(None), 1), else_=0))
        outer = outer.order_by(column.asc() if ordering.ascending else column.desc())
    return outer.order_by(inner.c.creation_timestamp.desc(), inner.c.id.desc())


def _sort_value(ordering: Ordering) -> ColumnElement[Any]:
    if ordering.entity == "attribute":
        column: ColumnElement[Any] = logged_models.c[ordering.key]
        return column
    table = logged_model_metrics.alias()
    latest = select(table.c.value).where(
        table.c.model == logged_models.c.id, table.c.key == ordering.key
    )
    for field in _DATASET_FIELDS:
        wanted = getattr(ordering, field)
        if wanted is not None:
            latest = latest.where(table.c[field] == wanted)
    newest_first = table.c.timestamp.desc(), table.c.step.desc(), table.c.id.desc()
    return latest.order_by(*newest_first).limit(1).correlate(logged_models).scalar_subquery()


def _digest(*search: object) -> str:
    return hashlib.blake2b(repr(search).encode(), digest_size=6).hexdigest()


def _token(offset: int, search: str) -> str:
    content = {"offset": offset, "search": search}
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode()


def _offset(token: str | None, search: str) -> int:
    """Return the offset that a token of this search holds; 0 for no token."""
    if not token:
        return 0
    try:
        content = json.loads(base64.b64decode(token, altchars=b"-_", validate=True))
        offset, origin = content["offset"], content["search"]
    except (binascii.Error, ValueError, TypeError, KeyError, RecursionError) as error:
        raise invalid_token(token) from error
    if type(offset) is not int or not 0 <= offset <= _MAX_OFFSET:
        raise invalid_token(token)
    if origin != search:
        raise InvalidParameter(
            f"The page token {token!r} belongs to another search: give the experiments, filter, datasets and "
            "order of the first page with every following one."
        )
    return offset
