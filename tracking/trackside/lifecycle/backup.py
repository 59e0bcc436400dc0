"""A store out into a folder and back into any database."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackside.artifacts.local import LocalArtifactRepository
from trackside.artifacts.local_uri import path_from_uri, uri_scheme
from trackside.artifacts.repository import repository_for
from trackside.clock import now_ms
from trackside.errors import AlreadyExists, NotFound, StoreCorrupt
from trackside.lifecycle.backup_format import (
    ARTIFACTS,
    FILES,
    FORMAT,
    MANIFEST,
    TABLES,
    digest_of,
    read_table,
    write_table,
)
from trackside.lifecycle.moving import new_store, sql_store
from trackside.lifecycle.places import Relocated, locations_in, place_of_model, place_of_run
from trackside.store.sql.tables import SCHEMA_VERSION, logged_models, runs
from trackside.store.sql.whole import COPIED
from trackside.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Table

    from trackside.store.sql.whole import Rows


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written or read: rows by table, and the number and bytes of artifact files."""

    folder: Path
    rows: Mapping[str, int]
    files: int
    file_bytes: int


def export_store(
    folder: Path, tracking_uri: str | None = None, *, with_artifacts: bool = True
) -> Backup:
    """Write a store, as of one moment, into a new folder; others may log meanwhile.

    Raises ``AlreadyExists`` if there is something in the folder. A backup is whole when its
    ``trackside-backup.json`` is there.
    """
    store = sql_store(tracking_uri)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AlreadyExists(f"'{folder}' exists and is not empty; export into a new folder.")
    (folder / TABLES).mkdir(parents=True)
    with store.snapshot() as rows:
        counts = {table.name: write_table(folder / TABLES, table, rows) for table in COPIED}
    files: list[tuple[str, int, str]] = []
    if with_artifacts:
        _copy_artifacts(_BackupRows(folder), folder / ARTIFACTS)
        files = _write_files(folder)
    manifest = {
        "format": FORMAT,
        "trackside": __version__,
        "schema": SCHEMA_VERSION,
        "created": now_ms(),
        "artifacts": with_artifacts,
        "rows": counts,
        "sha256": {
            path.relative_to(folder).as_posix(): digest_of(path)
            for path in [*sorted((folder / TABLES).iterdir()), *folder.glob(FILES)]
        },
    }
    partial = folder / f"{MANIFEST}.partial"
    partial.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    partial.replace(folder / MANIFEST)
    return Backup(folder, counts, len(files), sum(size for _, size, _ in files))


def restore_store(folder: Path, target_uri: str, artifact_root: str | None = None) -> Backup:
    """Build the store of a backup in an empty store; returns what was restored.

    Artifacts that were exported go below the new store's artifact root (or ``artifact_root``, a
    path or URI) and their addresses with them. Rows come in one transaction after the files, so an
    interrupted restore leaves an empty store, into which it can be done again. Raises ``NotFound``
    for a folder without a whole backup, ``StoreCorrupt`` for a damaged one, ``AlreadyExists`` for
    a store that is not empty.
    """
    manifest = _checked_manifest(folder)
    store = new_store(target_uri, artifact_root)
    try:
        store.check_empty()
        rows: Rows = _BackupRows(folder)
        files: list[tuple[str, int, str]] = []
        if manifest["artifacts"]:
            files = _checked_files(folder)
            rows = Relocated(rows, store.artifact_root)
            for place in _places(_BackupRows(folder)).values():
                source = folder / ARTIFACTS / place
                if source.is_dir():
                    repository_for(f"{store.artifact_root}/{place}").log_artifacts(source)
        return Backup(folder, store.fill(rows), len(files), sum(size for _, size, _ in files))
    finally:
        store.close()


class _BackupRows:
    """The rows of a backup."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / TABLES

    def of(self, table: Table) -> Iterator[dict[str, Any]]:
        """Give the rows of a table."""
        return read_table(self._folder, table)


def _places(rows: Rows) -> dict[str, str]:
    """Return the place in a backup of each folder of artifacts, by its URI."""
    locations = locations_in(rows)
    return {
        **{run["artifact_uri"]: place_of_run(run, locations) for run in rows.of(runs)},
        **{
            model["artifact_location"]: place_of_model(model, locations)
            for model in rows.of(logged_models)
        },
    }


def _copy_artifacts(rows: Rows, folder: Path) -> None:
    folder.mkdir()
    for uri, place in _places(rows).items():
        # Equal files of runs are kept once here, too.
        target = LocalArtifactRepository(folder / place)
        if uri_scheme(uri) in ("", "file"):
            source = path_from_uri(uri)
            if source.is_dir():
                target.log_artifacts(source)
            continue
        remote = repository_for(uri)
        if remote.list_artifacts():
            with tempfile.TemporaryDirectory(dir=folder) as fetched:
                target.log_artifacts(remote.download(None, Path(fetched)))


def _write_files(folder: Path) -> list[tuple[str, int, str]]:
    """Note every artifact file: its path below the folder, its bytes, its SHA-256."""
    found = [
        (path.relative_to(folder).as_posix(), path.stat().st_size, digest_of(path))
        for place in sorted(_places(_BackupRows(folder)).values())
        for path in sorted((folder / ARTIFACTS / place).rglob("*"))
        if path.is_file()
    ]
    with (folder / FILES).open("x", encoding="utf-8") as lines:
        lines.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in found)
    return found


def _checked_manifest(folder: Path) -> Mapping[str, Any]:
    try:
        manifest: Mapping[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        sums: Mapping[str, str] = manifest["sha256"]
        version = (manifest["format"], manifest["schema"])
    except OSError as error:
        raise NotFound(
            f"'{folder}' holds no whole backup: {MANIFEST} cannot be read ({error.strerror})."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreCorrupt(f"The backup '{folder}' is damaged: {MANIFEST} is {error!r}.") from error
    if version != (FORMAT, SCHEMA_VERSION):
        raise StoreCorrupt(
            f"The backup '{folder}' has format {version[0]} and schema {version[1]!r}; this Trackside reads"
            f" {FORMAT} and {SCHEMA_VERSION!r}. Restore it with Trackside {manifest.get('trackside')}, and open"
            " the store with this one."
        )
    for name, digest in sums.items():
        _check_digest(folder / name, digest)
    return manifest


def _checked_files(folder: Path) -> list[tuple[str, int, str]]:
    with (folder / FILES).open(encoding="utf-8", newline="\n") as lines:
        files = [tuple(json.loads(line)) for line in lines]
    for name, _, digest in files:
        _check_digest(folder / name, digest)
    return files


def _check_digest(path: Path, digest: str) -> None:
    try:
        is_same = digest_of(path) == digest
    except OSError as error:
        raise StoreCorrupt(f"The backup lacks '{path}': {error.strerror}.") from error
    if not is_same:
        raise StoreCorrupt(f"The backup's file '{path}' is damaged: its checksum is another.")
