"""Where the files of a new version lie, if its source names another thing of the store.

The version notes the place itself: it outlives the logged model, and the version, that it is made
of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackside.errors import InvalidParameter
from trackside.store.sql.logged_model_rows import find_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Row


@dataclass(frozen=True, slots=True)
class Source:
    """The place of a version's files, the run that made them, and the logged model they are."""

    uri: str
    run_id: str | None
    model_id: str | None


def source_of(
    connection: Connection,
    given: Source,
    find_version: Callable[[Connection, str, str], Row[tuple[object, ...]]],
) -> Source:
    """Return the source that is meant by ``models:/<model_id>`` or ``models:/<name>/<version>``.

    Any other one means itself. Run and model that were given stay; else they are those of what is
    named. Raises ``NotFound`` if there is no such thing.
    """
    if not given.uri.startswith("models:"):
        return given
    # Late: only a version of such a source needs to know how these addresses are written.
    from trackside.artifacts.uris import parse_models_uri

    asked = parse_models_uri(given.uri)
    if asked.model_id is not None:
        model = find_model(connection, asked.model_id)
        found = Source(model.artifact_location, model.source_run_id, model.model_id)
    elif asked.version is not None:
        version = find_version(connection, asked.name, asked.version)
        found = Source(version.source, version.run_id, version.model_id)
    else:
        raise InvalidParameter(
            f"The source {given.uri!r} may come to mean another version; name one by its number, "
            "models:/<name>/<version>."
        )
    uri = f"{found.uri}/{asked.path}" if asked.path else found.uri
    return Source(uri, given.run_id or found.run_id, given.model_id or found.model_id)
