"""An S3 server, as for artifacts."""

from tests.artifacts.conftest import bucket, s3_endpoint, s3_settings

__all__ = ["bucket", "s3_endpoint", "s3_settings"]
