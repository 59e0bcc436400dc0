"""Names of the tags that a run gets from its surroundings; MLflow's where MLflow has one."""

from typing import Final

USER: Final = "mlflow.user"
SOURCE_NAME: Final = "mlflow.source.name"
SOURCE_TYPE: Final = "mlflow.source.type"
GIT_COMMIT: Final = "mlflow.source.git.commit"
GIT_BRANCH: Final = "mlflow.source.git.branch"
GIT_REPOSITORY_URL: Final = "mlflow.source.git.repoURL"
RUN_NAME: Final = "mlflow.runName"
PARENT_RUN_ID: Final = "mlflow.parentRunId"
NOTE: Final = "mlflow.note.content"
LOGGED_MODELS: Final = "mlflow.log-model.history"

GIT_DIRTY: Final = "trackside.git.dirty"
"""``true`` if tracked files differed from the commit."""

ENVIRONMENT: Final = "trackside.environment"
"""JSON of :class:`trackside.context.environment.Environment`."""

KERNEL_ID: Final = "trackside.kernel_id"
NOTEBOOK: Final = "trackside.notebook"
"""Path of the notebook relative to the Jupyter root."""

PROCESS: Final = "trackside.process"
"""JSON ``{"host": ..., "pid": ...}`` of the process that logs."""

ERROR: Final = "trackside.error"
"""JSON ``{"type": ..., "message": ..., "traceback": ...}`` of what ended the run."""

CELL_ID: Final = "trackside.cell_id"

CELLS: Final = "trackside.cells"
"""What was executed before and in the run, in a line: ``12 cells, top to bottom``."""

STAR: Final = "trackside.star"
"""``true`` on a run that its user marked."""

BASELINE: Final = "trackside.baseline"
"""On an experiment: the id of the run that others are compared to."""
