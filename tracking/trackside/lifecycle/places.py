"""Where artifacts of a store lie when the store is put up somewhere else. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.artifacts.local_uri import path_from_uri, uri_scheme
from trackside.store.sql.tables import experiments, logged_models, model_versions, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Table

    from trackside.store.sql.whole import Rows


def place_of_run(run: Mapping[str, Any], locations: Mapping[int, str]) -> str:
    """Return ``<experiment id>/<run id>/artifacts``, where a backup keeps the files of a run."""
    usual = f"{run['run_id']}/artifacts"
    return _place(run["experiment_id"], run["artifact_uri"], usual, locations)


def place_of_model(model: Mapping[str, Any], locations: Mapping[int, str]) -> str:
    """Return ``<experiment id>/models/<model id>/artifacts``, likewise for a logged model."""
    usual = f"models/{model['model_id']}/artifacts"
    return _place(model["experiment_id"], model["artifact_location"], usual, locations)


def locations_in(rows: Rows) -> dict[int, str]:
    """Return the artifact location of each experiment by its id."""
    return {row["id"]: row["artifact_location"].rstrip("/") for row in rows.of(experiments)}


class Relocated:
    """Rows whose artifacts lie below ``root``, each where a backup keeps it."""

    def __init__(self, rows: Rows, root: str) -> None:
        self._rows = rows
        self._root = root
        self._locations = locations_in(rows)

    def of(self, table: Table) -> Iterator[dict[str, Any]]:
        """Give the rows of a table with their new addresses."""
        for row in self._rows.of(table):
            if table is experiments:
                row["artifact_location"] = f"{self._root}/{row['id']}"
            elif table is runs:
                row["artifact_uri"] = f"{self._root}/{place_of_run(row, self._locations)}"
            elif table is logged_models:
                row["artifact_location"] = f"{self._root}/{place_of_model(row, self._locations)}"
            elif table is model_versions:
                row["source"] = self._moved(row["source"])
            yield row

    def _moved(self, source: str) -> str:
        """Return the new address of what a version was made from; what lies elsewhere stays there."""
        for number, location in self._locations.items():
            for beginning in (location, _as_path(location)):
                if beginning and source.startswith(f"{beginning}/"):
                    return f"{self._root}/{number}/{source[len(beginning) + 1 :]}"
        return source


def _place(number: int, uri: str, usual: str, locations: Mapping[int, str]) -> str:
    beginning = f"{locations[number]}/"
    inside = uri[len(beginning) :] if uri.startswith(beginning) else usual
    return f"{number}/{inside}"


def _as_path(location: str) -> str | None:
    return path_from_uri(location).as_posix() if uri_scheme(location) == "file" else None
