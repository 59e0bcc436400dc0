"""What a store accepts: MLflow's limits and the checks for them (``mlflow.utils.validation``).

Each check returns the value as it is to be stored, or raises ``InvalidParameter`` with the value,
the limit and the way out.
"""

from __future__ import annotations

import math
import os
import posixpath
import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trackside.entities import Metric, Param, RunStatus, RunTag
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_KEY = 250
MAX_PARAM_VALUE = 6000
MAX_TAG_VALUE = 8000
MAX_EXPERIMENT_NAME = 500
MAX_EXPERIMENT_TAG_VALUE = 20_000
MAX_REGISTRY_TAG_VALUE = 100_000
MAX_ALIAS = 255
MAX_MODEL_NAME = 256
MAX_INT64 = 2**63 - 1

_RUN_ID = re.compile(r"[a-zA-Z0-9][\w\-]{0,255}")
_KEY = re.compile(r"[/\w.\- :]+")
_ALIAS = re.compile(r"[\w\-]+")
_VERSION_ALIAS = re.compile(r"v\d+", re.IGNORECASE)
_SHOWN = 60


def shortened(value: object) -> str:
    """Return a value as a message shows it."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def checked_run_id(run_id: str) -> str:
    """Check a run id that a caller brings along."""
    if not isinstance(run_id, str) or not _RUN_ID.fullmatch(run_id):
        raise InvalidParameter(
            f"Invalid run ID: {shortened(run_id)}. It starts with a letter or digit and holds up to 256 "
            "letters, digits, '_' and '-'."
        )
    return run_id


def checked_experiment_id(experiment_id: object) -> int:
    """Return the number of an experiment id."""
    text = str(experiment_id)
    if not text.isascii() or not text.isdigit() or int(text) > MAX_INT64:
        raise InvalidParameter(
            f"Invalid experiment ID: {shortened(experiment_id)}. Experiment IDs are numbers such as '0'; "
            "to go by name use get_experiment_by_name."
        )
    return int(text)


def checked_experiment_name(name: object) -> str:
    """Check the name of an experiment."""
    if not isinstance(name, str) or not name:
        raise InvalidParameter(
            f"Invalid experiment name: {shortened(name)}. Give a string that is not empty."
        )
    return at_most(name, MAX_EXPERIMENT_NAME, "Experiment name")


def checked_run_name(name: object) -> str:
    """Check the name of a run."""
    if not isinstance(name, str):
        raise InvalidParameter(f"Invalid run name: {shortened(name)}. Give a string.")
    return at_most(name, MAX_EXPERIMENT_NAME, "Run name")


def checked_key(key: object, what: str) -> str:
    """Check the name of a param, metric or tag; ``what`` says which in the message."""
    if not isinstance(key, str):
        raise InvalidParameter(f"Invalid {what} name: {shortened(key)}. Give a string.")
    return _checked_text_key(key, what)


@lru_cache(maxsize=4096)
def _checked_text_key(key: str, what: str) -> str:
    """Check a key that is a text: a batch holds the same few a thousand times."""
    if not _KEY.fullmatch(key):
        raise InvalidParameter(
            f"Invalid {what} name: {shortened(key)}. Names may only contain alphanumerics, underscores (_), "
            "dashes (-), periods (.), spaces ( ), colons(:) and slashes (/)."
        )
    if posixpath.normpath(key) != key or key == "." or key.startswith(("..", "/")):
        raise InvalidParameter(
            f"Invalid {what} name: {shortened(key)}. Names may be treated as file paths and must not "
            f"resolve to another one; {posixpath.normpath(key)!r} would be unambiguous."
        )
    return at_most(key, MAX_KEY, f"{what.capitalize()} name")


def checked_param(key: object, value: object) -> Param:
    """Check a param; a value over the limit is cut as MLflow cuts it."""
    name = checked_key(key, "param")
    return Param(name, _cut(str(value), MAX_PARAM_VALUE, f"param {name!r}"))


def checked_tag(key: object, value: object) -> RunTag:
    """Check a tag of a run; a value over the limit is cut as MLflow cuts it."""
    name = checked_key(key, "tag")
    return RunTag(name, _cut(str(value), MAX_TAG_VALUE, f"tag {name!r}"))


def checked_tags(tags: Mapping[str, Any] | None, limit: int, what: str) -> dict[str, str]:
    """Check tags of an experiment or a registered model, which are refused rather than cut."""
    checked = {checked_key(key, "tag"): str(value) for key, value in (tags or {}).items()}
    for key, value in checked.items():
        at_most(value, limit, f"Value of {what} tag {key!r}")
    return checked


def checked_value(key: str, value: object) -> float:
    """Return a metric value as a float; NaN and infinities are values like any other.

    Takes what ``float()`` takes: also ``'1.5'``, booleans and arrays of one element.
    """
    try:
        # An array of one element is a number to MLflow, and no longer one to float().
        is_single = getattr(value, "size", None) == 1 and hasattr(value, "item")
        number: Any = value.item() if is_single else value  # type: ignore[attr-defined]
        return float(number)
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidParameter(
            f"Got invalid value {shortened(value)} for metric {key!r}. Please specify value as a valid "
            "double (64-bit floating point)."
        ) from error


def checked_int64(value: object, what: str, of: str = "") -> int:
    """Return a step or timestamp as an integer of 64 bits; ``what`` it is ``of`` what goes into messages."""
    if type(value) is int and -MAX_INT64 - 1 <= value <= MAX_INT64:
        return value
    what = f"{what} {of!r}" if of else what
    try:
        number = int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidParameter(
            f"Got invalid {what} {shortened(value)}. Please specify it as a valid long (64-bit integer)."
        ) from error
    if not -MAX_INT64 - 1 <= number <= MAX_INT64 or (
        isinstance(value, float) and not math.isfinite(value)
    ):
        raise InvalidParameter(
            f"Got invalid {what} {shortened(value)}: it does not fit into 64 bits."
        )
    return int(number)


def checked_metric(key: object, value: object, timestamp: object, step: object) -> Metric:
    """Check a metric point; ``timestamp`` in epoch milliseconds, not negative."""
    name = checked_key(key, "metric")
    at = checked_int64(timestamp, "timestamp of metric", name)
    if at < 0:
        raise InvalidParameter(
            f"Got invalid timestamp {at} for metric {name!r}. Timestamp must be a nonnegative long "
            "(64-bit integer): milliseconds since 1970."
        )
    return Metric(name, checked_value(name, value), at, checked_int64(step, "step of metric", name))


def checked_status(status: object) -> str:
    """Return the name of a run status given by name or number."""
    try:
        return RunStatus.to_string(
            status if isinstance(status, int) else RunStatus.from_string(str(status))
        )
    except ValueError as error:
        raise InvalidParameter(str(error)) from error


def unique_params(params: Sequence[Param]) -> dict[str, str]:
    """Return params by key; a key given twice is an error, since which one would hold?"""
    by_key: dict[str, str] = {}
    for param in params:
        if param.key in by_key:
            raise InvalidParameter(
                f"Duplicate parameter keys have been submitted: [{param.key!r}]. Please ensure the request "
                "contains only one param value per param key."
            )
        by_key[param.key] = param.value
    return by_key


def checked_model_name(name: object) -> str:
    """Check the name of a registered model."""
    if not isinstance(name, str) or not name.strip():
        raise InvalidParameter("Registered model name cannot be empty.")
    if "/" in name or ":" in name:
        raise InvalidParameter(
            f"Invalid name: {shortened(name)}. Registered model name cannot contain '/' or ':', which "
            "separate name, version and alias in a 'models:/' URI."
        )
    return at_most(name, MAX_MODEL_NAME, "Registered model name")


def checked_version(version: object) -> int:
    """Return the number of a model version."""
    try:
        number = int(version)  # type: ignore[call-overload]
    except (TypeError, ValueError) as error:
        raise InvalidParameter(
            f"Parameter 'version' must be an integer, got {shortened(version)}."
        ) from error
    return int(number)


def checked_alias(alias: object) -> str:
    """Check a model alias: a word that cannot be taken for a version."""
    if not isinstance(alias, str) or not _ALIAS.fullmatch(alias):
        raise InvalidParameter(
            f"Invalid alias name: {shortened(alias)}. Names may only contain alphanumerics, underscores (_) "
            "and dashes (-)."
        )
    if alias.lower() == "latest" or _VERSION_ALIAS.fullmatch(alias):
        raise InvalidParameter(
            f"Invalid alias name: {alias!r}. 'latest' and names like 'v1' stand for versions; choose another."
        )
    return at_most(alias, MAX_ALIAS, "Model alias")


def at_most(text: str, limit: int, what: str) -> str:
    """Return a text of at most ``limit`` characters; ``what`` names it in the message."""
    if len(text) > limit:
        raise InvalidParameter(
            f"{what} {shortened(text)} exceeds the maximum length of {limit} characters: it has {len(text)}."
        )
    return text


def _cut(text: str, limit: int, what: str) -> str:
    if len(text) <= limit:
        return text
    if os.environ.get("MLFLOW_TRUNCATE_LONG_VALUES", "true").lower() not in ("true", "1"):
        raise InvalidParameter(
            f"Value of {what} has {len(text)} characters, over the limit of {limit}. Log it as an artifact "
            "(log_text, log_dict)."
        )
    warnings.warn(
        f"Value of {what} has {len(text)} characters and was cut to {limit}. Log it as an artifact "
        "(log_text, log_dict) to keep all of it.",
        stacklevel=2,
    )
    return text[:limit]
