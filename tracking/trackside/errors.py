"""The one tree of errors; each carries MLflow's error code and the HTTP status that goes with it.

::

    TracksideException (= MlflowException)      INTERNAL_ERROR                500
    +-- InvalidParameter                        INVALID_PARAMETER_VALUE       400
    |   +-- ActiveRunExists                     INVALID_PARAMETER_VALUE       400
    +-- NotFound                                RESOURCE_DOES_NOT_EXIST       404
    +-- AlreadyExists                           RESOURCE_ALREADY_EXISTS       400
    +-- PermissionDenied                        PERMISSION_DENIED             403
    +-- NotImplementedHere                      NOT_IMPLEMENTED               501
    +-- StoreUnavailable                        TEMPORARILY_UNAVAILABLE       503
    +-- StoreCorrupt                            DATA_LOSS                     500

A message says what was wrong, with the value in hand, and what to do about it.
Codes and statuses: ``mlflow.protos.databricks_pb2`` and ``mlflow.exceptions``.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar

HTTP_STATUS_BY_CODE = {
    "INTERNAL_ERROR": 500,
    "INVALID_STATE": 500,
    "DATA_LOSS": 500,
    "NOT_IMPLEMENTED": 501,
    "TEMPORARILY_UNAVAILABLE": 503,
    "DEADLINE_EXCEEDED": 504,
    "REQUEST_LIMIT_EXCEEDED": 429,
    "RESOURCE_EXHAUSTED": 429,
    "CANCELLED": 499,
    "ABORTED": 409,
    "RESOURCE_CONFLICT": 409,
    "ALREADY_EXISTS": 409,
    "NOT_FOUND": 404,
    "ENDPOINT_NOT_FOUND": 404,
    "RESOURCE_DOES_NOT_EXIST": 404,
    "PERMISSION_DENIED": 403,
    "CUSTOMER_UNAUTHORIZED": 401,
    "UNAUTHENTICATED": 401,
    "BAD_REQUEST": 400,
    "RESOURCE_ALREADY_EXISTS": 400,
    "INVALID_PARAMETER_VALUE": 400,
}


class TracksideException(Exception):
    """Root of everything that Trackside raises."""

    default_code: ClassVar[str] = "INTERNAL_ERROR"

    def __init__(self, message: object, error_code: str | None = None, **json_kwargs: Any) -> None:
        self.message = str(message)
        self.error_code = error_code or self.default_code
        self.json_kwargs = json_kwargs
        super().__init__(self.message)

    @classmethod
    def invalid_parameter_value(cls, message: str, **kwargs: Any) -> TracksideException:
        """Build an error with code ``INVALID_PARAMETER_VALUE``."""
        return cls(message, error_code="INVALID_PARAMETER_VALUE", **kwargs)

    def get_http_status_code(self) -> int:
        """Return the HTTP status that belongs to the error code."""
        return HTTP_STATUS_BY_CODE.get(self.error_code, 500)

    def serialize_as_json(self) -> str:
        """Return the error as MLflow's wire writes it."""
        return json.dumps(
            {"error_code": self.error_code, "message": self.message, **self.json_kwargs}
        )


class InvalidParameter(TracksideException):
    """A value that the caller gave cannot be accepted."""

    default_code = "INVALID_PARAMETER_VALUE"


class ActiveRunExists(InvalidParameter):
    """A run is already active where only one can be."""


class NotFound(TracksideException):
    """The thing asked for does not exist."""

    default_code = "RESOURCE_DOES_NOT_EXIST"


class AlreadyExists(TracksideException):
    """The thing to be made is there already."""

    default_code = "RESOURCE_ALREADY_EXISTS"


class PermissionDenied(TracksideException):
    """The caller may not do this, or the file system refuses it."""

    default_code = "PERMISSION_DENIED"


class NotImplementedHere(TracksideException):
    """MLflow has this and Trackside does not; the message points to the real package."""

    default_code = "NOT_IMPLEMENTED"


class StoreUnavailable(TracksideException):
    """The store cannot be reached or written right now: locked, disk full, away."""

    default_code = "TEMPORARILY_UNAVAILABLE"


class StoreCorrupt(TracksideException):
    """The store's file is damaged or is not a Trackside store."""

    default_code = "DATA_LOSS"
