"""Read ``runs:/`` and ``models:/`` addresses. Pure: looks nothing up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trackside.artifacts.local_uri import uri_scheme
from trackside.artifacts.paths import joined
from trackside.errors import InvalidParameter

_RUNS_FORM = "runs:/<run_id>/<path>"
_MODELS_FORM = (
    "models:/<name>/<version>, models:/<name>/<stage>, models:/<name>/latest, models:/<name>@<alias> or "
    "models:/<model_id>"
)
_MODEL_ID = re.compile(r"m-[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class RunsUri:
    """``runs:/<run_id>/<path>``; ``path`` is empty for the run's artifact root."""

    run_id: str
    path: str

    def __str__(self) -> str:
        return f"runs:/{self.run_id}/{self.path}".rstrip("/")


@dataclass(frozen=True, slots=True)
class ModelsUri:
    """``models:/<name>/...``: by ``version``, ``stage`` or ``alias``, or the latest if all are None.

    A logged model is named by its ``model_id`` alone; ``name`` is then empty. ``path`` lies within the model's folder, empty for the whole.
    """

    name: str
    version: str | None = None
    stage: str | None = None
    alias: str | None = None
    path: str = ""
    model_id: str | None = None


def is_runs_uri(uri: str) -> bool:
    """Say whether this is a ``runs:`` address, well-formed or not."""
    return uri_scheme(uri) == "runs"


def is_models_uri(uri: str) -> bool:
    """Say whether this is a ``models:`` address, well-formed or not."""
    return uri_scheme(uri) == "models"


def parse_runs_uri(uri: str) -> RunsUri:
    """Return the parts of ``runs:/<run_id>/<path>``."""
    run_id, _, path = _after_scheme(uri, "runs", _RUNS_FORM).partition("/")
    if not run_id:
        raise _malformed(uri, "the run id is missing", _RUNS_FORM)
    return RunsUri(run_id, joined(path))


def parse_models_uri(uri: str) -> ModelsUri:
    """Return the parts of a ``models:/`` address; ``latest`` is read in any case, as MLflow does."""
    first, _, rest = _after_scheme(uri, "models", _MODELS_FORM).partition("/")
    if "@" in first:
        name, _, alias = first.rpartition("@")
        if not name.strip() or not alias.strip():
            raise _malformed(uri, "name or alias is missing", _MODELS_FORM)
        return ModelsUri(name, alias=alias, path=joined(rest))
    if _MODEL_ID.fullmatch(first):
        return ModelsUri("", path=joined(rest), model_id=first)
    selector, _, path = rest.partition("/")
    if not first.strip():
        raise _malformed(uri, "the name is missing", _MODELS_FORM)
    if not selector.strip():
        raise _malformed(uri, "version, stage or alias is missing", _MODELS_FORM)
    if selector.isascii() and selector.isdecimal():
        return ModelsUri(first, version=selector, path=joined(path))
    if selector.lower() == "latest":
        return ModelsUri(first, path=joined(path))
    return ModelsUri(first, stage=selector, path=joined(path))


def _after_scheme(uri: str, scheme: str, form: str) -> str:
    if uri_scheme(uri) != scheme:
        raise _malformed(uri, f"it does not begin with {scheme}:/", form)
    rest = uri[len(scheme) + 1 :]
    if rest.startswith("//") and not rest.startswith("///"):
        raise _malformed(uri, f"{scheme}:// names a server; only {scheme}:/ is known", form)
    if not rest.startswith("/"):
        raise _malformed(uri, f"a slash is missing after {scheme}:", form)
    return rest.lstrip("/")


def _malformed(uri: str, problem: str, form: str) -> InvalidParameter:
    return InvalidParameter(f"Not a proper address {uri!r}: {problem}. It is written {form}.")
