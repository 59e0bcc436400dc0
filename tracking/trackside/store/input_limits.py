"""What a store accepts as inputs and outputs of runs: MLflow's limits and the checks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.entities import DatasetInput, InputTag
from trackside.errors import InvalidParameter
from trackside.store.limits import at_most, checked_int64, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import Dataset, LoggedModelInput, LoggedModelOutput

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
