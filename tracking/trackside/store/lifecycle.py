"""The contract for emptying the bin; a store that cannot do it (a remote one) does not meet it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

BinnedKind = Literal["run", "model", "experiment"]


@dataclass(frozen=True, slots=True)
class BinChoice:
    """Which things in the bin are meant: those with the ids given, or all if no ids are given at all.

    ``binned_before`` (epoch milliseconds) leaves out what came into the bin later.
    """

    run_ids: Sequence[str] = ()
    model_ids: Sequence[str] = ()
    experiment_ids: Sequence[str] = ()
    binned_before: int | None = None

    @property
    def is_everything(self) -> bool:
        """Whether no ids are given."""
        return not (self.run_ids or self.model_ids or self.experiment_ids)


@dataclass(frozen=True, slots=True)
class Binned:
    """A run, logged model or experiment that is in the bin, or goes with something that is.

    ``binned_at`` is in epoch milliseconds; ``artifact_uri`` the folder of its own files (empty for
    an experiment, whose files are those of its runs and models); ``made_by`` the run that made a
    model. ``is_along`` says that the thing is not in the bin itself but its run or experiment is.
    ``points`` is the number of metric points of a run. ``kept_because`` says why it may not go; None
    if it may.
    """

    kind: BinnedKind
    id: str
    name: str
    experiment_id: str
    binned_at: int
    artifact_uri: str = ""
    made_by: str | None = None
    is_along: bool = False
    points: int = 0
    kept_because: str | None = None


@runtime_checkable
class LifecycleStore(Protocol):
    """Permanent deletion.

    Rows go first, in one transaction with a note of their artifacts; files go after that. So a
    thing is there whole or gone, however the process dies, and files that were left are found.
    """

    def list_bin(self, choice: BinChoice) -> list[Binned]:
        """Return what the choice means: runs, then models, then experiments.

        A chosen run brings the models that it made, a chosen experiment all runs and models in it.
        Kept is what an active run or a version in the registry needs. Raises ``NotFound`` for an
        unknown id, ``InvalidParameter`` for one that is not in the bin or came there too late.
        """
        ...

    def collect(self, chosen: Sequence[Binned]) -> list[Binned]:
        """Delete in one transaction what of this is still in the bin and may go.

        Returns that, with what went along, as in :meth:`list_bin`.
        """
        ...

    def doomed_artifacts(self) -> list[str]:
        """Return the URIs of folders with artifacts whose owners are gone."""
        ...

    def forget_artifacts(self, artifact_uris: Sequence[str]) -> None:
        """Note that folders of :meth:`doomed_artifacts` are gone."""
        ...

    def artifact_locations(self) -> list[str]:
        """Return the URIs below which experiments keep their artifacts, each once; the store's own root first."""
        ...
