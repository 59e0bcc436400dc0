"""The documents cannot rot: their snippets run, their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SNIPPET = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


@pytest.mark.parametrize(
    "page", ["docs/tracking.md", "docs/models.md", "docs/datasets.md", "docs/artifacts.md"]
)
def test_the_snippets_of_a_page_run_in_their_order(page: str) -> None:
    pytest.importorskip("sklearn")
    snippets = SNIPPET.findall((ROOT / page).read_text(encoding="utf-8"))
    assert len(snippets) >= 2
    namespace: dict[str, object] = {}
    for snippet in snippets:
        exec(compile(snippet, page, "exec"), namespace)


def test_the_scripts_of_the_readme_run() -> None:
    import trackside

    (script,) = [
        s
        for s in SNIPPET.findall((ROOT / "README.md").read_text(encoding="utf-8"))
        if "import trackside" in s
    ]
    exec(compile(script, "README.md", "exec"), {})
    (run,) = trackside.search_runs(output_format="list")
    assert run.data.params == {"depth": "3"}
    assert run.data.summaries["loss"].count == 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    missing = [
        link
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert not missing


@pytest.mark.parametrize(("page", "promises"), [("docs/store.md", 25), ("docs/mlflow.md", 15)])
def test_every_promise_names_a_test_that_is_there(page: str, promises: int) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert len(named) > promises
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not re.search(
            rf"^(?:(?:async )?def |class )?{test}\b", (ROOT / file).read_text(), re.MULTILINE
        )
    ]
    assert missing == []


def test_every_story_that_is_named_is_told() -> None:
    page = (ROOT / "docs/mlflow.md").read_text(encoding="utf-8")
    specs = [ROOT / spec for spec in re.findall(r"`(ui-tests/tests/[\w-]+\.spec\.ts)`", page)]
    stories = "".join(spec.read_text(encoding="utf-8") for spec in specs)
    told = set(re.findall(r"^test\('([^']+)'", stories, re.MULTILINE))
    named = set(re.findall(r"\(\*([^*]+)\*", page))
    assert len(named) > 2
    assert named <= told
