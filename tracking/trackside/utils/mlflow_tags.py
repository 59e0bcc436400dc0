"""The names of tags under MLflow's names for them (``mlflow.utils.mlflow_tags``)."""

from trackside.context.tags import GIT_BRANCH as MLFLOW_GIT_BRANCH
from trackside.context.tags import GIT_COMMIT as MLFLOW_GIT_COMMIT
from trackside.context.tags import GIT_REPOSITORY_URL as MLFLOW_GIT_REPO_URL
from trackside.context.tags import LOGGED_MODELS as MLFLOW_LOGGED_MODELS
from trackside.context.tags import NOTE as MLFLOW_RUN_NOTE
from trackside.context.tags import PARENT_RUN_ID as MLFLOW_PARENT_RUN_ID
from trackside.context.tags import RUN_NAME as MLFLOW_RUN_NAME
from trackside.context.tags import SOURCE_NAME as MLFLOW_SOURCE_NAME
from trackside.context.tags import SOURCE_TYPE as MLFLOW_SOURCE_TYPE
from trackside.context.tags import USER as MLFLOW_USER

__all__ = [
    "MLFLOW_GIT_BRANCH",
    "MLFLOW_GIT_COMMIT",
    "MLFLOW_GIT_REPO_URL",
    "MLFLOW_LOGGED_MODELS",
    "MLFLOW_PARENT_RUN_ID",
    "MLFLOW_RUN_NAME",
    "MLFLOW_RUN_NOTE",
    "MLFLOW_SOURCE_NAME",
    "MLFLOW_SOURCE_TYPE",
    "MLFLOW_USER",
]
