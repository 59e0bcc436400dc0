"""From things in memory to files: figures, tables, JSON; images have a file of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


def as_json(value: Any) -> str:
    """Return JSON of dictionaries, lists, numpy values and anything with a text."""
    return json.dumps(value, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):  # numpy arrays and scalars
        return value.tolist()
    return str(value)


def render_figure(figure: Any, path: Path, save_kwargs: dict[str, Any]) -> None:
    """Save a matplotlib or plotly figure; raises ``InvalidParameter`` for anything else."""
    module = type(figure).__module__.partition(".")[0]
    if module == "matplotlib" or hasattr(figure, "savefig"):
        figure.savefig(path, **save_kwargs)
    elif module != "plotly" and not hasattr(figure, "to_plotly_json"):
        raise InvalidParameter(
            f"Unsupported figure object type: {type(figure)!r}; give a matplotlib or plotly figure."
        )
    elif path.suffix == ".html":
        # The whole of plotly.js goes in: an artifact must open without a network.
        figure.write_html(path, **{"include_plotlyjs": True, "auto_open": False, **save_kwargs})
    elif path.suffix == ".json":
        figure.write_json(path, **save_kwargs)
    elif path.suffix in (".png", ".jpeg", ".webp", ".svg", ".pdf"):
        figure.write_image(path, **save_kwargs)
    else:
        raise InvalidParameter(
            f"Unsupported file extension for plotly figure: {path.suffix!r}; use .html, .json or .png."
        )


def table_frame(data: Any, artifact_file: str) -> pd.DataFrame:
    """Return rows to be logged as a DataFrame; what makes no columns is one row of it, as in MLflow."""
    import pandas as pd

    if not artifact_file.endswith((".json", ".parquet")):
        raise InvalidParameter(
            f"A table is kept as .json or .parquet; {artifact_file!r} ends otherwise."
        )
    if isinstance(data, pd.DataFrame):
        return data
    if not isinstance(data, dict):
        raise InvalidParameter(
            f"data must be a pandas.DataFrame or a dictionary, not {type(data).__name__}."
        )
    try:
        return pd.DataFrame(data)
    except ValueError:  # all scalars, or lists of several lengths
        return pd.DataFrame([data])
