"""The real mlflow client against our server on the Jupyter port, unchanged: what users do with it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from trackside.client import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TOKEN = "a-secret-token"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A Jupyter server with our extension; its URL and root."""
    with serving(tmp_path_factory.mktemp("jupyter")) as running:
        yield running


@contextmanager
def serving(root: Path) -> Iterator[tuple[str, Path]]:
    """Run a Jupyter server with our extension, below a base URL and behind a token."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = {
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.base_url": "/hub/ada/",
        "ServerApp.root_dir": root,
        "ServerApp.jpserver_extensions": "{'trackside_server': True}",
        "IdentityProvider.token": TOKEN,
        "ServerApp.open_browser": False,
    }
    words = [f"--{name}={value}" for name, value in options.items()]
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MLFLOW_", "TRACKSIDE_"))
    }
    log = (root / "log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyter_server", "--allow-root", *words],
        cwd=root,
        env={**environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=log,
    )
    url = f"http://127.0.0.1:{port}/hub/ada/trackside"
    try:
        _wait_for(f"{url}/health", process, root / "log")
        yield url, root
    finally:
        process.terminate()
        process.wait()
        log.close()


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if _is_healthy(url):
            return
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def _is_healthy(url: str) -> bool:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {TOKEN}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return bool(answer.read() == b"OK")
    except OSError:
        return False


@pytest.fixture
def mlflow(server: tuple[str, Path], tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Run a script with the real client in a process of its own; what it calls ``say`` with comes back."""

    def run(code: str, **environ: str) -> dict[str, Any]:
        script = f"""
import json, warnings
warnings.filterwarnings("ignore")
import mlflow
from mlflow import MlflowClient
said = {{}}
def say(**named): said.update(named)
mlflow.set_experiment({tmp_path.name!r})
{dedent(code)}
print(json.dumps(said))
"""
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith("TRACKSIDE_")},
                "MLFLOW_TRACKING_URI": server[0],
                "MLFLOW_TRACKING_TOKEN": TOKEN,
                "MLFLOW_DISABLE_TELEMETRY": "true",
                "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0",
                **environ,
            },
        )
        assert done.returncode == 0, done.stderr
        said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return said

    return run


@pytest.fixture
def ours(server: tuple[str, Path]) -> Client:
    """Our own client on the store behind the server."""
    return Client(f"sqlite:///{server[1]}/.trackside/trackside.db")


def test_a_run_with_all_that_can_be_logged(
    mlflow: Callable[..., dict[str, Any]], ours: Client
) -> None:
    said = mlflow("""
        with mlflow.start_run(run_name="first", description="a try") as run:
            mlflow.log_param("depth", 3)
            mlflow.log_params({f"p{i}": i for i in range(250)})
            for step in range(5):
                mlflow.log_metric("loss", 1 / (step + 1), step=step)
            mlflow.log_metrics({"nan": float("nan"), "inf": float("inf"), "minus": float("-inf")})
            mlflow.set_tags({"stage": "dev", "colour": "red"})
            mlflow.delete_tag("colour")
            with mlflow.start_run(nested=True, run_name="child") as child:
                mlflow.log_metric("loss", 2.0)
            mlflow.log_metric("late", 1.0, synchronous=False)
            mlflow.flush_async_logging()
        run = mlflow.get_run(run.info.run_id)
        history = MlflowClient().get_metric_history(run.info.run_id, "loss")
        say(
            run_id=run.info.run_id,
            child=child.info.run_id,
            status=run.info.status,
            name=run.info.run_name,
            params=len(run.data.params),
            inf=run.data.metrics["inf"] == float("inf"),
            nan=run.data.metrics["nan"] != run.data.metrics["nan"],
            history=[(point.step, point.value) for point in history],
            tags={k: v for k, v in run.data.tags.items() if not k.startswith("mlflow.")},
            parent=mlflow.get_parent_run(child.info.run_id).info.run_id,
        )
    """)

    assert (said["status"], said["name"], said["params"]) == ("FINISHED", "first", 251)
    assert said["inf"]
    assert said["nan"]
    assert said["history"] == [[step, 1 / (step + 1)] for step in range(5)]
    assert said["tags"] == {"stage": "dev"}
    assert said["parent"] == said["run_id"]
    seen = ours.get_run(said["run_id"])
    assert seen.data.metrics["late"] == 1.0
    assert seen.data.summaries["loss"].count == 5
    assert seen.data.tags["mlflow.note.content"] == "a try"


