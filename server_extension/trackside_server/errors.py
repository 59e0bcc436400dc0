"""From an exception to what the client reads: the one place that knows both sides."""

from __future__ import annotations

from dataclasses import dataclass

from tornado.web import HTTPError

from trackside.errors import TracksideException

_CODES = {
    400: "INVALID_PARAMETER_VALUE",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "ENDPOINT_NOT_FOUND",
    405: "BAD_REQUEST",
}
_REASONS = {
    401: "Log in first.",
    403: "You may not do this: log in, or ask for the right to.",
    404: "There is no such route.",
    405: "This route does not know the verb.",
}


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """An HTTP status and the ``IWireError`` that goes with it."""

    status: int
    error_code: str
    message: str

    def to_wire(self) -> dict[str, str]:
        """Return the body."""
        return {"error_code": self.error_code, "message": self.message}


def error_answer(error: BaseException | None, status: int) -> ErrorAnswer:
    """Say how to answer ``error``; ``status`` is what tornado would answer."""
    if isinstance(error, TracksideException):
        return ErrorAnswer(error.get_http_status_code(), error.error_code, error.message)
    message = getattr(error, "log_message", None) if isinstance(error, HTTPError) else None
    return ErrorAnswer(
        status,
        _CODES.get(status, "INTERNAL_ERROR"),
        message or _REASONS.get(status, "Trackside failed; the Jupyter server's log says why."),
    )
