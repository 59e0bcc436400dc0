"""Files of runs, as under MLflow."""

# ruff: noqa: B023 (a snippet is refused at once, not later)

from __future__ import annotations

import re
from pathlib import Path
from typing import Any


def files_of(ml: Any, run: Any, path: str | None = None) -> list[tuple[str, bool, int | None]]:
    """Return every file and folder of a run, with its size."""
    found = []
    for each in ml.MlflowClient().list_artifacts(run.info.run_id, path):
        found.append((each.path, each.is_dir, each.file_size))
        if each.is_dir:
            found += files_of(ml, run, each.path)
    return sorted(found)


def content(ml: Any, run: Any, path: str) -> str:
    return Path(
        ml.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path=path)
    ).read_text()


def texts_and_dictionaries(ml: Any, here: Any) -> Any:
    value = {"a": {"c": None, "d": "é"}, "b": [1, 2], "f": 1.5}
    names = ("x.json", "y.yaml", "deep/er/z.yml", "plain")
    with ml.start_run() as run:
        ml.log_text("a\nb é", "notes/a.txt")
        for name in names:
            ml.log_dict(value, name)
        ml.log_dict([1, 2], "list.json")
    read = [content(ml, run, name) for name in (*names, "list.json", "notes/a.txt")]
    loaded = [
        ml.artifacts.load_dict(f"{run.info.artifact_uri}/{name}")
        for name in ("x.json", "list.json")
    ]
    return (
        files_of(ml, run),
        read,
        loaded,
        ml.artifacts.load_text(f"runs:/{run.info.run_id}/notes/a.txt"),
    )


def dictionaries_of_odd_values(ml: Any, here: Any) -> Any:
    import datetime as dt

    import numpy as np

    odd = [
        {"a": np.float64(1)},
        {"a": dt.date(2020, 1, 2)},
        {1: 2},
        {"a": (1, 2)},
        {"a": float("nan")},
    ]
    with ml.start_run() as run:
        return [
            here.refused(lambda: ml.log_dict(value, "x.json")) or content(ml, run, "x.json")
            for value in odd
        ]