def test_artifacts_go_through_the_server(
    mlflow: Callable[..., dict[str, Any]], ours: Client, tmp_path: Path
) -> None:
    (tmp_path / "big.bin").write_bytes(os.urandom(5 << 20))
    said = mlflow("""
        import hashlib, pathlib
        import numpy as np
        with mlflow.start_run() as run:
            mlflow.log_artifact("big.bin", "data")
            mlflow.log_text("hällo", "notes/a file.txt")
            mlflow.log_dict({"k": [1, 2]}, "d.json")
            mlflow.log_table({"q": ["a", "b"]}, "t.json")
            mlflow.log_image(np.zeros((4, 4, 3), np.uint8), key="img", step=1)
        uri = f"runs:/{run.info.run_id}"
        path = mlflow.artifacts.download_artifacts(f"{uri}/data/big.bin")
        client = MlflowClient()
        say(
            run_id=run.info.run_id,
            root=client.get_run(run.info.run_id).info.artifact_uri,
            same=pathlib.Path(path).read_bytes() == pathlib.Path("big.bin").read_bytes(),
            text=mlflow.artifacts.load_text(f"{uri}/notes/a file.txt"),
            table=mlflow.load_table("t.json").to_dict("list"),
            listed=[(f.path, f.is_dir, f.file_size) for f in client.list_artifacts(run.info.run_id)],
            below=[f.path for f in client.list_artifacts(run.info.run_id, "notes")],
            images=len(client.list_artifacts(run.info.run_id, "images")),
            folder=sorted(p.name for p in pathlib.Path(client.download_artifacts(run.info.run_id, "")).iterdir()),
        )
        missing = None
        try:
            mlflow.artifacts.load_text(f"{uri}/nothing.txt")
        except Exception as error:
            missing = str(error)
        say(missing=missing)
    """)

    assert said["root"].startswith("mlflow-artifacts:/")
    assert said["same"]
    assert (said["text"], said["table"]) == ("hällo", {"q": ["a", "b"]})
    assert ["d.json", False, 29] in said["listed"]
    assert said["below"] == ["notes/a file.txt"]
    assert said["images"] == 2
    assert said["folder"] == ["d.json", "data", "images", "notes", "t.json"]
    assert said["missing"]
    assert {file.path for file in ours.list_artifacts(said["run_id"])} == set(said["folder"])


def test_a_large_file_in_parts(
    mlflow: Callable[..., dict[str, Any]], ours: Client, tmp_path: Path
) -> None:
    (tmp_path / "big.bin").write_bytes(os.urandom(17 << 20))
    said = mlflow(
        """
        import pathlib
        with mlflow.start_run() as run:
            mlflow.log_artifact("big.bin", "data")
        path = mlflow.artifacts.download_artifacts(f"runs:/{run.info.run_id}/data/big.bin")
        say(run_id=run.info.run_id,
            same=pathlib.Path(path).read_bytes() == pathlib.Path("big.bin").read_bytes())
        """,
        MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD="true",
        MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE=str(1 << 20),
        MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE=str(6 << 20),
    )

    assert said["same"]
    (file,) = ours.list_artifacts(said["run_id"], "data")
    assert (file.path, file.file_size) == ("data/big.bin", 17 << 20)


