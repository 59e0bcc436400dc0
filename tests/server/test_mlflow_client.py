"""The real mlflow client against our server on the Jupyter port, unchanged: what users do with it.

Each scenario is played by the last client of MLflow 2 and by the newest, here and on MLflow's own
newest server, and must tell the same of both.
"""

from __future__ import annotations

import json
import os
import re
import urllib.error
import urllib.request
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from trackside.client import Client
from trackside.registration import model_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from tests.conftest import TrackingServer

    Play = Callable[..., dict[str, Any]]

PREAMBLE = """
import json, sys, warnings
warnings.filterwarnings("ignore")
import mlflow
from mlflow import MlflowClient
said = {}
def say(**named): said.update(named)
is_old = mlflow.__version__ < "3"
mlflow.set_experiment("scenario")
"""


@pytest.fixture(params=["mlflow2", "mlflow3"])
def mlflow(
    request: pytest.FixtureRequest,
    empty_jupyter_server: TrackingServer,
    empty_mlflow_server: TrackingServer,
    tmp_path: Path,
) -> Play:
    """Play a scenario here and on MLflow's server; what it calls ``say`` with comes back.

    The two may differ in what ``differing`` names, and must.
    """
    client = request.getfixturevalue(request.param)

    def on(server: TrackingServer, code: str, environ: dict[str, str]) -> dict[str, Any]:
        printed = client.run_code(
            f"{PREAMBLE}{dedent(code)}\nprint(json.dumps(said))",
            folder=tmp_path,
            environ={
                "MLFLOW_TRACKING_URI": server.url,
                "MLFLOW_TRACKING_TOKEN": server.token,
                "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0",
                **environ,
            },
        )
        said: dict[str, Any] = json.loads(printed.splitlines()[-1])
        return said

    def play(code: str, *, differing: Collection[str] = (), **environ: str) -> dict[str, Any]:
        ours = on(empty_jupyter_server, code, environ)
        theirs = on(empty_mlflow_server, code, environ)
        shown, expected = without_ids(ours), without_ids(theirs)
        differences = {
            key: (shown[key], expected[key]) for key in shown if shown[key] != expected[key]
        }
        assert set(differences) == set(differing), differences
        return ours

    return play


def without_ids(said: dict[str, Any]) -> dict[str, Any]:
    text = json.dumps(said, sort_keys=True)
    masked: dict[str, Any] = json.loads(re.sub(r"\b(m-)?[0-9a-f]{32}\b", r"\1<id>", text))
    return masked


def only(generation: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("mlflow", [generation], indirect=True)


@pytest.fixture
def ours(empty_jupyter_server: TrackingServer) -> Client:
    """Our own client on the store behind the server."""
    return Client(f"sqlite:///{empty_jupyter_server.database}")


def test_a_run_with_all_that_can_be_logged(mlflow: Play, ours: Client) -> None:
    said = mlflow(
        """
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
        """,
        differing={"inf"},
    )

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


def test_artifacts_go_through_the_server(mlflow: Play, ours: Client, tmp_path: Path) -> None:
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
            missing = [type(error).__name__, 'nothing.txt' in str(error)]
        say(missing=missing)
    """)

    assert said["root"].startswith("mlflow-artifacts:/")
    assert said["same"]
    assert (said["text"], said["table"]) == ("hällo", {"q": ["a", "b"]})
    assert ["d.json", False, 29] in said["listed"]
    assert said["below"] == ["notes/a file.txt"]
    assert said["images"] == 2
    assert said["folder"] == ["d.json", "data", "images", "notes", "t.json"]
    assert said["missing"] == ["MlflowException", True]
    assert {file.path for file in ours.list_artifacts(said["run_id"])} == set(said["folder"])


def test_a_large_file_in_parts(mlflow: Play, ours: Client, tmp_path: Path) -> None:
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


LOG_A_MODEL = """
        from sklearn.linear_model import LogisticRegression
        model = LogisticRegression().fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1])
        how = {"registered_model_name": "iris"}
        if not is_old:
            how["serialization_format"] = "cloudpickle"
        with mlflow.start_run() as run:
            info = mlflow.sklearn.log_model(model, **{"artifact_path" if is_old else "name": "model"}, **how)
