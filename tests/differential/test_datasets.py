"""Datasets and inputs of runs, as under MLflow: above all, the same digests for the same data."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

import trackside


def tables() -> dict[str, Any]:
    """Return tables of every kind."""
    odd: dict[str, Any] = {
        "ints": [1, 2, 3],
        "floats": [0.5, np.nan, -np.inf],
        "texts": ["a", "b", "é"],
        "bools": [True, False, True],
        "times": pd.date_range("2020-01-01", periods=3),
        "mixed": [1, "x", None],
        "lists": [[1], [2, 3], []],
        "kinds": pd.Categorical(["a", "b", "a"]),
        "spans": pd.to_timedelta([1, 2, 3], unit="s"),
        "nullable": pd.array([1, None, 3], dtype="Int64"),
        "complex": [1j, 2j, 3j],
        "dates": [dt.date(2020, 1, 1)] * 3,
        "np_texts": pd.Series([np.str_("a"), "b", "c"], dtype=object),
        "text_or_none": ["a", None, "b"],
    }
    found = {f"only {name}": pd.DataFrame({name: values}) for name, values in odd.items()}
    long = pd.DataFrame({"x": range(10_001), "y": [str(n % 7) for n in range(10_001)]})
    return {
        **found,
        "all kinds": pd.DataFrame(odd),
        # (Under pandas 3 MLflow fails over columns of text without rows.)
        "no rows": pd.DataFrame({name: odd[name] for name in ("ints", "bools", "times")}).head(0),
        "nothing": pd.DataFrame(),
        "no columns": pd.DataFrame(index=range(5)),
        "indexed": pd.DataFrame({"a": [1, 2]}, index=["x", "y"]),
        "two levels": pd.DataFrame({("a", "b"): [1, 2], ("a", "c"): ["x", "y"]}),
        "not in order": pd.DataFrame({"z": [1], "a": ["x"], "m": [1.5]}),
        "numbered": pd.DataFrame(np.arange(6).reshape(2, 3)),
        "names of two kinds": pd.DataFrame({1: [1], "a": ["x"]}),
        "one name twice": pd.DataFrame([[1, 2]], columns=["a", "a"]),
        "long": long,
        "long, changed at its end": long.assign(x=[*range(10_000), -1]),
        "longer": pd.concat([long, long]),
    }


def digests_of_tables(ml: Any, here: Any) -> Any:
    return {name: ml.data.from_pandas(table).digest for name, table in tables().items()}


def what_is_told_of_tables(ml: Any, here: Any) -> Any:
    told = {}
    for name, table in tables().items():
        dataset = ml.data.from_pandas(table, source="here.csv", name=name)
        told[name] = dataset.to_dict(), json.loads(dataset.to_json()), dataset.profile
    return told


def arrays() -> dict[str, Any]:
    """Return features and targets of every kind."""
    rng = np.random.default_rng(1)
    images = rng.integers(0, 255, (20, 30, 30, 3), dtype=np.uint8)
    return {
        "a row": (np.arange(3), None),
        "a table": (np.arange(6.0).reshape(2, 3), np.arange(2)),
        "turned": (np.asfortranarray(np.arange(6.0).reshape(2, 3)), None),
        "every second": (np.arange(10)[::2], None),
        "images": (images, np.arange(20)),
        "images, changed at their end": (np.concatenate([images[:-1], images[:1]]), np.arange(20)),
        "texts": (np.array(["a", "bc"]), None),
        "bytes": (np.array([b"a", b"bc"]), None),
        "bools": (np.array([True, False]), None),
        "times": (np.array(["2020-01-01", "NaT"], dtype="datetime64[ns]"), None),
        "objects": (np.array(["a", "b"], dtype=object), None),
        "objects of any kind": (np.array([[1], {}], dtype=object), None),
        "nothing in it": (np.zeros((0, 3)), None),
        "a number": (np.array(5), None),
        "complex": (np.array([1j]), None),
        "not numbers": (np.array([np.nan, np.inf]), None),
        "named": ({"b": np.arange(3), "a": np.zeros((2, 2))}, {"y": np.arange(2.0)}),
        "named, and one target": ({"b": np.arange(3)}, np.arange(3)),
        "half floats": (np.arange(3, dtype=np.float16), None),
    }


def digests_of_arrays(ml: Any, here: Any) -> Any:
    return {
        name: ml.data.from_numpy(features, targets=targets).digest
        for name, (features, targets) in arrays().items()
    }


def what_is_told_of_arrays(ml: Any, here: Any) -> Any:
    return {
        name: ml.data.from_numpy(features, "x.npy", targets, name).to_dict()
        for name, (features, targets) in arrays().items()
    }


def what_a_table_gives_back(ml: Any, here: Any) -> Any:
    frame = pd.DataFrame({"x": [1.0, 2.0], "y": [0, 1], "p": [0, 0]})
    dataset = ml.data.from_pandas(frame, targets="y", predictions="p", digest="mine")
    return (
        dataset.name,
        dataset.digest,
        dataset.targets,
        dataset.predictions,
        dataset.df is frame,
        [
            here.refused(lambda: ml.data.from_pandas(frame, targets="z"), "does not contain", "z"),
            here.refused(lambda: ml.data.from_pandas(frame, predictions="z"), "does not contain"),
            here.refused(lambda: ml.data.from_pandas([1])),
            here.refused(lambda: ml.data.from_numpy([1])),
            here.refused(lambda: ml.data.from_numpy({})),
        ],
    )


SOURCES = ["a.csv", "/x/a.csv", "file:///x/a.csv", "http://x/y.csv", "https://x/y", "s3://b/k", "gs://b/k",
           "hdfs://x/y", "abfss://c@a/x", "wasbs://c@a.blob.core.windows.net/x", "sftp://x/y", "runs:/abc/x",
           "models:/m/1", 5, "foo:bar", ""]  # fmt: skip


def sources_of_every_kind(ml: Any, here: Any) -> Any:
    def resolved(source: Any) -> Any:
        dataset = ml.data.from_numpy(np.arange(2), source=source)
        told = dataset.to_dict()
        return told["source_type"], told["source"], ml.data.get_source(dataset).to_dict()

    return {repr(source): here.refused(lambda s=source: resolved(s)) for source in SOURCES}


def a_path_as_the_source(ml: Any, here: Any) -> Any:
    (here.folder / "a.csv").write_text("x\n1\n")
    by_path = ml.data.from_numpy(np.arange(2), source=here.folder / "a.csv").source
    by_uri = ml.data.from_numpy(np.arange(2), source=(here.folder / "a.csv").as_uri()).source
    copies = [by_path.load(), by_uri.load(), by_path.load(dst_path=str(here.folder / "copy"))]
    return copies, [open(copy).read() for copy in copies]  # noqa: PTH123


def no_source_but_the_code(ml: Any, here: Any) -> Any:
    source = ml.data.from_numpy(np.arange(2)).source
    return (
        type(source).__name__,
        sorted(source.to_dict()["tags"]),
        source.to_dict()["tags"]["mlflow.source.type"],
        here.refused(source.load),
    )


def inputs_of(ml: Any, run: Any) -> Any:
    inputs = ml.get_run(run.info.run_id).inputs
    return sorted(
        ({**each.dataset.to_dictionary()}, {tag.key: tag.value for tag in each.tags})
        for each in inputs.dataset_inputs
    ) if len(inputs.dataset_inputs) < 2 else sorted(
        (
            (each.dataset.name, each.dataset.digest, each.dataset.source, each.dataset.schema),
            sorted((tag.key, tag.value) for tag in each.tags),
        )
        for each in inputs.dataset_inputs
    )  # fmt: skip


def a_logged_dataset(ml: Any, here: Any) -> Any:
    dataset = ml.data.from_pandas(pd.DataFrame({"x": [1, 2]}), "x.csv", name="apples")
    with ml.start_run() as run:
        returned = ml.log_input(dataset, context="training", tags={"why": "not"})
    (found,) = ml.get_run(run.info.run_id).inputs.dataset_inputs
    source = ml.data.get_source(found)
    return returned, inputs_of(ml, run), found.to_dictionary(), source.uri, found.dataset.name


def a_dataset_logged_twice(ml: Any, here: Any) -> Any:
    one = ml.data.from_numpy(np.arange(2), "a.npy", name="one")
    moved = ml.data.from_numpy(np.arange(2), "b.npy", name="one")
    other = ml.data.from_numpy(np.arange(3), "a.npy", name="one")
    with ml.start_run() as run:
        ml.log_input(one, context="training")
        ml.log_input(one, context="testing", tags={"a": "1"})
        ml.log_input(moved)
        ml.log_inputs([other, other], ["first", "second"], [None, {"b": "2"}])
    with ml.start_run() as second:
        ml.log_input(moved)
    return inputs_of(ml, run), inputs_of(ml, second)


def inputs_that_are_refused(ml: Any, here: Any) -> Any:
    dataset = ml.data.from_numpy(np.arange(2), "a.npy")
    entities = ml.entities
    client = ml.MlflowClient()

    def used(**fields: Any) -> Any:
        given = {"name": "n", "digest": "d", "source_type": "local", "source": "{}", **fields}
        return [entities.DatasetInput(entities.Dataset(**given), [])]

    with ml.start_run() as run:
        run_id = run.info.run_id
        too_long = {"name": 501, "digest": 37, "source": 65_536, "schema": 1_048_576}
        return (
            here.refused(lambda: ml.log_inputs([dataset]), "same length"),
            here.refused(lambda: ml.log_inputs([dataset], [None], [])),
            here.refused(lambda: ml.log_input(dataset, tags={"k" * 256: "v"}), "255"),
            here.refused(lambda: ml.log_input(dataset, tags={"k": "v" * 501}), "500"),
            here.refused(lambda: client.log_inputs("nope", used()), "Run with id=nope not found"),
            here.refused(lambda: client.log_outputs("nope", []), "Run with id=nope not found"),
            [
                here.refused(lambda f=f, n=n: client.log_inputs(run_id, used(**{f: "x" * n})), f)
                for f, n in too_long.items()
            ],
            [
                here.refused(lambda f=f: client.log_inputs(run_id, used(**{f: None})), f)
                for f in ("name", "digest", "source_type", "source")
            ],
            inputs_of(ml, run),
            client.log_inputs(run_id, []),
            client.log_inputs(run_id),
        )


def inputs_of_a_deleted_run(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        pass
    ml.delete_run(run.info.run_id)
    inputs = [ml.entities.LoggedModelInput("m-1")]
    return here.refused(
        lambda: ml.MlflowClient().log_inputs(run.info.run_id, models=inputs), "active"
    )


def searching_by_dataset(ml: Any, here: Any) -> Any:
    for number in range(3):
        with ml.start_run(run_name=f"run {number}"):
            data = ml.data.from_numpy(
                np.arange(number + 1), f"{number}.npy", name=f"data {number % 2}"
            )
            ml.log_input(data, context=["training", "testing"][number // 2])
    filters = [
        "dataset.name = 'data 0'", "datasets.name != 'data 0'", "dataset.context = 'training'",
        "dataset.name LIKE 'data%' AND dataset.context = 'testing'", "dataset.name IN ('data 1', 'x')",
        "dataset.digest = 'nope'",
    ]  # fmt: skip
    return [
        sorted(r.info.run_name for r in ml.search_runs(filter_string=text, output_format="list"))
        for text in filters
    ]


def a_dataset_known_by_its_source_only(ml: Any, here: Any) -> Any:
    from importlib import import_module

    meta = import_module(f"{ml.__name__}.data.meta_dataset")
    web = import_module(f"{ml.__name__}.data.http_dataset_source")
    schema = ml.types.Schema([ml.types.ColSpec("string", "text")])
    source = web.HTTPDatasetSource(url="https://example.org/reviews.tar.gz")
    plain, described = meta.MetaDataset(source), meta.MetaDataset(source, "reviews", schema=schema)
    with ml.start_run() as run:
        ml.log_input(described)
    return plain.to_dict(), described.to_dict(), described.schema.to_dict(), inputs_of(ml, run)


def test_as_under_mlflow(snippet: Any, as_under_mlflow: Any) -> None:
    as_under_mlflow(snippet)


@pytest.mark.filterwarnings("ignore")  # MLflow and pandas warn of MLflow's ways
def test_a_dataset_that_mlflow_made_is_logged(real_mlflow: Any) -> None:
    theirs = real_mlflow.data.from_pandas(pd.DataFrame({"x": [1]}), "x.csv", name="apples")
    with trackside.start_run() as run:
        trackside.log_input(theirs)

    (found,) = trackside.get_run(run.info.run_id).inputs.dataset_inputs
    assert found.dataset.to_dictionary() == theirs.to_dict()
    source = real_mlflow.data.get_source(
        real_mlflow.entities.Dataset(**found.dataset.to_dictionary())
    )
    assert source.uri == "x.csv"
