"""Where a tracking server is and who asks: from the tracking URI, the environment and Databricks' profiles.

MLflow's variables count; ``TRACKSIDE_TRACKING_TOKEN`` goes before ``MLFLOW_TRACKING_TOKEN``.
"""

from __future__ import annotations

import base64
import configparser
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN_VARIABLES = ("TRACKSIDE_TRACKING_TOKEN", "MLFLOW_TRACKING_TOKEN")
USER_VARIABLE, PASSWORD_VARIABLE = "MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD"
DATABRICKS = "databricks"
_PROFILE_FILE = "DATABRICKS_CONFIG_FILE"


@dataclass(frozen=True, slots=True)
class Address:
    """A server: its base URL without credentials and closing slash, and what to ask with.

    ``authorization`` is the header's value, None to ask as nobody.
    """

    base_url: str
    authorization: str | None = field(default=None, repr=False)


def is_databricks(tracking_uri: str) -> bool:
    """Say whether this is ``databricks`` or ``databricks://<profile>``."""
    return tracking_uri == DATABRICKS or tracking_uri.startswith(f"{DATABRICKS}://")


def address_of(tracking_uri: str, environ: Mapping[str, str] = os.environ) -> Address:
    """Return the server that a tracking URI means; raises ``InvalidParameter`` for one that names none."""
    if is_databricks(tracking_uri):
        return _databricks_address(tracking_uri, environ)
    parts = urlsplit(tracking_uri)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if not parts.hostname or port == -1 or parts.query or parts.fragment:
        raise InvalidParameter(
            f"Cannot open the tracking URI {shown(tracking_uri)!r}: a tracking server is given as "
            "'http://host:port' or 'https://host/path'; a token goes into MLFLOW_TRACKING_TOKEN."
        )
    base_url = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"
    if parts.username is not None:
        return Address(base_url, _basic(unquote(parts.username), unquote(parts.password or "")))
    return Address(base_url, _from_environment(environ))


def shown(tracking_uri: str) -> str:
    """Return a tracking URI as it may be shown: without user, password and query."""
    scheme, separator, rest = tracking_uri.partition("://")
    place = rest.partition("?")[0].partition("#")[0]
    host, slash, path = place.partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}".rstrip("/")


def _from_environment(environ: Mapping[str, str]) -> str | None:
    for variable in TOKEN_VARIABLES[:1]:
        if environ.get(variable):
            return f"Bearer {environ[variable]}"
    user, password = environ.get(USER_VARIABLE), environ.get(PASSWORD_VARIABLE)
    if user and password:
        return _basic(user, password)
    token = environ.get(TOKEN_VARIABLES[1])
    return f"Bearer {token}" if token else None


def _basic(user: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"


def _databricks_address(tracking_uri: str, environ: Mapping[str, str]) -> Address:
    profile = tracking_uri.removeprefix(DATABRICKS).removeprefix("://").rstrip("/")
    host, token = environ.get("DATABRICKS_HOST"), environ.get("DATABRICKS_TOKEN")
    if not profile and host and token:
        return Address(_host_url(host), f"Bearer {token}")
    name = profile or environ.get("DATABRICKS_CONFIG_PROFILE") or "DEFAULT"
    path = Path(environ.get(_PROFILE_FILE) or "~/.databrickscfg").expanduser()
    fields = _profile(path, name)
    authorization = None
    if fields.get("token"):
        authorization = f"Bearer {fields['token']}"
    elif fields.get("username") and fields.get("password"):
        authorization = _basic(fields["username"], fields["password"])
    if not fields.get("host") or authorization is None:
        raise InvalidParameter(
            f"Cannot open the tracking URI {tracking_uri!r}: the profile {name!r} in '{path}' does not give host "
            "and token. Run `databricks configure`, or set DATABRICKS_HOST and DATABRICKS_TOKEN."
        )
    return Address(_host_url(fields["host"]), authorization)


def _profile(path: Path, name: str) -> Mapping[str, str]:
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read(path, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError, OSError) as error:
        # (The parser's own message would show the line, and a token in it.)
        raise InvalidParameter(
            f"The profile file '{path}' cannot be read ({type(error).__name__}). It holds sections "
            "such as [DEFAULT] with the lines 'host = https://...' and 'token = ...'."
        ) from None
    if name == parser.default_section:
        return parser.defaults()
    return dict(parser[name]) if parser.has_section(name) else {}


def _host_url(host: str) -> str:
    return (host if "://" in host else f"https://{host}").rstrip("/")
