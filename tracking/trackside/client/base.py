"""What the verbs of the client share: the store that they act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.opening import get_tracking_uri, open_store

if TYPE_CHECKING:
    from trackside.opening import OpenStore
    from trackside.store.base import Store


class StoreUser:
    """Holds the address of a store and opens it at the first use."""

    def __init__(self, tracking_uri: str | None = None, registry_uri: str | None = None) -> None:
        """Act on the store at ``tracking_uri`` (default: the current one).

        The registry lives in the store; ``registry_uri`` is taken for MLflow's signature and used
        as the store if it is the only one given.
        """
        self._tracking_uri = tracking_uri or registry_uri or get_tracking_uri()

    @property
    def tracking_uri(self) -> str:
        """The address of the store."""
        return self._tracking_uri

    @property
    def _opened(self) -> OpenStore:
        return open_store(self._tracking_uri)

    @property
    def _store(self) -> Store:
        """The store, for writing: it may not hold the last metrics yet."""
        return self._opened.store

    @property
    def _settled(self) -> Store:
        """The store, for reading: it holds every metric that this process logged."""
        return self._opened.settled()
