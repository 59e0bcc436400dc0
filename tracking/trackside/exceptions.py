"""The errors under the module path and names that MLflow code imports them by."""

from trackside.errors import (
    ActiveRunExists,
    AlreadyExists,
    InvalidParameter,
    NotFound,
    NotImplementedHere,
    PermissionDenied,
    StoreCorrupt,
    StoreUnavailable,
    TracksideException,
)
from trackside.errors import TracksideException as MlflowException

# Under MLflow what a server refused; here an error is the same wherever the store is.
RestException = MlflowException

__all__ = [
    "ActiveRunExists",
    "AlreadyExists",
    "InvalidParameter",
    "MlflowException",
    "NotFound",
    "NotImplementedHere",
    "PermissionDenied",
    "RestException",
    "StoreCorrupt",
    "StoreUnavailable",
    "TracksideException",
]
