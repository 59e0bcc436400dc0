"""A small table, an estimator fitted on it, and the real MLflow, where it is installed."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest


@pytest.fixture
def table() -> pd.DataFrame:
    frame: pd.DataFrame = pd.DataFrame({"width": np.arange(10.0), "count": np.arange(10)})
    return frame


@pytest.fixture
def estimator(table: pd.DataFrame) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression().fit(table, np.arange(10) % 2)


@pytest.fixture(scope="session")
def mlflow() -> Any:
    """Return the real MLflow; its own warnings are not ours to mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("mlflow.sklearn")
        pytest.importorskip("mlflow.pyfunc")
        return pytest.importorskip("mlflow")