def test_models_are_logged_registered_and_loaded(
    mlflow: Callable[..., dict[str, Any]], ours: Client
) -> None:
    said = mlflow("""
        from sklearn.linear_model import LogisticRegression
        model = LogisticRegression().fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1])
        with mlflow.start_run() as run:
            info = mlflow.sklearn.log_model(
                model, name="model", serialization_format="cloudpickle", registered_model_name="iris"
            )
            mlflow.log_metric("accuracy", 0.9, model_id=info.model_id)
        client = MlflowClient()
        client.set_registered_model_alias("iris", "champion", 1)
        client.transition_model_version_stage("iris", 1, "Production")
        client.set_model_version_tag("iris", "1", "reviewed", "yes")
        client.update_registered_model("iris", "flowers")
        second = mlflow.register_model(f"runs:/{run.info.run_id}/model", "iris")
        uris = [info.model_uri, f"runs:/{run.info.run_id}/model", "models:/iris/1",
                "models:/iris@champion", "models:/iris/Production", "models:/iris/latest"]
        version = client.get_model_version("iris", 1)
        logged = mlflow.get_logged_model(info.model_id)
        say(
            run_id=run.info.run_id,
            model_id=info.model_id,
            loaded=[mlflow.pyfunc.load_model(uri).predict([[3.0]]).tolist() for uri in uris],
            version=second.version,
            stage=version.current_stage, aliases=list(version.aliases), tags=version.tags,
            description=client.get_registered_model("iris").description,
            found=[m.model_id for m in mlflow.search_logged_models(output_format="list",
                   filter_string="metrics.accuracy > 0.5")],
            status=str(logged.status), measured={m.key: m.value for m in logged.metrics},
            outputs=[o.model_id for o in mlflow.get_run(run.info.run_id).outputs.model_outputs],
        )
        client.delete_model_version("iris", "2")
        client.delete_registered_model_alias("iris", "champion")
        client.rename_registered_model("iris", "flower")
        say(models=[m.name for m in client.search_registered_models("name LIKE 'flow%'")])
    """)

    assert said["loaded"] == [[1]] * 6
    assert (said["version"], said["stage"], said["aliases"]) == ("2", "Production", ["champion"])
    assert (said["tags"], said["description"]) == ({"reviewed": "yes"}, "flowers")
    assert said["found"] == said["outputs"] == [said["model_id"]]
    assert (said["status"], said["measured"]["accuracy"]) == ("READY", 0.9)
    assert said["models"] == ["flower"]
    assert ours.get_run(said["run_id"]).data.summaries["accuracy"].count == 1


def test_autolog_of_scikit_learn(mlflow: Callable[..., dict[str, Any]], ours: Client) -> None:
    said = mlflow("""
        import numpy as np
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import GridSearchCV
        mlflow.sklearn.autolog(max_tuning_runs=2)
        rng = np.random.default_rng(1)
        X = rng.random((40, 2)); y = (X[:, 0] > 0.5).astype(int)
        GridSearchCV(LogisticRegression(), {"C": [0.1, 1.0, 10.0]}, cv=2).fit(X, y)
        run = mlflow.last_active_run()
        say(run_id=run.info.run_id,
            children=len(mlflow.search_runs(filter_string=f"tags.mlflow.parentRunId = '{run.info.run_id}'")))
    """)

    run = ours.get_run(said["run_id"])
    assert said["children"] == 2
    assert {"best_C", "cv"} <= run.data.params.keys()
    assert {"best_cv_score", "training_accuracy_score"} <= run.data.metrics.keys()
    assert run.inputs.dataset_inputs
    assert run.outputs.model_outputs


def test_a_run_that_names_its_notebook_is_shown_with_it(
    mlflow: Callable[..., dict[str, Any]], ours: Client
) -> None:
    said = mlflow("""
        client = MlflowClient()
        experiment = mlflow.set_experiment("by hand").experiment_id
        run = client.create_run(experiment, tags={"trackside.notebook": "a/b.ipynb"})
        say(experiment=experiment)
    """)

    from trackside.opening import open_store

    notebook = open_store(ours.tracking_uri).store.get_notebook("a/b.ipynb")
    assert notebook is not None
    assert notebook.last_experiment_id == said["experiment"]


