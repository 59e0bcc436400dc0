"""How a run shows itself in a notebook's output: a compact card, as HTML and as plain text.

The HTML has no colours of its own: the variables of JupyterLab's theme, and where there are none
the colour of the surrounding text.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import Run

SHOWN_VALUES = 6
_LONGEST_VALUE = 40
_SIGNS = {"FINISHED": "✓", "FAILED": "✗", "KILLED": "■", "RUNNING": "●", "SCHEDULED": "○"}
_STATUS_COLOURS = {
    "FINISHED": "--jp-success-color1",
    "FAILED": "--jp-error-color1",
    "KILLED": "--jp-warn-color1",
    "RUNNING": "--jp-brand-color1",
}
_CARD = (
    "border:1px solid var(--jp-border-color2,currentColor);border-radius:4px;padding:4px 8px;"
    "display:inline-block;max-width:100%;box-sizing:border-box;"
    "font-family:var(--jp-ui-font-family,sans-serif);font-size:var(--jp-ui-font-size1,13px);"
    "line-height:1.5;color:var(--jp-ui-font-color1,inherit)"
)
_DIM = "opacity:0.7"
_VALUE = "font-family:var(--jp-code-font-family,monospace)"


@dataclass(frozen=True, slots=True)
class RunCard:
    """What a card says of a run: values are texts, the first few of each kind."""

    name: str
    run_id: str
    status: str
    duration: str
    metrics: Sequence[tuple[str, str]] = ()
    params: Sequence[tuple[str, str]] = ()
    hidden: int = 0

    @classmethod
    def of(cls, run: Run) -> RunCard:
        """Return the card of a run as it stands."""
        info = run.info
        ended = info.end_time
        metrics = [(key, f"{value:.5g}") for key, value in run.data.metrics.items()]
        params = [(key, _shortened(value)) for key, value in run.data.params.items()]
        return cls(
            name=info.run_name,
            run_id=info.run_id,
            status=info.status,
            duration="" if ended is None else duration_text(ended - info.start_time),
            metrics=tuple(metrics[:SHOWN_VALUES]),
            params=tuple(params[:SHOWN_VALUES]),
            hidden=len(metrics[SHOWN_VALUES:]) + len(params[SHOWN_VALUES:]),
        )

    def __repr__(self) -> str:
        head = " · ".join(part for part in (self._title, self.duration, self.run_id[:8]) if part)
        lines = [
            f"  {kind}: " + "  ".join(f"{key}={value}" for key, value in values)
            for kind, values in (("metrics", self.metrics), ("params", self.params))
            if values
        ]
        more = [f"  … {self.hidden} more"] if self.hidden else []
        return "\n".join([head, *lines, *more])

    def _repr_html_(self) -> str:
        colour = _STATUS_COLOURS.get(self.status, "--jp-ui-font-color2")
        sign = f'<span aria-hidden="true" style="color:var({colour},inherit)">{self._sign}</span>'
        dim = " · ".join(
            part for part in (self.status.lower(), self.duration, self.run_id[:8]) if part
        )
        rows = [
            f'{sign} <strong>{escape(self.name)}</strong> <span style="{_DIM}">{escape(dim)}</span>'
        ]
        rows += [_row("metrics", self.metrics)] if self.metrics else []
        rows += [_row("params", self.params)] if self.params else []
        if self.hidden:
            rows.append(f'<span style="{_DIM}">… {self.hidden} more</span>')
        lines = "".join(f"<div>{row}</div>" for row in rows)
        return f'<div class="trackside-card" data-run-id="{escape(self.run_id)}" style="{_CARD}">{lines}</div>'

    @property
    def _sign(self) -> str:
        return _SIGNS.get(self.status, "·")

    @property
    def _title(self) -> str:
        return f"{self._sign} {self.name} {self.status.lower()}"


def duration_text(milliseconds: int) -> str:
    """Return a time span as people say it: ``80 ms``, ``4.2 s``, ``3 min 5 s``, ``2 h 10 min``."""
    seconds = milliseconds / 1000
    if seconds < 1:
        return f"{milliseconds} ms"
    if seconds < 60:  # noqa: PLR2004
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:  # noqa: PLR2004
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def _row(kind: str, values: Sequence[tuple[str, str]]) -> str:
    shown = " &nbsp;".join(
        f'{escape(key)} <span style="{_VALUE}">{escape(value)}</span>' for key, value in values
    )
    return f'<span style="{_DIM}">{kind}</span> {shown}'


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_VALUE else f"{flat[: _LONGEST_VALUE - 1]}…"
