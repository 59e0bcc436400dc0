"""What an import or export did, in numbers and in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """Counts of what was read and of what was new or changed, and what could not be carried.

    ``found`` and ``changed`` count by kind (``runs``, ``points``, ``files``, ...); ``left_out`` are
    things that have no place in the other store; ``problems`` are sentences.
    """

    source: str
    target: str
    found: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    @property
    def has_changed(self) -> bool:
        """Say whether anything was new or changed."""
        return any(self.changed.values())

    def __str__(self) -> str:
        lines = [f"{self.source} -> {self.target}"]
        for kind, count in self.found.items():
            new = f", {self.changed[kind]:,} new or changed" if kind in self.changed else ""
            lines.append(f"  {count:>12,} {kind}{new}")
        for kind, count in self.left_out.items():
            lines.append(f"  {count:>12,} {kind} left out: a store has no place for them")
        lines += [f"  ! {problem}" for problem in self.problems]
        return "\n".join(lines)