def keys_of_a_yaml_file_keep_their_order(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        ml.log_dict({"b": 1, "a": 2}, "x.yaml")
    return content(ml, run, "x.yaml")


def arrays_in_a_json_file(ml: Any, here: Any) -> Any:
    import numpy as np

    with ml.start_run() as run:
        ml.log_dict({"a": np.arange(2)}, "x.json")
    return content(ml, run, "x.json")


def files_and_folders(ml: Any, here: Any) -> Any:
    (here.folder / "in/sub").mkdir(parents=True)
    (here.folder / "in/a.txt").write_text("a")
    (here.folder / "in/sub/b.txt").write_text("bb")
    with ml.start_run() as run:
        ml.log_artifact(str(here.folder / "in/a.txt"))
        ml.log_artifact(here.folder / "in/a.txt", "one")
        ml.log_artifact(str(here.folder / "in"))
        ml.log_artifacts(str(here.folder / "in"))
        ml.log_artifacts(here.folder / "in", artifact_path="all/of")
        wrong = [
            here.refused(lambda: ml.log_artifact(str(here.folder / "none"))),
            here.refused(lambda: ml.log_artifact(str(here.folder / "in/a.txt"), "../out")),
            here.refused(lambda: ml.log_artifact(str(here.folder / "in/a.txt"), "/out")),
            here.refused(lambda: ml.log_text("x", "../x.txt")),
        ]
    return files_of(ml, run), wrong


def listing(ml: Any, here: Any) -> Any:
    client = ml.MlflowClient()
    with ml.start_run() as run:
        for name in ("b.txt", "a.txt", "sub/c.txt", "sub/deep/d.txt"):
            ml.log_text("x", name)
    run_id = run.info.run_id
    found = [client.list_artifacts(run_id), client.list_artifacts(run_id, "sub"), client.list_artifacts(run_id, "none"),
             client.list_artifacts(run_id, "a.txt"), ml.artifacts.list_artifacts(run_id=run_id),
             ml.artifacts.list_artifacts(f"runs:/{run_id}/sub")]  # fmt: skip
    return (
        [sorted((f.path, f.is_dir, f.file_size) for f in each) for each in found],
        type(found[0]).__name__,
        type(found[0][0]).__name__,
    )


def the_order_of_a_listing(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        ml.log_text("x", "a.txt")
        ml.log_text("x", "sub/c.txt")
    return ml.MlflowClient().list_artifacts(run.info.run_id)


def an_empty_run(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        pass
    return ml.MlflowClient().list_artifacts(run.info.run_id)


def downloading(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        ml.log_text("x", "a.txt")
        ml.log_text("y", "sub/b.txt")
    out, run_id = here.folder / "out", run.info.run_id
    out.mkdir()
    load = ml.artifacts.download_artifacts
    paths = [
        load(run_id=run_id, artifact_path="a.txt", dst_path=str(out)), load(artifact_uri=f"runs:/{run_id}/sub", dst_path=str(out)),
        ml.MlflowClient().download_artifacts(run_id, "sub/b.txt", str(out)), load(f"{run.info.artifact_uri}/a.txt", dst_path=str(out)),
    ]  # fmt: skip
    inside = sorted(str(path.relative_to(out)) for path in out.rglob("*"))
    wrong = [
        here.refused(lambda: load(run_id=run_id, artifact_path="none")), here.refused(load),
        here.refused(lambda: load(artifact_uri="x", run_id=run_id)), here.refused(lambda: load(run_id="0" * 32, artifact_path="a")),
    ]  # fmt: skip
    return (
        [Path(path).relative_to(here.folder).as_posix() for path in paths],
        type(paths[0]).__name__,
        inside,
        wrong,
    )


def uris_of_artifacts(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        return ml.get_artifact_uri(), ml.get_artifact_uri("a/b.txt"), run.info.artifact_uri


def tables(ml: Any, here: Any) -> Any:
    import pandas as pd

    with ml.start_run() as run:
        ml.log_table({"a": [1, 2], "b": ["x", "y"]}, "t.json")
        ml.log_table(pd.DataFrame({"a": [3], "b": ["z"]}), "t.json")
        ml.log_table({"a": 1, "b": "one"}, "deep/single.json")
        ml.log_table({"a": [1.5]}, "t.parquet")
        wrong = [
            here.refused(lambda: ml.log_table({"a": [1]}, "t.csv")), here.refused(lambda: ml.log_table([1], "t.json")),
            here.refused(lambda: ml.log_table({"a": [1], "b": [1, 2]}, "t.json")),
        ]  # fmt: skip
    loaded = (
        ml.load_table("t.json"),
        ml.load_table("t.json", run_ids=[run.info.run_id]),
        ml.load_table("deep/single.json"),
    )
    return (
        wrong, [path for path, *_ in files_of(ml, run)], content(ml, run, "t.json"), ml.get_run(run.info.run_id).data.tags,
        loaded, list(ml.load_table("t.json", extra_columns=["run_id"])["run_id"]), ml.load_table("t.parquet"),
        here.refused(lambda: ml.load_table("none.json")),
    )  # fmt: skip


def figures(ml: Any, here: Any) -> Any:
    import matplotlib as mpl

    mpl.use("agg")
    import plotly.graph_objects as go
    from matplotlib.figure import Figure

    with ml.start_run() as run:
        ml.log_figure(Figure(), "plots/a.png")
        ml.log_figure(go.Figure(), "a.html")
        wrong = (
            here.refused(lambda: ml.log_figure("no figure", "b.png")),
            here.refused(lambda: ml.log_figure(go.Figure(), "b.csv")),
        )
    return [(path, is_dir) for path, is_dir, _ in files_of(ml, run)], wrong


def images(ml: Any, here: Any) -> Any:
    import numpy as np
    from PIL import Image

    arrays = {
        "grey": np.full((2, 3), 7, np.uint8), "rgb": np.full((2, 3, 3), 7, np.uint8), "float": np.full((2, 3), 0.5),
        "bool": np.ones((2, 3), bool), "rgba": np.full((2, 3, 4), 9, np.uint8), "one": np.full((2, 3, 1), 9, np.uint8),
        "int64": np.full((2, 3), 9),
    }  # fmt: skip
    with ml.start_run() as run:
        for name, array in arrays.items():
            ml.log_image(array, f"{name}.png")
        ml.log_image(Image.new("RGB", (3, 2)), "pil.png")
        wrong = [
            here.refused(lambda: ml.log_image(each, "wrong.png"))
            for each in (np.ones(3), np.ones((2, 2, 5)), "x", np.full((2, 3), 300))
        ]
        wrong += [
            here.refused(lambda: ml.log_image(arrays["grey"])),
            here.refused(lambda: ml.log_image(arrays["grey"], "a.png", key="b")),
        ]
    shown = {}
    for name in (*arrays, "pil"):
        image = ml.artifacts.load_image(f"{run.info.artifact_uri}/{name}.png")
        shown[name] = image.mode, list(image.size), repr(image.getpixel((0, 0)))
    return shown, wrong, ml.get_run(run.info.run_id).data.tags


def masked(text: str) -> str:
    """Hide times and made-up ids in a path."""
    return re.sub(r"\d{13}|[0-9a-f]{8}-[0-9a-f-]{27}", "_", text)


def images_of_a_series(ml: Any, here: Any) -> Any:
    import numpy as np

    with ml.start_run() as run:
        ml.log_image(np.zeros((600, 300), np.uint8), key="grey/one", step=4, synchronous=True)
        ml.log_image(np.zeros((300, 600, 3)), key="wide", timestamp=7, synchronous=True)
        wrong = [
            here.refused(lambda: ml.log_image(np.zeros((2, 3)), key="a@b")),
            here.refused(lambda: ml.log_image(np.zeros((2, 3)), "a.png", step=1)),
            here.refused(lambda: ml.log_image(np.zeros((2, 3)), "a.png", timestamp=1)),
        ]
    names = [path for path, is_dir, _ in files_of(ml, run) if not is_dir]
    root = run.info.artifact_uri
    sizes = {masked(n): list(ml.artifacts.load_image(f"{root}/{n}").size) for n in names}
    return sizes, wrong, ml.get_run(run.info.run_id).data.tags


def floats_beyond_one(ml: Any, here: Any) -> Any:
    import numpy as np

    with ml.start_run() as run:
        ml.log_image(np.array([[-1.0, 0.0, 3.0]]), "a.png")
    image = ml.artifacts.load_image(f"{run.info.artifact_uri}/a.png")
    return np.asarray(image).tolist()


def an_image_object(ml: Any, here: Any) -> Any:
    import numpy as np

    array = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    image = ml.Image(array)
    image.save(here.folder / "a.png")
    loaded = ml.Image(str(here.folder / "a.png"))
    with ml.start_run() as run:
        ml.log_image(image, "b.png")
        ml.log_image(ml.Image([[1, 2], [3, 4]]), "c.png")
    return (
        list(image.size),
        image.to_list(),
        ml.Image([[1, 2], [3, 4]]).to_list(),
        image.to_array().tolist(),
        image.to_pil().mode,
        list(image.resize((2, 2)).size),
        loaded.to_list() == image.to_list(),
        [path for path, *_ in files_of(ml, run)],
        [here.refused(lambda: ml.Image(each)) for each in (5, {"a": 1}, np.ones(3))],
    )


def images_in_a_table(ml: Any, here: Any) -> Any:
    from PIL import Image

    images = [ml.Image([[1, 2], [3, 4]]), Image.new("RGB", (300, 600))]
    with ml.start_run() as run:
        ml.log_table({"text": ["a", "b"], "image": images, "n": [1, 2]}, "deep/t.json")
        ml.log_table({"text": ["c"], "image": images[:1], "n": [3]}, "deep/t.json")
    names = sorted(masked(path) for path, is_dir, _ in files_of(ml, run) if not is_dir)
    table = ml.load_table("deep/t.json")
    cells = [{k: masked(v) for k, v in cell.items()} for cell in table["image"]]
    return names, list(table.columns), list(table["text"]), cells


def test_artifacts_are_as_under_mlflow(snippet: Any, as_under_mlflow: Any) -> None:
    as_under_mlflow(snippet)
