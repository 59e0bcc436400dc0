"""The values that the whole of Trackside passes around: frozen, comparable, free of I/O.

Names, fields and constructor order are MLflow's (``mlflow.entities``), so code that builds or
reads them runs after the word is replaced. Times are epoch milliseconds (UTC) unless a name says
otherwise; identifiers are strings.
"""

from trackside.entities.dataset import Dataset, DatasetInput, DatasetSummary, InputTag
from trackside.entities.experiment import Experiment, ExperimentTag, ExperimentUse
from trackside.entities.file_info import FileInfo
from trackside.entities.logged_model import (
    LoggedModel,
    LoggedModelInput,
    LoggedModelOutput,
    LoggedModelParameter,
    LoggedModelStatus,
    LoggedModelTag,
)
from trackside.entities.metric import History, Metric, MetricSummary
from trackside.entities.model_registry import (
    ModelVersion,
    ModelVersionTag,
    RegisteredModel,
    RegisteredModelAlias,
    RegisteredModelTag,
)
from trackside.entities.notebook import Notebook, default_experiment_name
from trackside.entities.paging import PagedList
from trackside.entities.run import (
    Param,
    Run,
    RunData,
    RunInfo,
    RunInputs,
    RunOutputs,
    RunTag,
)
from trackside.entities.states import LifecycleStage, RunStatus, SourceType, ViewType

__all__ = [
    "Dataset",
    "DatasetInput",
    "DatasetSummary",
    "Experiment",
    "ExperimentTag",
    "ExperimentUse",
    "FileInfo",
    "History",
    "InputTag",
    "LifecycleStage",
    "LoggedModel",
    "LoggedModelInput",
    "LoggedModelOutput",
    "LoggedModelParameter",
    "LoggedModelStatus",
    "LoggedModelTag",
    "Metric",
    "MetricSummary",
    "ModelVersion",
    "ModelVersionTag",
    "Notebook",
    "PagedList",
    "Param",
    "RegisteredModel",
    "RegisteredModelAlias",
    "RegisteredModelTag",
    "Run",
    "RunData",
    "RunInfo",
    "RunInputs",
    "RunOutputs",
    "RunStatus",
    "RunTag",
    "SourceType",
    "ViewType",
    "default_experiment_name",
]
