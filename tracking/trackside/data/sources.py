"""Every kind of source, under MLflow's names: it has a class a scheme, where one serves all here."""

from trackside.data.code_dataset_source import CodeDatasetSource
from trackside.data.filesystem_dataset_source import FileSystemDatasetSource
from trackside.data.http_dataset_source import HTTPDatasetSource

LocalArtifactDatasetSource = FileSystemDatasetSource
S3ArtifactDatasetSource = FileSystemDatasetSource
GCSArtifactDatasetSource = FileSystemDatasetSource
AzureBlobArtifactDatasetSource = FileSystemDatasetSource
AzureDataLakeArtifactDatasetSource = FileSystemDatasetSource
HdfsArtifactDatasetSource = FileSystemDatasetSource
FTPArtifactDatasetSource = FileSystemDatasetSource
SFTPArtifactDatasetSource = FileSystemDatasetSource

__all__ = [
    "AzureBlobArtifactDatasetSource",
    "AzureDataLakeArtifactDatasetSource",
    "CodeDatasetSource",
    "FTPArtifactDatasetSource",
    "FileSystemDatasetSource",
    "GCSArtifactDatasetSource",
    "HTTPDatasetSource",
    "HdfsArtifactDatasetSource",
    "LocalArtifactDatasetSource",
    "S3ArtifactDatasetSource",
    "SFTPArtifactDatasetSource",
]
