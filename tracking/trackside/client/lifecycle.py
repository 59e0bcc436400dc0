"""The client's verb for what was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.client.base import StoreUser

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from trackside.lifecycle.emptying import Emptied


class LifecycleVerbs(StoreUser):
    """Empty the bin."""

    def gc(
        self,
        older_than: timedelta | str | None = None,
        run_ids: Sequence[str] = (),
        experiment_ids: Sequence[str] = (),
        logged_model_ids: Sequence[str] = (),
        *,
        dry_run: bool = False,
    ) -> Emptied:
        """Delete what lies in the bin for good, with its artifacts; nothing brings it back.

        Without ids all that was deleted longer ago than ``older_than`` (``"30d"``, ``"1d2h3m4s"``,
        a ``timedelta``; None: whenever); with ids these runs, experiments (with all in them) and
        logged models. Runs bring the models that they made. With ``dry_run`` nothing is deleted.

        Kept, and reported with the reason, is what a version in the registry or an active run
        needs. Others may log meanwhile. Raises ``NotFound`` for an unknown id and
        ``InvalidParameter`` for one that is not in the bin, or not for long enough, before
        anything is deleted.
        """
        from trackside.lifecycle.emptying import empty_bin

        return empty_bin(
            self._settled, older_than, run_ids, experiment_ids, logged_model_ids, dry_run=dry_run
        )
