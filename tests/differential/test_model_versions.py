"""Models of flavors in the registry and by their addresses, as under MLflow."""

# ruff: noqa: B023 (a snippet is refused at once, not later)

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.differential.logged_by_flavors import flavor, logged, masked

pytestmark = pytest.mark.usefixtures("quick_models")


def registering_a_logged_model(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        first = logged(ml, name="net", step=3, registered_model_name=here.name, tags={"a": 1})
        second = logged(ml, name="net", step=1)
    uri = f"runs:/{run.info.run_id}/net"
    versions = [
        ml.register_model(second.model_uri, here.name, tags={"b": 2}),
        ml.register_model(uri, here.name),
        here.refused(lambda: ml.register_model(f"runs:/{run.info.run_id}/nope", here.name)),
        here.refused(lambda: ml.register_model(f"models:/m-{'0' * 32}", here.name)),
    ]
    client = ml.MlflowClient()
    noted = [ml.get_logged_model(each.model_id).tags.get("mlflow.modelVersions") for each in (first, second)]  # fmt: skip
    places = [masked(client.get_model_version_download_uri(here.name, number)) for number in (1, 2, 3)]  # fmt: skip
    made = [(str(v.version), v.tags, v.run_id == run.info.run_id) for v in versions[:2]]
    return (
        first.registered_model_version,
        client.get_model_version(here.name, "1").tags,
        made,
        versions[2:],
        [json.loads(each) for each in noted],
        places,
    )


def loading_by_every_address(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        first = logged(ml, name="net", registered_model_name=here.name)
        second = logged(ml, name="net", step=1)
    ml.MlflowClient().set_registered_model_alias(here.name, "best", "1")
    ids = {first.model_id: "first", second.model_id: "second"}
    addresses = [
        first.model_uri,
        f"runs:/{run.info.run_id}/net",
        f"models:/{here.name}/1",
        f"models:/{here.name}@best",
        f"models:/{here.name}/latest",
        f"runs:/{run.info.run_id}/nope",
        f"models:/m-{'0' * 32}",
    ]

    def found(uri: str) -> Any:
        loaded = flavor(ml, "pyfunc").load_model(uri)
        info = ml.models.get_model_info(uri)
        values = [float(each) for each in loaded.predict([[5.0]])]
        return ids[loaded.model_id], ids[info.model_id], info.name, values

    return [here.refused(lambda: found(uri)) for uri in addresses]


def the_source_of_a_version(ml: Any, here: Any) -> Any:
    info = logged(ml, name="net", registered_model_name=here.name)
    version = ml.MlflowClient().get_model_version(here.name, 1)
    return masked(version.source), version.model_id == info.model_id


def a_version_of_a_version(ml: Any, here: Any) -> Any:
    info = logged(ml, name="net", registered_model_name=here.name)
    promoted = ml.register_model(f"models:/{here.name}/1", f"{here.name} two")
    copied = ml.MlflowClient().copy_model_version(f"models:/{here.name}/1", f"{here.name} three")
    return [
        flavor(ml, "pyfunc").load_model(f"models:/{each.name}/1").model_id == info.model_id
        for each in (promoted, copied)
    ]


def a_version_outlives_its_logged_model(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        info = logged(ml, name="net", registered_model_name=here.name)
        older = logged(ml, name="two")
        newer = logged(ml, name="two")
    client = ml.MlflowClient()
    client.delete_logged_model(info.model_id)
    client.delete_logged_model(newer.model_id)
    load = flavor(ml, "pyfunc").load_model
    return (
        load(f"models:/{here.name}/1").metadata.model_uuid == info.model_id,
        here.refused(lambda: load(info.model_uri), "not found"),
        load(f"runs:/{run.info.run_id}/two").model_id == older.model_id,
    )


def test_as_under_mlflow(snippet: Any, as_under_mlflow: Any) -> None:
    as_under_mlflow(snippet)
