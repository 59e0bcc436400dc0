"""From things in memory to files: figures, images, tables, JSON."""

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


def render_image(image: Any, path: Path) -> None:
    """Save an image given as PIL image or array; raises ``InvalidParameter`` for a shape that is none."""
    try:
        import PIL.Image
    except ImportError as error:
        raise InvalidParameter("log_image needs Pillow: pip install pillow.") from error
    if isinstance(image, PIL.Image.Image):
        image.save(path)
        return
    PIL.Image.fromarray(_as_uint8(image)).save(path)


def _as_uint8(image: Any) -> Any:
    import numpy as np

    array = np.asarray(getattr(image, "data", image) if hasattr(image, "to_pil") else image)
    if array.ndim not in (2, 3) or (array.ndim == 3 and array.shape[2] not in (1, 3, 4)):  # noqa: PLR2004
        raise InvalidParameter(
            f"Invalid image shape {array.shape}: give (height, width) or (height, width, 1, 3 or 4)."
        )
    if array.ndim == 3 and array.shape[2] == 1:  # noqa: PLR2004
        array = array[:, :, 0]
    if array.dtype.kind == "b":
        return array.astype(np.uint8) * 255
    if array.dtype.kind == "f":
        _check_range(array, 0, 1)
        return (array * 255).astype(np.uint8)
    if array.dtype.kind in "iu":
        _check_range(array, 0, 255)
        return array.astype(np.uint8)
    raise InvalidParameter(
        f"Invalid image data type {array.dtype}: give bool, integers from 0 to 255 or floats from 0 to 1."
    )


def _check_range(array: Any, low: float, high: float) -> None:
    if array.size and not (array.min() >= low and array.max() <= high):
        raise InvalidParameter(
            f"Image values must lie between {low} and {high}; these go from {array.min()} to {array.max()}."
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
