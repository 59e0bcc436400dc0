"""The real mlflow under ``trackside://`` and in a notebook's kernel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from tests.interop.conftest import database_url, without_marks
from tests.real_kernel import notebook_client

import trackside
from trackside.interop.mlflow_plugins.addresses import store_uri
from trackside.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.real_mlflow import RealMlflow


@pytest.fixture
def python(mlflow3: RealMlflow, tmp_path: Path) -> Callable[..., str]:
    """Return a function that runs code in the test's folder; it returns what was printed last."""

    def run(code: str, **environ: str) -> str:
        printed = mlflow3.run_code(textwrap.dedent(code), folder=tmp_path, environ=environ)
        return printed.strip().rpartition("\n")[2]

    return run


def test_one_of_everything_is_kept_as_in_mlflows_own_store(
    mlflow3: RealMlflow, database: Path, tmp_path: Path
) -> None:
    ours = f"trackside://{(tmp_path / 'store').as_posix()}"
    theirs = database_url(database)
    mlflow3.run("write", ours)

    assert _without_ids(mlflow3.read(ours)) == _without_ids(mlflow3.read(theirs))


def _without_ids(found: dict[str, Any]) -> dict[str, Any]:
    """Return what was read by name, without ids and the times that no script chooses."""
    text = json.dumps(without_marks(found))
    for experiment_id, experiment in found["experiments"].items():
        text = text.replace(
            f'"experiment": "{experiment_id}"', f'"experiment": "{experiment["name"]}"'
        )
    for run_id, run in found["runs"].items():
        text = text.replace(run_id, run["name"])
    for model_id, model in found["models"].items():
        text = text.replace(model_id, model["name"])
    plain: dict[str, Any] = json.loads(text)
    plain["experiments"] = {each["name"]: each for each in plain["experiments"].values()}
    for each in (*plain["experiments"].values(), *plain["registry"].values()):
        each.pop("created", None), each.pop("updated", None)
    for model in plain["models"].values():
        del model["times"]
    for registered in plain["registry"].values():
        for version in registered["versions"].values():
            del version["created"], version["updated"]
    return plain


def test_models_are_logged_registered_and_loaded(
    python: Callable[..., str], tmp_path: Path
) -> None:
    printed = python(
        """
        import mlflow, numpy as np
        from sklearn.linear_model import LinearRegression
        mlflow.set_tracking_uri("trackside://" + __import__("os").getcwd() + "/store")
        x = np.arange(6.0).reshape(3, 2)
        with mlflow.start_run() as run:
            mlflow.sklearn.log_model(LinearRegression().fit(x, x.sum(axis=1)), name="net",
                                     registered_model_name="adder")
            for step in range(100):
                mlflow.log_metric("loss", 1 / (step + 1), step=step)
            print(len(mlflow.MlflowClient().get_metric_history(run.info.run_id, "loss")))
        mlflow.MlflowClient().set_registered_model_alias("adder", "best", 1)
        by_alias = mlflow.pyfunc.load_model("models:/adder@best").predict(x)
        by_run = mlflow.sklearn.load_model(f"runs:/{run.info.run_id}/net").predict(x)
        found = mlflow.search_runs(search_all_experiments=True, filter_string="metrics.loss < 0.5")
        versions = mlflow.search_model_versions(filter_string="name = 'adder'")
        try:
            mlflow.get_run("nowhere")
        except mlflow.exceptions.MlflowException as error:
            code = error.error_code
        print([by_alias.round(6).tolist(), by_run.round(6).tolist(), len(found),
               len(versions), code])
        """,
    )

    assert printed == "[[1.0, 5.0, 9.0], [1.0, 5.0, 9.0], 1, 1, 'RESOURCE_DOES_NOT_EXIST']"
    store = open_store(str(tmp_path / "store")).settled()
    (run,) = store.search_runs(["0"])
    assert run.data.summaries["loss"].count == 100
    assert run.data.tags["trackside.process"]
    assert [version.model_id for version in store.search_model_versions()] == [
        run.outputs.model_outputs[0].model_id
    ]


def test_autologging_and_threads_need_nothing_else(
    python: Callable[..., str], tmp_path: Path
) -> None:
    printed = python(
        """
        import mlflow, numpy as np
        from sklearn.linear_model import Ridge
        mlflow.set_tracking_uri("trackside://")
        mlflow.config.enable_async_logging(True)
        mlflow.sklearn.autolog()
        x = np.random.default_rng(0).normal(size=(40, 3))
        Ridge().fit(x, x.sum(axis=1))
        mlflow.flush_async_logging()
        (run,) = mlflow.search_runs(output_format="list")
        print(run.data.params["alpha"], run.info.status, len(run.inputs.dataset_inputs))
        """,
    )

    assert printed == "1.0 FINISHED 1"
    assert (tmp_path / ".trackside" / "trackside.db").exists()


