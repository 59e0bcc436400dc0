"""Every example of the page on searching means something: the snippets' runs are searched by it."""

from __future__ import annotations

import re
from pathlib import Path

import trackside

PAGE = Path(__file__).resolve().parents[2] / "docs/search.md"
SNIPPET = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
ROW = re.compile(r"^\| [^|]* \| (?:`` (.+?) ``|`([^`]+)`) \| (?:MLflow's|ours) \|$", re.MULTILINE)
# What the examples of the table find among the three runs of the first snippet, in their order.
COUNTS = [1, 2, 3, 3, 3, 3, 1, 1, 1, 1, 1]


def test_the_examples_of_the_page_run() -> None:
    text = PAGE.read_text(encoding="utf-8")
    namespace: dict[str, object] = {}
    for snippet in SNIPPET.findall(text):
        exec(compile(snippet, str(PAGE), "exec"), namespace)
    examples = [quoted or plain for quoted, plain in ROW.findall(text)]

    assert [trackside.count_runs(filter_string=example) for example in examples] == COUNTS
    assert len(text.split("## Filters")[1].split("\n- ")[0].strip().splitlines()) == 2 + len(COUNTS)
