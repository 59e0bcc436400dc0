"""Who is calling a server that stands alone: by token, or by user and password."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.auth.security import passwd_check

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tornado.web import RequestHandler


@dataclass(frozen=True, slots=True)
class Credentials:
    """What lets somebody in: a token, users with the hashes of their passwords, or (neither) being there."""

    token: str | None = None
    users: Mapping[str, str] | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has to say who they are."""
        return not self.token and not self.users

    def user_of(self, authorization: str) -> str | None:
        """Return whose an ``Authorization`` header is; None if it lets nobody in."""
        scheme, _, value = authorization.partition(" ")
        if scheme.lower() in ("bearer", "token") and self.token:
            is_right = hmac.compare_digest(value.strip().encode(), self.token.encode())
            return "token" if is_right else None
        if scheme.lower() == "basic" and self.users:
            name, password = _name_and_password(value.strip())
            hashed = self.users.get(name)
            return name if hashed and passwd_check(hashed, password) else None  # type: ignore[no-untyped-call]
        return None


def read_users(path: Path) -> dict[str, str]:
    """Read a file of lines ``name:hash``, the hashes as ``trackside server-password`` prints them.

    Raises ``InvalidParameter`` for a file that cannot be read or a line that is none.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidParameter(f"Cannot read the users in {str(path)!r}: {error}.") from error
    users = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, hashed = line.strip().partition(":")
        if not (name and colon and hashed):
            raise InvalidParameter(
                f"Line {number} of {str(path)!r} is not 'name:hash'; `trackside server-password` prints such a line."
            )
        users[name] = hashed
    return users


def _name_and_password(encoded: str) -> tuple[str, str]:
    try:
        name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password


class Doorkeeper(IdentityProvider):
    """Jupyter's way to ask who somebody is, answered by our credentials."""

    def __init__(self, credentials: Credentials, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._credentials = credentials

    def get_user(self, handler: Any) -> User | None:
        """Return the caller; a browser's cookie means nothing here, so there is nothing to forge."""
        if self._credentials.is_open:
            return User("anonymous")
        name = self._credentials.user_of(handler.request.headers.get("Authorization", ""))
        if name is None:
            return None
        handler._token_authenticated = True  # noqa: SLF001 (where Jupyter's own providers note it)
        return User(name)

    def is_token_authenticated(self, handler: Any) -> bool:
        """Say whether the caller sent credentials, which no page of another site can."""
        return getattr(handler, "_token_authenticated", False)

    def should_check_origin(self, handler: RequestHandler) -> bool:
        """Say whether another site's page might be speaking."""
        return not self.is_token_authenticated(handler)