"""


def test_models_are_logged_registered_and_loaded(mlflow: Play, ours: Client) -> None:
    said = mlflow(f"""
        {LOG_A_MODEL}
        client = MlflowClient()
        client.set_registered_model_alias("iris", "champion", 1)
        client.transition_model_version_stage("iris", 1, "Production")
        client.set_model_version_tag("iris", "1", "reviewed", "yes")
        client.update_registered_model("iris", "flowers")
        second = mlflow.register_model(f"runs:/{{run.info.run_id}}/model", "iris")
        uris = [info.model_uri, f"runs:/{{run.info.run_id}}/model", "models:/iris/1",
                "models:/iris@champion", "models:/iris/Production", "models:/iris/latest"]
        version = client.get_model_version("iris", 1)
        say(
            loaded=[mlflow.pyfunc.load_model(uri).predict([[3.0]]).tolist() for uri in uris],
            version=second.version,
            stage=version.current_stage, aliases=list(version.aliases), tags=version.tags,
            description=client.get_registered_model("iris").description,
            latest=[(v.version, v.current_stage) for v in client.get_latest_versions("iris")],
            found=[v.version for v in client.search_model_versions(f"run_id = '{{run.info.run_id}}'")],
        )
        client.delete_model_version("iris", "2")
        client.delete_registered_model_alias("iris", "champion")
        client.rename_registered_model("iris", "flower")
        say(models=[m.name for m in client.search_registered_models("name LIKE 'flow%'")])
    """)

    assert said["loaded"] == [[1]] * 6
    assert (said["version"], said["stage"], said["aliases"]) == ("2", "Production", ["champion"])
    assert (said["tags"], said["description"]) == ({"reviewed": "yes"}, "flowers")
    assert said["models"] == ["flower"]
    assert [model.name for model in ours.search_registered_models()] == ["flower"]


@only("mlflow3")
def test_logged_models_are_measured_and_found(mlflow: Play, ours: Client) -> None:
    said = mlflow(f"""
        {LOG_A_MODEL}
            mlflow.log_metric("accuracy", 0.9, model_id=info.model_id)
        logged = mlflow.get_logged_model(info.model_id)
        say(
            run_id=run.info.run_id,
            model_id=info.model_id,
            found=[m.model_id for m in mlflow.search_logged_models(output_format="list",
                   filter_string="metrics.accuracy > 0.5")],
            status=str(logged.status), measured={{m.key: m.value for m in logged.metrics}},
            outputs=[o.model_id for o in mlflow.get_run(run.info.run_id).outputs.model_outputs],
        )
    """)

    assert said["found"] == said["outputs"] == [said["model_id"]]
    assert (said["status"], said["measured"]["accuracy"]) == ("READY", 0.9)
    run = ours.get_run(said["run_id"])
    assert run.data.summaries["accuracy"].count == 1
    assert model_paths(ours, run, ours.tracking_uri) == ["model"]


def test_autolog_of_scikit_learn(mlflow: Play, ours: Client) -> None:
    said = mlflow("""
        import numpy as np
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import GridSearchCV
        mlflow.sklearn.autolog(max_tuning_runs=2)
        rng = np.random.default_rng(1)
        X = rng.random((40, 2)); y = (X[:, 0] > 0.5).astype(int)
        GridSearchCV(LogisticRegression(), {"C": [0.1, 1.0, 10.0]}, cv=2).fit(X, y)
        run = mlflow.last_active_run()
        children = mlflow.search_runs(filter_string=f"tags.mlflow.parentRunId = '{run.info.run_id}'")
        own = ("mlflow.user", "mlflow.source", "mlflow.runName", "mlflow.log-model.history")
        say(
            run_id=run.info.run_id,
            children=len(children),
            columns=sorted(column for column in children if not column.startswith("tags.")),
            params=run.data.params,
            metrics=sorted(run.data.metrics),
            tags={k: v for k, v in run.data.tags.items() if not k.startswith(own)},
            datasets=[each.dataset.digest for each in run.inputs.dataset_inputs],
            files=sorted(file.path for file in MlflowClient().list_artifacts(run.info.run_id)),
        )
    """)

    run = ours.get_run(said["run_id"])
    assert said["children"] == 2
    assert {"best_C", "cv"} <= run.data.params.keys()
    assert {"best_cv_score", "training_accuracy_score"} <= run.data.metrics.keys()
    assert run.inputs.dataset_inputs
    assert bool(run.outputs.model_outputs) == ("best_estimator" not in said["files"])


def test_a_run_that_names_its_notebook_is_shown_with_it(mlflow: Play, ours: Client) -> None:
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


def test_search_pages_orders_and_views(mlflow: Play) -> None:
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


@only("mlflow3")
def test_prompts_are_kept_as_models_without_files(
    mlflow: Play,
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


def test_errors_have_mlflows_codes(mlflow: Play) -> None:
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


def test_what_is_not_served_is_swallowed_quickly(mlflow: Play) -> None:
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


def test_processes_and_threads_log_at_the_same_time(mlflow: Play, ours: Client) -> None:
    said = mlflow("""
        import multiprocessing, os
        from concurrent.futures import ThreadPoolExecutor
        def train(number):
            with mlflow.start_run(run_name=f"{os.getpid()} {number}", nested=True):
                for step in range(10):
                    mlflow.log_metric("loss", number * step, step=step)
        def search():
            with ThreadPoolExecutor(4) as threads:
                list(threads.map(train, range(4)))
        processes = [multiprocessing.get_context("fork").Process(target=search) for _ in range(2)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        runs = mlflow.search_runs(output_format="list")
        say(statuses=[run.info.status for run in runs],
            names=len({run.info.run_name for run in runs}),
            losses=sorted(run.data.metrics["loss"] for run in runs))
    """)

    assert said["losses"] == [0.0, 0.0, 9.0, 9.0, 18.0, 18.0, 27.0, 27.0]
    assert said["statuses"] == ["FINISHED"] * 8


def test_what_is_logged_asynchronously_arrives(mlflow: Play, ours: Client) -> None:
    said = mlflow("""
        mlflow.config.enable_async_logging(True)
        with mlflow.start_run() as run:
            for step in range(200):
                mlflow.log_metric("loss", 1 / (step + 1), step=step)
            mlflow.log_params({"depth": 3, "kind": "tree"})
            mlflow.set_tag("stage", "dev")
        mlflow.flush_async_logging()
        run = mlflow.get_run(run.info.run_id)
        history = MlflowClient().get_metric_history(run.info.run_id, "loss")
        say(run_id=run.info.run_id, params=run.data.params, tag=run.data.tags["stage"],
            history=sorted((point.step, point.value) for point in history))
    """)

    assert len(said["history"]) == 200
    assert (said["params"], said["tag"]) == ({"depth": "3", "kind": "tree"}, "dev")
    assert ours.get_run(said["run_id"]).data.summaries["loss"].count == 200


def test_a_wrong_token_is_refused(jupyter_server: TrackingServer) -> None:
    url = f"{jupyter_server.url}/api/2.0/mlflow/experiments/get?experiment_id=0"
    request = urllib.request.Request(url, headers={"Authorization": "Bearer wrong"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)

    assert refused.value.code == 403
    assert json.loads(refused.value.read())["error_code"] == "PERMISSION_DENIED"
