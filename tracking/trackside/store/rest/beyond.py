"""What the store's contract asks for and MLflow's protocol does not have.

Our own server has routes for it (:mod:`own_server`); from a plain MLflow server it is derived
(:mod:`plain_server`), as far as that goes. Each verb does what :mod:`trackside.store.base` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import ExperimentUse, History, Notebook, PagedList, Run
    from trackside.store.base import Changes, SpoolRange
    from trackside.store.rest.wire import Wire


class Beyond(Protocol):
    """The verbs; their arguments come in unchecked, as from the store's callers."""

    def get_run(self, run_id: str) -> Run: ...

    def get_runs(self, run_ids: Sequence[str]) -> list[Run]: ...

    def create_run_with_id(self, run_id: str, fields: Wire) -> Run: ...

    def running_runs(self) -> list[Run]: ...

    def end_runs(self, run_ids: Sequence[str], status: str, end_time: int) -> list[str]: ...

    def search_runs(
        self,
        experiment_ids: Sequence[str],
        filter_string: str,
        run_view_type: int,
        max_results: int,
        order_by: Sequence[str] | None,
        page_token: str | None,
        columns: Sequence[str] | None,
    ) -> PagedList[Run]: ...

    def count_runs(
        self, experiment_ids: Sequence[str], filter_string: str, run_view_type: int
    ) -> int: ...

    def recent_experiments(
        self, view_type: int, name_part: str, max_results: int, page_token: str | None
    ) -> PagedList[ExperimentUse]: ...

    def set_experiment_tags(self, experiment_id: str, tags: Mapping[str, str]) -> None: ...

    def append_points(self, additions: Sequence[History], origin: SpoolRange) -> bool: ...

    def folded_until(self, spool_id: str) -> int: ...

    def forget_spool(self, spool_id: str) -> None: ...

    def get_history(
        self, run_id: str, key: str, first_step: int | None, last_step: int | None
    ) -> History: ...

    def get_notebook(self, path: str) -> Notebook | None: ...

    def open_notebook(self, path: str) -> str: ...

    def note_notebook_logged(self, path: str, experiment_id: str) -> None: ...

    def move_notebooks(self, old_path: str, new_path: str) -> None: ...

    def revision(self) -> int: ...

    def changes_since(self, revision: int) -> Changes: ...
