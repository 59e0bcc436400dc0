"""A folder with a model as its card shows it: what ``MLmodel`` says, what it needs, an example."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from trackside.artifacts.paths import joined
from trackside.artifacts.preview import preview
from trackside.cards.model_card import MODEL_FILE, ModelCard
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from trackside.artifacts.preview_kinds import Preview
    from trackside.artifacts.repository import ArtifactRepository

_REQUIREMENTS_FILE = "requirements.txt"
_MAX_REQUIREMENTS_BYTES = 50_000
_EXAMPLE_BYTES = 20_000
_EXAMPLE_ROWS = 5


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A card; the packages that the model needs and its input example, None if they are not there."""

    card: ModelCard
    requirements: str | None
    example: Preview | None

    @classmethod
    def read(cls, repository: ArtifactRepository, folder: str) -> ModelFolder:
        """Return what a folder tells; raises ``NotFound`` if it holds no model."""
        with repository.open(joined(folder, MODEL_FILE)) as stream:
            card = ModelCard.read(stream)
        requirements = _start(repository, joined(folder, _REQUIREMENTS_FILE))
        example = None if card.example is None else _example(repository, folder, card.example)
        return cls(card, requirements, example)

    def to_wire(self) -> dict[str, Any]:
        """Return the folder as the panel reads it."""
        return {
            "card": asdict(self.card),
            "requirements": self.requirements,
            "example": None if self.example is None else self.example.to_wire(),
        }


def _start(repository: ArtifactRepository, path: str) -> str | None:
    try:
        with repository.open(path) as stream:
            return stream.read(_MAX_REQUIREMENTS_BYTES).decode(errors="replace")
    except (NotFound, InvalidParameter):
        return None


def _example(repository: ArtifactRepository, folder: str, path: str) -> Preview | None:
    # The path is what the file says: it may lead nowhere, or be refused because it leads out.
    try:
        with repository.open(joined(folder, path)) as stream:
            return preview(stream, path, _EXAMPLE_BYTES, _EXAMPLE_ROWS)
    except (NotFound, InvalidParameter):
        return None