def test_search_pages_orders_and_views(mlflow: Callable[..., dict[str, Any]]) -> None:
    said = mlflow("""
        client = MlflowClient()
        experiment = mlflow.get_experiment_by_name(mlflow.set_experiment("searched").name)
        for number in range(25):
            with mlflow.start_run(run_name=f"r{number}"):
                mlflow.log_metric("m", number)
                mlflow.log_param("even", number % 2 == 0)
        pages, token = [], None
        while True:
            page = client.search_runs([experiment.experiment_id], "params.even = 'True'",
                                      order_by=["metrics.m DESC"], max_results=5, page_token=token)
            pages.append([int(run.data.metrics["m"]) for run in page])
            token = page.token
            if not token:
                break
        frame = mlflow.search_runs(experiment_names=["searched"], filter_string="metrics.m > 20")
        client.delete_run(frame["run_id"][0])
        from mlflow.entities import ViewType
        deleted = client.search_runs([experiment.experiment_id], run_view_type=ViewType.DELETED_ONLY)
        client.restore_run(frame["run_id"][0])
        client.rename_experiment(experiment.experiment_id, "renamed")
        client.set_experiment_tag(experiment.experiment_id, "team", "a")
        client.delete_experiment(experiment.experiment_id)
        client.restore_experiment(experiment.experiment_id)
        found = client.search_experiments(filter_string="tags.team = 'a'")
        say(pages=pages, frame=len(frame), deleted=len(deleted), found=[e.name for e in found])
    """)

    assert said["pages"] == [[24, 22, 20, 18, 16], [14, 12, 10, 8, 6], [4, 2, 0]]
    assert (said["frame"], said["deleted"], said["found"]) == (4, 1, ["renamed"])


def test_prompts_are_kept_as_models_without_files(
    mlflow: Callable[..., dict[str, Any]],
) -> None:
    said = mlflow("""
        mlflow.genai.register_prompt("greeting", "Hello, {{name}}!", commit_message="first")
        mlflow.genai.register_prompt("greeting", "Dear {{name}},")
        mlflow.genai.set_prompt_alias("greeting", alias="polite", version=2)
        say(
            texts=[mlflow.genai.load_prompt(f"prompts:/greeting/{n}").template for n in (1, 2)],
            polite=mlflow.genai.load_prompt("prompts:/greeting@polite").version,
            prompts=[prompt.name for prompt in mlflow.genai.search_prompts()],
            models=[model.name for model in MlflowClient().search_registered_models()
                    if model.name == "greeting"],
        )
    """)

    assert said["texts"] == ["Hello, {{name}}!", "Dear {{name}},"]
    assert (said["polite"], said["prompts"], said["models"]) == (2, ["greeting"], [])


def test_errors_have_mlflows_codes(mlflow: Callable[..., dict[str, Any]]) -> None:
    said = mlflow("""
        from mlflow.exceptions import MlflowException
        client = MlflowClient()
        with mlflow.start_run() as run:
            mlflow.log_param("depth", 3)
        client.create_registered_model("something")
        calls = {
            "no run": lambda: client.get_run("0" * 32),
            "changed param": lambda: client.log_param(run.info.run_id, "depth", 4),
            "taken": lambda: client.create_experiment("Default"),
            "bad filter": lambda: client.search_runs(["0"], "metrics.m ~ 3"),
            "no model": lambda: client.get_registered_model("nothing"),
            "bad alias": lambda: client.set_registered_model_alias("something", "v1", 1),
            "bad stage": lambda: client.transition_model_version_stage("something", 1, "Nowhere"),
        }
        codes = {}
        for what, call in calls.items():
            try:
                call()
            except MlflowException as error:
                codes[what] = error.error_code
        say(codes=codes)
    """)

    assert said["codes"] == {
        "no run": "RESOURCE_DOES_NOT_EXIST",
        "changed param": "INVALID_PARAMETER_VALUE",
        "taken": "RESOURCE_ALREADY_EXISTS",
        "bad filter": "INVALID_PARAMETER_VALUE",
        "no model": "RESOURCE_DOES_NOT_EXIST",
        "bad alias": "INVALID_PARAMETER_VALUE",
        "bad stage": "INVALID_PARAMETER_VALUE",
    }


def test_what_is_not_served_is_swallowed_quickly(mlflow: Callable[..., dict[str, Any]]) -> None:
    said = mlflow(
        """
        @mlflow.trace
        def double(number):
            return 2 * number
        say(result=double(4))
        """,
        MLFLOW_HTTP_REQUEST_MAX_RETRIES="5",
    )

    assert said["result"] == 8


def test_a_wrong_token_is_refused(server: tuple[str, Path]) -> None:
    url = f"{server[0]}/api/2.0/mlflow/experiments/get?experiment_id=0"
    request = urllib.request.Request(url, headers={"Authorization": "Bearer wrong"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)

    assert refused.value.code == 403
    assert json.loads(refused.value.read())["error_code"] == "PERMISSION_DENIED"
