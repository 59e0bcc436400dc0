"""Models as MLflow lays them out: a directory with an ``MLmodel`` file, readable by both.

Reading a model's description never runs code; only a flavor's ``load_model`` unpickles.
"""

from typing import TYPE_CHECKING, NoReturn

from trackside.models.info import ModelInfo, get_model_info
from trackside.models.model import MLMODEL_FILE_NAME, Model
from trackside.models.signature import ModelSignature, infer_signature, set_signature

__all__ = [
    "MLMODEL_FILE_NAME",
    "Model",
    "ModelInfo",
    "ModelSignature",
    "get_model_info",
    "infer_signature",
    "set_signature",
]


if not TYPE_CHECKING:  # which would take any name for a present one

    def __getattr__(name: str) -> NoReturn:
        from trackside.missing import explained

        raise AttributeError(explained(name, __name__), name=name)
