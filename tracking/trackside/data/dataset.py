"""What every kind of dataset has; a kind of one's own is a subclass."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trackside.entities import Dataset as DatasetEntity
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from trackside.data.dataset_source import DatasetSource


class Dataset:
    """A dataset in hand: what is known of its data, and where it came from.

    Subclasses set their own attributes first and then call this constructor, which asks
    ``_compute_digest`` if no digest is given. They may override :attr:`schema` and :attr:`profile`,
    and extend :meth:`to_dict` by the JSON texts ``schema`` and ``profile``.
    """

    def __init__(
        self, source: DatasetSource, name: str | None = None, digest: str | None = None
    ) -> None:
        self._name = name
        self._source = source
        self._digest = digest or self._compute_digest()

    def _compute_digest(self) -> str:
        """Return a fingerprint of the data, ideally of 8 characters."""
        raise NotImplementedError(
            f"{type(self).__name__} computes no digest: give one, or define _compute_digest()."
        )

    @property
    def name(self) -> str:
        """The name, ``dataset`` if none was given."""
        return "dataset" if self._name is None else self._name

    @property
    def digest(self) -> str:
        """The fingerprint of the data."""
        return self._digest

    @property
    def source(self) -> DatasetSource:
        """Where the data came from."""
        return self._source

    @property
    def schema(self) -> Any:
        """The columns or tensors of the data, or None."""
        return None

    @property
    def profile(self) -> Any:
        """A summary of the data as JSON values, or None."""
        return None

    def to_dict(self) -> dict[str, Any]:
        """Return the texts that are logged: name, digest, source (JSON) and source_type."""
        return {
            "name": self.name,
            "digest": self.digest,
            "source": self.source.to_json(),
            "source_type": self.source._get_source_type(),  # noqa: SLF001 (MLflow's name)
        }

    def to_json(self) -> str:
        """Return :meth:`to_dict` as JSON text."""
        return json.dumps(self.to_dict())


def dataset_entity(dataset: Any) -> DatasetEntity:
    """Return a dataset as a store keeps it.

    Takes a :class:`Dataset`, anything with a ``to_dict`` like its own, and what is one already;
    ``InvalidParameter`` for all else.
    """
    if isinstance(dataset, DatasetEntity):
        return dataset
    try:
        told = dataset.to_dict()
        return DatasetEntity(
            told["name"],
            told["digest"],
            told["source_type"],
            told["source"],
            told.get("schema"),
            told.get("profile"),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise InvalidParameter(
            f"{dataset!r} is no dataset: make one by trackside.data.from_pandas or from_numpy."
        ) from error
