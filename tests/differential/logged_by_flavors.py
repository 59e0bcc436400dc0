"""A model that a flavor logs under either, and what is known of it."""

from __future__ import annotations

import importlib
import re
from typing import Any

OWN = ("mlflow.user", "mlflow.source", "mlflow.git")


def estimator() -> Any:
    from sklearn.linear_model import LinearRegression

    return LinearRegression().fit([[1.0], [2.0]], [1.0, 2.0])


def flavor(ml: Any, name: str = "sklearn") -> Any:
    return importlib.import_module(f"{ml.__name__}.{name}")


def logged(ml: Any, **options: Any) -> Any:
    """Log a model in a format that both write."""
    options = {"serialization_format": "cloudpickle", **options}
    return flavor(ml).log_model(estimator(), **options)


def masked(text: str | None) -> Any:
    return text and re.sub(r"m-[0-9a-f]{32}", "<model>", text)


def told(ml: Any, model_id: str) -> Any:
    """Return what is known of a model, less what differs between any two."""
    model = ml.get_logged_model(model_id)
    return {
        "name": model.name,
        "status": str(model.status),
        "type": model.model_type,
        "params": model.params,
        "tags": {k: v for k, v in model.tags.items() if not k.startswith(OWN)},
        "has a run": model.source_run_id is not None,
        "metrics": sorted((m.key, m.value, m.step) for m in model.metrics or ()),
    }
