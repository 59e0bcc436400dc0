"""What a client wants changed in a run or an experiment. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackside.entities import LifecycleStage
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside_server.arguments import Body


@dataclass(frozen=True, slots=True)
class Patch:
    """An ``IWirePatch``; a tag that is None is to be deleted."""

    name: str | None
    tags: Mapping[str, str | None]
    lifecycle_stage: str | None

    @classmethod
    def parsed(cls, body: Body) -> Patch:
        """Return the patch that a body asks for."""
        name = body.text("name")
        if name is not None and not name.strip():
            raise InvalidParameter(f"Invalid value {name!r} for parameter 'name': it is empty.")
        stages = (LifecycleStage.ACTIVE, LifecycleStage.DELETED)
        return cls(name, body.texts_or_nulls("tags"), body.choice("lifecycle_stage", stages))

    @property
    def set_tags(self) -> dict[str, str]:
        """The tags to set."""
        return {key: text for key, text in self.tags.items() if text is not None}

    @property
    def cleared_tags(self) -> list[str]:
        """The tags to delete."""
        return [key for key, text in self.tags.items() if text is None]
