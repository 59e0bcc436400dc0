"""From a cell with ``%%track`` to ordinary code, and back to what the user wrote below it."""

from __future__ import annotations

import re

from IPython.core.inputtransformer2 import cell_magic, leading_empty_lines

_TRACK_LINE = re.compile(r"%%track(?:[ \t]+(?P<options>.*?))?[ \t]*$")
_TRACK_LINE_ANYWHERE = re.compile(r"^[ \t]*%%?track(?:[ \t][^\n]*)?(?:\n|\Z)", re.MULTILINE)


def rewrite_tracked_cell(lines: list[str]) -> list[str]:
    """Turn a first line ``%%track <options>`` into the line magic ``%track``; leave any other cell alone.

    The code below keeps its line numbers. A cell magic in the next line still applies to the rest.
    """
    match = _TRACK_LINE.match(lines[0]) if lines else None
    if match is None or not "".join(lines[1:]).strip():
        return lines
    options = match["options"] or ""
    if options == "?":
        return lines
    start = f"get_ipython().run_line_magic('track', {options!r})\n"
    body = lines[1:]
    code = leading_empty_lines(body)  # type: ignore[no-untyped-call]
    # Dropped lines come back, so that tracebacks point to where the user sees the line.
    dropped = ["\n"] * (len(body) - len(code))
    return [start, *dropped, *cell_magic(code)]  # type: ignore[no-untyped-call]


def tracked_source(raw_cell: str) -> str:
    """Return what stands below the line of the magic; the whole cell if there is no such line."""
    match = _TRACK_LINE_ANYWHERE.search(raw_cell)
    return raw_cell[match.end() :] if match else raw_cell