class Notebook:
    """A notebook in a real kernel that knows its name, as under a Jupyter server."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self._notebook = nbformat.v4.new_notebook()
        self._client = notebook_client(
            self._notebook, timeout=120, resources={"metadata": {"path": str(folder)}}
        )
        self._client.create_kernel_manager()
        plain = {k: v for k, v in os.environ.items() if not k.startswith("MLFLOW_")}
        paths = os.pathsep.join(sys.path)
        self._client.start_new_kernel(env={**plain, "PYTHONPATH": paths, **environ})
        self._client.start_new_kernel_client()

    def run(self, *lines: str) -> str:
        """Run a new cell and return what it printed."""
        cells = self._notebook.cells
        cells.append(nbformat.v4.new_code_cell("\n".join(lines)))
        cell = self._client.execute_cell(cells[-1], len(cells) - 1)
        return "".join(out.text for out in cell.outputs if out.get("name") == "stdout").strip()

    def stop(self) -> None:
        self._client._cleanup_kernel()


@pytest.mark.filterwarnings("ignore:Proactor event loop:RuntimeWarning")
@pytest.mark.parametrize("address", ["trackside", "our server", "elsewhere"])
def test_a_run_lands_in_the_notebooks_experiment(address: str, tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store")).store
    environ = {"TRACKSIDE_NOTEBOOK": "study/train.ipynb"}
    uri = f"trackside://{(tmp_path / 'store').as_posix()}"
    if address == "our server":
        # What the server tells its kernels; here nobody listens, and nobody needs to.
        environ |= {"TRACKSIDE_SERVER_URL": uri, "TRACKSIDE_TRACKING_URI": str(tmp_path / "store")}
    elif address == "elsewhere":
        uri = f"sqlite:///{(tmp_path / 'mlflow.db').as_posix()}"
    notebook = Notebook(tmp_path, MLFLOW_TRACKING_URI=uri, **environ)
    try:
        printed = notebook.run(
            "import mlflow",
            "with mlflow.start_run() as run:",
            "    mlflow.log_metric('loss', 0.5)",
            "run = mlflow.get_run(run.info.run_id)",
            "print(mlflow.get_experiment(run.info.experiment_id).name)",
            "print(sorted(key for key in run.data.tags if key.startswith('trackside.')))",
        )
    finally:
        notebook.stop()

    experiment, tags = printed.splitlines()[-2:]
    if address == "elsewhere":
        assert (experiment, tags) == ("Default", "[]")
        return
    assert experiment == "study/train"
    assert "'trackside.cell_id'" in tags
    assert "'trackside.notebook'" in tags
    own = store.get_notebook("study/train.ipynb")
    assert own is not None
    assert own.last_experiment_id == own.experiment_id
    (run,) = store.search_runs([str(own.experiment_id)])
    assert run.data.tags["mlflow.source.name"] == "study/train.ipynb"
    assert run.data.tags["mlflow.source.type"] == "NOTEBOOK"


def test_importing_mlflow_loads_nothing_heavy_of_ours(tmp_path: Path) -> None:
    code = """
import sys, mlflow
mlflow.set_tracking_uri("sqlite:///mlflow.db")
mlflow.MlflowClient()
print(sorted(name for name in sys.modules if name.startswith("trackside.")))
"""
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout

    plugins = "trackside.interop.mlflow_plugins"
    allowed = {"trackside.interop", "trackside.mlflow_paths", "trackside.version", plugins}
    allowed |= {f"{plugins}.{name}" for name in ("builders", "experiment", "run_context")}
    assert set(eval(printed)) <= allowed


def test_a_plug_in_that_fails_leaves_mlflow_alone(
    python: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "store").write_text("a file where a folder should be")
    printed = python(
        """
        import mlflow
        print(mlflow.start_run().info.experiment_id)
        """,
        MLFLOW_TRACKING_URI="sqlite:///mlflow.db",
        TRACKSIDE_SERVER_URL="sqlite:///mlflow.db",
        TRACKSIDE_TRACKING_URI=str(tmp_path / "store"),
        TRACKSIDE_NOTEBOOK="a.ipynb",
    )

    assert printed == "0"


def test_an_address_of_ours_names_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert store_uri("trackside:///data/runs", {}) == "/data/runs"
    assert store_uri("trackside://postgresql://db/runs", {}) == "postgresql://db/runs"
    default = f"sqlite:///{(tmp_path / '.trackside' / 'trackside.db').as_posix()}"
    assert store_uri("trackside://", {"MLFLOW_TRACKING_URI": "trackside://"}) == default
    assert store_uri("trackside://", {"TRACKSIDE_TRACKING_URI": "runs"}) == "runs"
    server = {"TRACKSIDE_SERVER_URL": "http://h/lab/trackside", "TRACKSIDE_TRACKING_URI": "runs"}
    assert store_uri("http://h/lab/trackside/", server) == "runs"
    assert store_uri("http://other", server) is None
    assert store_uri("sqlite:///mlflow.db", {}) is None


@pytest.mark.parametrize("address", ["trackside:///{}/store", "trackside://"])
def test_a_process_that_mlflow_starts_finds_the_store(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What mlflow.set_tracking_uri tells the processes that it starts.
    monkeypatch.setenv("MLFLOW_TRACKING_URI", address.format(tmp_path.as_posix().lstrip("/")))
    trackside.set_tag("by", "us")

    place = tmp_path / ("store" if "store" in address else ".trackside")
    (run,) = open_store(str(place)).settled().search_runs(["0"])
    assert run.data.tags["by"] == "us"
