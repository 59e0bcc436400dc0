"""The real mlflow client against our server on the Jupyter port: runs, searches and errors."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.server.mlflow_scenarios import Play
    from tests.tracking_servers import TrackingServer

    from trackside.client import Client


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
