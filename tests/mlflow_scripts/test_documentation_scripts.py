"""Scripts of MLflow's and Databricks' own documentation, with the word replaced."""

from __future__ import annotations

import pytest

import trackside as mlflow
from trackside.tracking import MlflowClient

pytest.importorskip("sklearn")


def wine() -> tuple[object, object, object, object]:
    """Return train and test halves of a binary question on real data: is the wine of class 0?"""
    from sklearn.datasets import load_wine
    from sklearn.model_selection import train_test_split

    data = load_wine(as_frame=True)
    return tuple(train_test_split(data.data, data.target == 0, test_size=0.2, random_state=123))


def test_untuned_random_forest_with_a_python_model_wrapper() -> None:
    import cloudpickle
    import numpy as np
    import sklearn
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.metrics import roc_auc_score

    from trackside.models.signature import infer_signature
    from trackside.utils.environment import _mlflow_conda_env

    X_train, X_test, y_train, y_test = wine()  # noqa: N806

    class SklearnModelWrapper(mlflow.pyfunc.PythonModel):
        def __init__(self, model):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204
            self.model = model

        def predict(self, context, model_input):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            return self.model.predict_proba(model_input)[:, 1]

    with mlflow.start_run(run_name="untuned_random_forest"):
        n_estimators = 10
        model = RandomForestClassifier(
            n_estimators=n_estimators, random_state=np.random.RandomState(123)
        )
        model.fit(X_train, y_train)
        predictions_test = model.predict_proba(X_test)[:, 1]
        auc_score = roc_auc_score(y_test, predictions_test)
        mlflow.log_param("n_estimators", n_estimators)
        mlflow.log_metric("auc", auc_score)
        wrapped_model = SklearnModelWrapper(model)
        signature = infer_signature(X_train, wrapped_model.predict(None, X_train))
        conda_env = _mlflow_conda_env(
            additional_conda_deps=None,
            additional_pip_deps=[
                f"cloudpickle=={cloudpickle.__version__}",
                f"scikit-learn=={sklearn.__version__}",
            ],
            additional_conda_channels=None,
        )
        mlflow.pyfunc.log_model(
            "random_forest_model",
            python_model=wrapped_model,
            conda_env=conda_env,
            signature=signature,
        )

    run_id = (
        mlflow.search_runs(filter_string='tags.mlflow.runName = "untuned_random_forest"')
        .iloc[0]
        .run_id
    )
    model_version = mlflow.register_model(f"runs:/{run_id}/random_forest_model", "wine_quality")
    client = MlflowClient()
    client.transition_model_version_stage(
        name="wine_quality", version=model_version.version, stage="Production"
    )
    loaded = mlflow.pyfunc.load_model("models:/wine_quality/production")
    assert roc_auc_score(y_test, loaded.predict(X_test)) == auc_score
    run = mlflow.get_run(run_id)
    assert (run.data.params, run.data.metrics) == ({"n_estimators": "10"}, {"auc": auc_score})
    by_alias = client.get_model_version("wine_quality", "1")
    client.set_registered_model_alias("wine_quality", "champion", by_alias.version)
    for uri in (
        "models:/wine_quality/1",
        "models:/wine_quality@champion",
        "models:/wine_quality/latest",
    ):
        assert roc_auc_score(y_test, mlflow.pyfunc.load_model(uri).predict(X_test)) == auc_score


def test_the_epoch_loop() -> None:
    with mlflow.start_run() as run:
        for epoch in range(3):
            mlflow.log_metric(key="quality", value=2 * epoch, step=epoch)

    history = MlflowClient().get_metric_history(run.info.run_id, "quality")
    assert [(metric.step, metric.value) for metric in history] == [(0, 0.0), (1, 2.0), (2, 4.0)]
    assert mlflow.get_run(run.info.run_id).data.metrics == {"quality": 4.0}


def test_logging_without_start_run() -> None:
    mlflow.log_param("param1", 5)
    mlflow.log_metric("foo", 1)
    mlflow.log_metric("foo", 2)
    mlflow.log_metric("foo", 3)
    with open("output.txt", "w") as f:  # noqa: PTH123
        f.write("Hello world!")
    mlflow.log_artifact("output.txt")
    run = mlflow.active_run()
    mlflow.end_run()

    assert run is not None
    ended = mlflow.get_run(run.info.run_id)
    assert ended.info.status == "FINISHED"
    assert (ended.data.params, ended.data.metrics) == ({"param1": "5"}, {"foo": 3.0})
    assert mlflow.artifacts.load_text(f"{run.info.artifact_uri}/output.txt") == "Hello world!"


def test_the_quickstart_with_a_logistic_regression() -> None:
    from sklearn import datasets
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import accuracy_score
    from sklearn.model_selection import train_test_split

    X, y = datasets.load_iris(return_X_y=True)  # noqa: N806
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)  # noqa: N806
    params = {"solver": "lbfgs", "max_iter": 1000, "random_state": 8888}
    lr = LogisticRegression(**params).fit(X_train, y_train)
    accuracy = accuracy_score(y_test, lr.predict(X_test))

    mlflow.set_experiment("MLflow Quickstart")
    with mlflow.start_run():
        mlflow.log_params(params)
        mlflow.log_metric("accuracy", accuracy)
        mlflow.set_tag("Training Info", "Basic LR model for iris data")
        signature = mlflow.models.infer_signature(X_train, lr.predict(X_train))
        model_info = mlflow.sklearn.log_model(
            sk_model=lr,
            name="iris_model",
            signature=signature,
            input_example=X_train,
            registered_model_name="tracking-quickstart",
        )

    loaded_model = mlflow.pyfunc.load_model(model_info.model_uri)
    assert (loaded_model.predict(X_test) == lr.predict(X_test)).all()
    assert (
        mlflow.sklearn.load_model("models:/tracking-quickstart/1").get_params()["max_iter"] == 1000
    )


def test_searching_with_the_client() -> None:
    client = MlflowClient()
    experiment_id = client.create_experiment("Social NLP Experiments")
    client.set_experiment_tag(experiment_id, "nlp.framework", "Spark NLP")
    run = client.create_run(experiment_id)
    client.log_metric(run.info.run_id, "m", 1.55)
    client.set_tag(run.info.run_id, "s.release", "1.1.0-RC")
    client.set_terminated(run.info.run_id)

    found = client.search_runs(
        experiment_ids=[experiment_id],
        filter_string="tags.s.release ILIKE '%rc%' AND metrics.m > 1.5",
        order_by=["metrics.m DESC"],
        max_results=1,
    )
    assert [each.info.run_id for each in found] == [run.info.run_id]
    frame = mlflow.search_runs([experiment_id])
    assert frame[["run_id", "metrics.m", "tags.s.release"]].to_numpy().tolist() == [
        [run.info.run_id, 1.55, "1.1.0-RC"]
    ]
