"""``models/<name>`` and ``models/<name>/versions/<version>``."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.server.conftest import Panel

    from trackside.client import Client

MLMODEL = dedent(
    """\
    flavors:
      python_function:
        loader_module: mlflow.sklearn
        python_version: 3.11.7
      sklearn:
        sklearn_version: 1.9.1
    model_size_bytes: 1677
    saved_input_example_info:
      artifact_path: input_example.json
    signature:
      inputs: '[{"type": "double", "name": "a", "required": true}, {"type": "string", "name": "b", "required": false}]'
      outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
      params: null
    """
)


@pytest.fixture
def version(client: Client) -> str:
    """The path of a version of "apples" whose run is known."""
    run_id = client.create_run("0", run_name="orchard").info.run_id
    client.log_metric(run_id, "accuracy", 0.9)
    client.log_text(run_id, MLMODEL, "fruit/MLmodel")
    client.create_registered_model("apples")
    source = f"{client.get_run(run_id).info.artifact_uri}/fruit"
    client.create_model_version("apples", source, run_id)
    return "models/apples/versions/1"


async def test_a_version_tells_its_run_and_what_its_model_takes_and_gives(
    panel: Panel, version: str
) -> None:
    found = await panel.get(version)

    assert found["version"]["name"] == "apples"
    assert found["run"]["name"] == "orchard"
    assert found["run"]["metrics"]["accuracy"]["last"] == 0.9
    assert found["experiment"]["name"] == "Default"
    assert found["problem"] is None
    card = found["card"]
    assert card["flavors"] == {"python_function": None, "sklearn": "1.9.1"}
    assert [(each["name"], each["type"], each["is_required"]) for each in card["inputs"]] == [
        ("a", "double", True),
        ("b", "string", False),
    ]
    assert [each["type"] for each in card["outputs"]] == ["int64 (-1)"]
    assert card["params"] is None
    assert card["example"] == "input_example.json"
    assert (card["python_version"], card["size"]) == ("3.11.7", 1677)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "MLmodel"),
        ("[1, 2]", "cannot be read"),
        ("flavors: {a: {}}\nsignature: {inputs: 'no'}", "cannot be read"),
        ("!!python/object/apply:os.system [true]", "cannot be read"),
    ],
)
async def test_a_model_that_cannot_be_described_is_no_error(
    panel: Panel, client: Client, text: str | None, said: str
) -> None:
    run_id = client.create_run("0").info.run_id
    if text is not None:
        client.log_text(run_id, text, "fruit/MLmodel")
    client.create_registered_model("pears")
    client.create_model_version("pears", f"{client.get_run(run_id).info.artifact_uri}/fruit")

    found = await panel.get("models/pears/versions/1")

    assert found["card"] is None
    assert said in found["problem"]
    assert found["run"] is None


async def test_a_version_is_described_tagged_named_and_moved(panel: Panel, version: str) -> None:
    await panel.send("PATCH", version, {"tags": {"size": "L", "old": "1"}})

    changed = await panel.send(
        "PATCH",
        version,
        {
            "description": "sweet",
            "tags": {"old": None},
            "aliases": {"champion": True, "never-there": False},
            "stage": "Production",
        },
    )

    found = changed["version"]
    assert (found["description"], found["tags"]) == ("sweet", {"size": "L"})
    assert (found["aliases"], found["stage"]) == (["champion"], "Production")
    taken_away = await panel.send("PATCH", version, {"aliases": {"champion": False}})
    assert taken_away["version"]["aliases"] == []


async def test_a_promotion_can_archive_the_others(
    panel: Panel, client: Client, version: str
) -> None:
    await panel.send("PATCH", version, {"stage": "Production"})
    client.create_model_version("apples", str(client.get_model_version("apples", "1").source))

    second = "models/apples/versions/2"
    await panel.send("PATCH", second, {"stage": "Production", "archive_others": True})

    (model,) = (await panel.get("models"))["models"]
    assert [each["stage"] for each in model["versions"]] == ["Production", "Archived"]


async def test_a_model_is_renamed_described_and_tagged(panel: Panel, version: str) -> None:
    assert version.startswith("models/apples")

    changed = await panel.send(
        "PATCH",
        "models/apples",
        {"name": "it's fruit", "description": "all of it", "tags": {"a": "1"}},
    )

    assert changed["name"] == "it's fruit"
    assert (changed["description"], changed["tags"]) == ("all of it", {"a": "1"})
    assert [each["version"] for each in changed["versions"]] == ["1"]


async def test_versions_and_models_are_deleted(panel: Panel, client: Client, version: str) -> None:
    run_id = client.get_model_version("apples", "1").run_id

    assert (await panel.delete(version)).code == 204
    assert (await panel.get("models"))["models"][0]["versions"] == []
    assert (await panel.delete("models/apples")).code == 204
    assert (await panel.get("models"))["models"] == []
    assert (await panel.get(f"runs/{run_id}"))["model_versions"] == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("PATCH", "models/plums", {}, 404),
        ("PATCH", "models/apples", {"name": "a/b"}, 400),
        ("PATCH", "models/apples/versions/9", {"description": "x"}, 404),
        ("PATCH", "models/apples/versions/1", {"stage": "Shelf"}, 400),
        ("PATCH", "models/apples/versions/1", {"aliases": {"v1": True}}, 400),
        ("PATCH", "models/apples/versions/1", {"aliases": {"best": "yes"}}, 400),
        ("PATCH", "models/apples/versions/1", {"aliases": ["best"]}, 400),
        ("PATCH", "models/apples/versions/1", {"archive_others": 1}, 400),
    ],
)
async def test_a_wrong_change_is_refused(
    panel: Panel, version: str, method: str, path: str, body: Any, status: int
) -> None:
    before = await panel.get(version)

    refused = await panel.refused(panel.send(method, path, json.dumps(body)))

    assert refused.status == status
    assert (await panel.get(version))["version"]["aliases"] == before["version"]["aliases"]
