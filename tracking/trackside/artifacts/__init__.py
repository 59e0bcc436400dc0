"""Files that belong to runs: read them as ``mlflow.artifacts`` does."""

from trackside.artifacts.access import (
    download_artifacts,
    list_artifacts,
    load_dict,
    load_image,
    load_text,
)

__all__ = ["download_artifacts", "list_artifacts", "load_dict", "load_image", "load_text"]
