"""Models that the real mlflow client logs, registers and loads on our server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.server.mlflow_scenarios import only

from trackside.registration import model_paths

if TYPE_CHECKING:
    from tests.server.mlflow_scenarios import Play

    from trackside.client import Client


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
