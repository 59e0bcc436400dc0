"""What a model takes and returns, and how to read that off example data."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trackside.errors import InvalidParameter
from trackside.types.datatypes import AnyType
from trackside.types.infer import infer_param_schema, infer_schema
from trackside.types.params import ParamSchema
from trackside.types.schema import ColSpec, Schema

if TYPE_CHECKING:
    from collections.abc import Mapping

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelSignature:
    """The schemas of a model's input, output and prediction parameters; at least one is given."""

    inputs: Schema | None = None
    outputs: Schema | None = None
    params: ParamSchema | None = None

    def __post_init__(self) -> None:
        kinds = {"inputs": Schema, "outputs": Schema, "params": ParamSchema}
        for name, kind in kinds.items():
            value = getattr(self, name)
            if value is not None and not isinstance(value, kind):
                raise InvalidParameter(
                    f"{name} must be a {kind.__name__}, got {value!r}; "
                    "infer_signature() reads one off example data"
                )
        if self.inputs is None and self.outputs is None and self.params is None:
            raise InvalidParameter("a signature needs inputs, outputs or params; all are None")

    def to_dict(self) -> dict[str, str | None]:
        """Return the JSON text of each schema, as an ``MLmodel`` file holds them."""
        return {
            "inputs": self.inputs.to_json() if self.inputs else None,
            "outputs": self.outputs.to_json() if self.outputs else None,
            "params": self.params.to_json() if self.params else None,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ModelSignature | None:
        """Read a signature; None if all of its parts are empty, ``InvalidParameter`` if it is none."""
        inputs, outputs, params = (data.get(key) for key in ("inputs", "outputs", "params"))
        if not (inputs or outputs or params):
            return None
        return cls(
            Schema.from_json(inputs) if inputs else None,
            Schema.from_json(outputs) if outputs else None,
            ParamSchema.from_json(params) if params else None,
        )


def infer_signature(
    model_input: Any = None,
    model_output: Any = None,
    params: Mapping[str, Any] | None = None,
) -> ModelSignature:
    """Return the signature of a model that takes and returns data like this.

    Tables, series, numpy arrays, scipy matrices, lists, dictionaries and single values are
    understood; ``params`` maps names to defaults. A column with nulls in the example is optional:
    integers that may be missing are best given as floats. Data whose type cannot be told is
    logged as a warning and accepted as anything; a parameter that cannot raises
    ``InvalidParameter``.

    >>> infer_signature([1.5], ["yes"]).inputs
    [ColSpec(type=double, name=None, required=True)]
    """
    return ModelSignature(
        None if model_input is None else _schema_or_any(model_input, "input"),
        None if model_output is None else _schema_or_any(model_output, "output"),
        infer_param_schema(params) if params else None,
    )


def as_signature(given: Any) -> ModelSignature:
    """Return a signature from ours or the real MLflow's; ``InvalidParameter`` for anything else."""
    if isinstance(given, ModelSignature):
        return given
    if type(given).__name__ == "ModelSignature" and hasattr(given, "to_dict"):
        found = ModelSignature.from_dict(given.to_dict())
        if found is not None:
            return found
    raise InvalidParameter(
        f"a signature is what infer_signature() returns, or False for none; got {given!r}"
    )


def set_signature(model_uri: str, signature: ModelSignature) -> None:
    """Give a model that was saved or logged before another signature.

    ``model_uri`` is a directory or ``runs:/<run_id>/<path>``. A registered version is not to be
    changed: ``InvalidParameter``.
    """
    from trackside.models.resign import replace_signature

    replace_signature(model_uri, signature)


def _schema_or_any(data: Any, role: str) -> Schema:
    try:
        return infer_schema(data)
    except InvalidParameter as error:
        _log.warning("The model's %s is accepted unchecked: %s", role, error.message)
        return Schema([ColSpec(AnyType())])
