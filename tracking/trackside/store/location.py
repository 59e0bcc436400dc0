"""Where a store lies: from what a user wrote to a database URL, an artifact root and a spool folder.

A store on this machine is a folder, ``.trackside/``::

    .trackside/
        trackside.db      the database
        artifacts/        files of runs
        spool/            metrics on their way into the database
        .gitignore        keeps all of it out of version control

A store on a database server has its artifacts where ``TRACKSIDE_ARTIFACT_ROOT`` says when it is
first used; one on a tracking server has them where the server says. The spools of this machine's
processes are then in the user's own folder for such state, so that whoever opens the store here
next finds what a dead process left.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlparse
from urllib.request import url2pathname

from trackside.errors import InvalidParameter, PermissionDenied, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = ".trackside"
DATABASE = "trackside.db"
ARTIFACT_ROOT_VARIABLE = "TRACKSIDE_ARTIFACT_ROOT"
TRACKING_URI_VARIABLES = ("TRACKSIDE_TRACKING_URI", "MLFLOW_TRACKING_URI")

# How the real mlflow names a store of ours; it tells the processes that it starts by a variable.
OWN_SCHEME = "trackside"
_DEFAULT_TO_MLFLOW = (f"{OWN_SCHEME}:", f"{OWN_SCHEME}://")

# Words that MLflow takes for stores and that are none here: no folders either.
_NOT_HERE = ("uc", "databricks-uc")
_SQL_SCHEMES = ("sqlite", "postgresql", "postgres", "mysql", "mariadb", "mssql")
_SERVER_SCHEMES = ("http", "https", "databricks")


@dataclass(frozen=True, slots=True)
class StoreLocation:
    """Where one store keeps things.

    ``url`` is SQLAlchemy's or that of a tracking server; ``artifact_root`` a URI without ``/`` at
    its end, which a tracking server's store does not use.
    """

    url: str
    artifact_root: str
    spool_folder: Path
    folder: Path | None = None

    @property
    def is_on_tracking_server(self) -> bool:
        """Whether the store is reached over HTTP."""
        return _scheme(self.url) in _SERVER_SCHEMES


def default_tracking_uri(environ: Mapping[str, str], working_directory: Path) -> str:
    """Return the store to use when nobody said: the environment's, else the nearest ``.trackside/`` upwards."""
    for variable in TRACKING_URI_VARIABLES:
        said = environ.get(variable)
        if said and said not in _DEFAULT_TO_MLFLOW:
            return said
    for folder in (working_directory, *working_directory.parents):
        if (folder / FOLDER).is_dir():
            return sqlite_url(folder / FOLDER / DATABASE)
    return sqlite_url(working_directory / FOLDER / DATABASE)


def sqlite_url(database: Path) -> str:
    """Return the URL of a SQLite file."""
    return f"sqlite:///{database.absolute().as_posix()}"


def locate(
    tracking_uri: str,
    working_directory: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> StoreLocation:
    """Work out where the store at ``tracking_uri`` lies.

    Takes a SQLAlchemy URL, a tracking server's, or a folder as path or ``file:`` URI, each also after
    ``trackside://``. Raises ``InvalidParameter`` for anything else, saying what is understood.
    """
    here = working_directory or Path.cwd()
    location = _located(tracking_uri, here)
    root = (os.environ if environ is None else environ).get(ARTIFACT_ROOT_VARIABLE)
    return replace(location, artifact_root=_as_uri(root, here)) if root else location


def _located(tracking_uri: str, here: Path) -> StoreLocation:
    scheme = _scheme(tracking_uri)
    if scheme == OWN_SCHEME:
        inner = tracking_uri.removeprefix(f"{OWN_SCHEME}://")
        return _located(inner or default_tracking_uri({}, here), here)
    dialect = scheme.split("+")[0]
    if dialect == "sqlite":
        return _sqlite_location(tracking_uri, here)
    if dialect in _SQL_SCHEMES:
        return _server_location(tracking_uri, here)
    if scheme in _SERVER_SCHEMES:
        return _server_location(tracking_uri.rstrip("/"), here)
    if scheme == "file":
        return _folder_location(Path(url2pathname(unquote(urlparse(tracking_uri).path))))
    if not scheme and tracking_uri not in _NOT_HERE:
        return _folder_location(here / tracking_uri)
    raise InvalidParameter(
        f"Cannot open the tracking URI {tracking_uri!r}: give a folder ('./runs'), a SQLite file "
        f"('sqlite:///runs.db'), a database URL ({', '.join(_SQL_SCHEMES[1:])}), a tracking server "
        "('http://host:5000') or 'databricks'."
    )


def _scheme(uri: str) -> str:
    if uri == "databricks":  # MLflow's word for the default profile, and no folder
        return uri
    return urlparse(uri).scheme if "://" in uri or uri.startswith("file:") else ""


def _as_uri(root: str, here: Path) -> str:
    """Return a root that may be written as a path, as a URI without a slash at its end."""
    is_uri = "://" in root or root.startswith("file:")
    return (root if is_uri else (here / root).resolve().as_uri()).rstrip("/")


def _server_location(url: str, here: Path) -> StoreLocation:
    from platformdirs import user_state_path

    # The same server by another password is the same store.
    without_user = re.sub(r"://[^/@]*@", "://", url)
    digest = hashlib.sha256(without_user.encode()).hexdigest()[:16]
    return StoreLocation(
        url,
        (here / FOLDER / "artifacts").as_uri(),
        user_state_path("trackside", appauthor=False) / "spool" / digest,
    )


def _sqlite_location(url: str, here: Path) -> StoreLocation:
    path = url.partition(":///")[2].partition("?")[0]
    if not path or path == ":memory:":
        digest = f"memory-{os.getpid()}"
        return StoreLocation(
            url,
            (here / FOLDER / "artifacts").as_uri(),
            here / FOLDER / "spool" / digest,
            here / FOLDER,
        )
    database = (here / path).resolve()
    if database.parent.name == FOLDER or database.name == DATABASE:
        return _folder_location(database.parent, database.name)
    beside = database.with_name(f"{database.stem}.trackside")
    return StoreLocation(
        sqlite_url(database), (beside / "artifacts").as_uri(), beside / "spool", beside
    )


def _folder_location(folder: Path, database: str = DATABASE) -> StoreLocation:
    folder = folder.resolve()
    return StoreLocation(
        sqlite_url(folder / database), (folder / "artifacts").as_uri(), folder / "spool", folder
    )


def prepare(location: StoreLocation) -> None:
    """Make the store's folder; raises ``PermissionDenied`` or ``StoreUnavailable`` if that is impossible.

    A folder that is made here stays out of version control; one that was there is the user's.
    """
    folder = location.folder
    if folder is None or folder.is_dir():
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n")
    except PermissionError as error:
        raise PermissionDenied(
            f"Cannot make the store's folder {str(folder)!r}: {error.strerror}. Choose another place with "
            "set_tracking_uri or TRACKSIDE_TRACKING_URI."
        ) from error
    except OSError as error:
        raise StoreUnavailable(
            f"Cannot make the store's folder {str(folder)!r}: {error.strerror or error}."
        ) from error
