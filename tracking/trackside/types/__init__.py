"""What a model takes and returns, in MLflow's words: types, columns, tensors, parameters.

The JSON that these values read and write is the one inside an ``MLmodel`` file.
"""

from trackside.types.datatypes import AnyType, Array, DataType, Map, Object, Property
from trackside.types.params import ParamSchema, ParamSpec
from trackside.types.schema import ColSpec, Schema, TensorSpec

__all__ = [
    "AnyType",
    "Array",
    "ColSpec",
    "DataType",
    "Map",
    "Object",
    "ParamSchema",
    "ParamSpec",
    "Property",
    "Schema",
    "TensorSpec",
]
