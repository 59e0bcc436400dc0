"""Which source an address means, and which one a store keeps."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from trackside.artifacts.filesystems import is_remote
from trackside.artifacts.local_uri import uri_scheme
from trackside.data.code_dataset_source import CodeDatasetSource
from trackside.data.dataset import Dataset
from trackside.data.dataset_source import DatasetSource
from trackside.data.filesystem_dataset_source import FileSystemDatasetSource
from trackside.data.http_dataset_source import HTTPDatasetSource
from trackside.entities import Dataset as DatasetEntity
from trackside.entities import DatasetInput
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_TYPE: Mapping[str, type[DatasetSource]] = {
    "code": CodeDatasetSource,
    "http": HTTPDatasetSource,
    "local": FileSystemDatasetSource,
}
# What MLflow keeps as files besides what fsspec reads; they can be named, if not loaded.
_MLFLOW_FILES = ("s3", "r2", "b2", "gs", "wasbs", "abfss", "ftp", "sftp", "hdfs", "viewfs")


def resolve_dataset_source(raw_source: Any) -> DatasetSource:
    """Return the source that a path, a URI or a URL means; ``NotFound`` if it means none."""
    if isinstance(raw_source, str | os.PathLike):
        address = os.fspath(raw_source)
        scheme = uri_scheme(address)
        if scheme in ("http", "https"):
            return HTTPDatasetSource(address)
        if scheme in ("", "file", *_MLFLOW_FILES) or _is_readable(address):
            return FileSystemDatasetSource(address)
    raise NotFound(
        f"Could not find a source information resolver for the specified dataset source: {raw_source}. "
        "Give a path, an http: or https: URL, or a URI such as s3://bucket/key."
    )


def chosen_source(source: Any) -> DatasetSource:
    """Return the source that a user named, or the code at work if there is none."""
    if isinstance(source, DatasetSource):
        return source
    if source is not None:
        return resolve_dataset_source(source)
    # Late: only a dataset made in a notebook's or script's own words needs to know where it stands.
    from trackside.fluent.surroundings import source_tags

    return CodeDatasetSource(source_tags())


def get_dataset_source_from_json(source_json: str, source_type: str) -> DatasetSource:
    """Return the source that a store keeps as JSON; ``NotFound`` for an unknown type."""
    kind = _BY_TYPE.get(source_type)
    if kind is None and (source_type in _MLFLOW_FILES or is_remote(f"{source_type}://x")):
        kind = FileSystemDatasetSource
    if kind is None:
        raise NotFound(
            f"Could not parse dataset source from JSON due to unrecognized source type: {source_type}."
        )
    try:
        return kind.from_json(source_json)
    except (ValueError, AttributeError) as error:
        raise InvalidParameter(
            f"The source of a dataset is JSON of a dictionary, not {source_json!r}."
        ) from error


def get_source(dataset: Dataset | DatasetEntity | DatasetInput) -> DatasetSource:
    """Return where a dataset came from: one in hand, one that a store keeps, or an input of a run.

    ``.load()`` on it fetches the data. Raises ``InvalidParameter`` for what is no dataset,
    ``NotFound`` for a type of source that only MLflow knows.
    """
    if isinstance(dataset, DatasetInput):
        dataset = dataset.dataset
    if isinstance(dataset, DatasetEntity):
        return get_dataset_source_from_json(dataset.source, dataset.source_type)
    if isinstance(dataset, Dataset):
        return dataset.source
    raise InvalidParameter(
        f"Unrecognized dataset type {type(dataset)}. Expected one of: `trackside.data.dataset.Dataset`, "
        "`trackside.entities.Dataset`, `trackside.entities.DatasetInput`."
    )


def _is_readable(address: str) -> bool:
    return uri_scheme(address) not in ("runs", "models") and is_remote(address)
