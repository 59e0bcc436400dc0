"""What a store accepts of datasets and logged models: MLflow's limits and the checks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.entities import DatasetInput, InputTag, LoggedModelStatus
from trackside.errors import InvalidParameter
from trackside.store.limits import (
    MAX_KEY,
    MAX_REGISTRY_TAG_VALUE,
    at_most,
    checked_int64,
    shortened,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import Dataset, LoggedModelInput, LoggedModelOutput, Metric

# Characters, by the field of a dataset.
DATASET_LIMITS: Mapping[str, int] = {
    "name": 500,
    "digest": 36,
    "source_type": 36,
    "source": 65_535,
    "schema": 1_048_575,
    "profile": 16_777_215,
}
_OPTIONAL = ("schema", "profile")
MAX_DATASETS_A_CALL = 1000
MAX_INPUT_TAG_KEY = 255
MAX_INPUT_TAG_VALUE = 500
MAX_MODEL_ID = 64
MAX_LOGGED_MODEL_NAME = 500
_SEARCH_FIELDS = ("dataset_name", "dataset_digest")
_NOT_IN_NAMES = ("/", ":", ".", "%", '"', "'")


def checked_dataset_inputs(inputs: Sequence[DatasetInput] | None) -> list[DatasetInput]:
    """Check datasets with their tags; of those with one name and digest the first counts."""
    given = list(inputs or ())
    if len(given) > MAX_DATASETS_A_CALL:
        raise InvalidParameter(
            f"A call logs at most {MAX_DATASETS_A_CALL} datasets, not {len(given)}; log them in several calls."
        )
    found: dict[tuple[str, str], DatasetInput] = {}
    for each in given:
        dataset = _checked_dataset(each.dataset)
        found.setdefault(
            (dataset.name, dataset.digest),
            DatasetInput(dataset, [_checked_input_tag(tag) for tag in each.tags]),
        )
    return list(found.values())


def _checked_dataset(dataset: Dataset | None) -> Dataset:
    if dataset is None:
        raise InvalidParameter("Dataset cannot be None")
    for field, limit in DATASET_LIMITS.items():
        value = getattr(dataset, field)
        if value is None and field in _OPTIONAL:
            continue
        if not isinstance(value, str):
            raise InvalidParameter(f"Dataset {field} must be a string, not {shortened(value)}.")
        at_most(value, limit, f"Dataset {field}")
    return dataset


def _checked_input_tag(tag: InputTag) -> InputTag:
    if tag.key is None or tag.value is None:
        raise InvalidParameter(f"The tag of an input has a key and a value, not {tag!r}.")
    key, value = str(tag.key), str(tag.value)
    return InputTag(
        at_most(key, MAX_INPUT_TAG_KEY, "Key of an input's tag"),
        at_most(value, MAX_INPUT_TAG_VALUE, f"Value of the input's tag {shortened(key)}"),
    )


def checked_model_inputs(models: Sequence[LoggedModelInput] | None) -> list[str]:
    """Return the ids of models that went in, each once."""
    return list(dict.fromkeys(checked_model_id(model.model_id) for model in models or ()))


def checked_model_outputs(models: Sequence[LoggedModelOutput] | None) -> dict[str, int]:
    """Return the steps of models that came out by their ids; the last one given counts."""
    return {
        checked_model_id(model.model_id): checked_int64(model.step, "step of a model")
        for model in models or ()
    }


def checked_model_id(model_id: object) -> str:
    """Check the id of a logged model."""
    if not isinstance(model_id, str) or not model_id:
        raise InvalidParameter(
            f"`model_id` must be a non-empty string, but got {shortened(model_id)}"
        )
    return at_most(model_id, MAX_MODEL_ID, "Model id")


def checked_measurement(metric: Metric) -> Metric:
    """Check which model and dataset a metric says that it is of."""
    checked_model_id(metric.model_id)
    for field in ("name", "digest"):
        value = getattr(metric, f"dataset_{field}")
        if value is not None:
            at_most(str(value), DATASET_LIMITS[field], f"Dataset {field}")
    return metric


def checked_logged_model_name(name: object) -> str:
    """Check the name of a logged model, which is part of addresses."""
    if not isinstance(name, str) or not name or any(sign in name for sign in _NOT_IN_NAMES):
        raise InvalidParameter(
            f"Invalid model name ({shortened(name)}) provided. Model name must be a non-empty string and cannot "
            f"contain the following characters: {_NOT_IN_NAMES}"
        )
    return at_most(name, MAX_LOGGED_MODEL_NAME, "Model name")


def checked_search_dataset(dataset: Mapping[str, str]) -> dict[str, str]:
    """Check a dataset that a search for logged models is restricted to."""
    if not hasattr(dataset, "items") or not dataset.get("dataset_name"):
        raise InvalidParameter(
            f"`dataset_name` in the `datasets` clause must be specified, got {dataset!r}."
        )
    unknown = [field for field in dataset if field not in _SEARCH_FIELDS]
    if unknown:
        raise InvalidParameter(
            f"A dataset of a search has no field {unknown[0]!r}; its fields are dataset_name, dataset_digest."
        )
    return {field: str(value) for field, value in dataset.items() if value is not None}


def checked_texts(values: Mapping[str, Any] | None, what: str) -> dict[str, str]:
    """Check params or tags of a logged model, whose keys may be any text; ``what`` says which."""
    checked = {str(key): str(value) for key, value in (values or {}).items()}
    for key, value in checked.items():
        at_most(key, MAX_KEY, f"{what.capitalize()} name")
        at_most(value, MAX_REGISTRY_TAG_VALUE, f"Value of {what} {shortened(key)}")
    return checked


def checked_model_status(status: object) -> LoggedModelStatus:
    """Return the status of a logged model given by name."""
    try:
        return LoggedModelStatus(str(status))
    except ValueError:
        known = ", ".join(LoggedModelStatus)
        raise InvalidParameter(
            f"{shortened(status)} is not a valid LoggedModelStatus; valid are {known}."
        ) from None
