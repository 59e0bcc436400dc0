"""The model registry, as under MLflow."""

# ruff: noqa: B023 (a snippet is refused at once, not later)

from __future__ import annotations

from typing import Any


def a_model(ml: Any, here: Any, versions: int = 0) -> tuple[Any, str]:
    """Return a client and the name of a model with some versions."""
    client, name = ml.MlflowClient(), f"{here.name} model"
    client.create_registered_model(name)
    with ml.start_run() as run:
        pass
    for _ in range(versions):
        source = f"{run.info.artifact_uri}/model"
        client.create_model_version(name, source, run.info.run_id)
    return client, name


def creating_a_model(ml: Any, here: Any) -> Any:
    client = ml.MlflowClient()
    made = client.create_registered_model(f"{here.name} m", tags={"a": "1"}, description="crisp")
    return (
        made, client.get_registered_model(f"{here.name} m"), made.creation_timestamp,
        here.refused(lambda: client.create_registered_model(f"{here.name} m"), "already exists", f"Registered Model (name={here.name} m)"),
        [here.refused(lambda: client.create_registered_model(name)) for name in (None, "", " ", "a/b", "a:b")],
    )  # fmt: skip


def creating_versions(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here)
    with ml.start_run() as run:
        pass
    source = f"{run.info.artifact_uri}/model"
    first = client.create_model_version(
        name, source, run.info.run_id, tags={"a": "1"}, description="crisp"
    )
    second = client.create_model_version(name, source, run.info.run_id)
    return (
        first, str(second.version), client.get_model_version(name, "1"),
        client.get_model_version(name, 1).name, client.get_registered_model(name).latest_versions[0].run_id == run.info.run_id,
        here.refused(lambda: client.create_model_version(f"{here.name} none", source, run.info.run_id), "not found"),
        client.get_model_version_download_uri(name, "1"),
    )  # fmt: skip


def what_verbs_return(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 2)
    return (
        client.update_registered_model(name, "sweet"), client.update_model_version(name, "1", "sweet"),
        client.set_registered_model_tag(name, "a", 1), client.set_model_version_tag(name, "1", "a", 1),
        client.set_registered_model_alias(name, "champion", "1"), client.transition_model_version_stage(name, "2", "staging"),
        client.delete_registered_model_tag(name, "a"), client.delete_model_version_tag(name, "1", "a"),
        client.delete_registered_model_alias(name, "champion"), client.delete_model_version(name, "1"),
        client.delete_registered_model(name),
    )  # fmt: skip


def tags_of_the_newest_version_in_a_stage(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 2)
    client.transition_model_version_stage(name, "1", "Staging")
    client.set_model_version_tag(name, key="a", value="1", stage="Staging")
    client.set_model_version_tag(name, key="b", value="2", stage="Staging")
    client.delete_model_version_tag(name, key="b", stage="Staging")
    return (
        [client.get_model_version(name, version).tags for version in "12"],
        client.get_model_version_stages(name, "1"),
        here.refused(lambda: client.set_model_version_tag(name, key="a", value="1", stage="Production")),
        here.refused(lambda: client.set_model_version_tag(name, "1", "a", "1", "Staging")),
        here.refused(lambda: client.set_model_version_tag(name, key="a", value="1")),
        here.refused(lambda: client.set_model_version_tag(name, "1", value="1")),
        here.refused(lambda: client.delete_model_version_tag(name, "1")),
    )  # fmt: skip


def the_number_of_a_version_is_text(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 1)
    return type(client.get_model_version(name, "1").version).__name__


def an_unknown_alias_by_code(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 1)
    return here.refused(lambda: client.get_model_version_by_alias(name, "none"), "not found")


def renaming_a_model(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 1)
    client.set_registered_model_alias(name, "champion", "1")
    client.create_registered_model(f"{name} b")
    taken = here.refused(
        lambda: client.rename_registered_model(name, f"{name} b"), "already exists"
    )
    client.rename_registered_model(name, f"{name} c")
    return (
        taken, here.refused(lambda: client.get_registered_model(name), "not found"),
        client.get_model_version_by_alias(f"{name} c", "champion").name,
        [here.refused(lambda: client.rename_registered_model(f"{name} c", new)) for new in ("", "a/b", None)],
        here.refused(lambda: client.rename_registered_model(name, f"{name} d"), "not found"),
    )  # fmt: skip


def unknown_things(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 1)
    none = f"{name} none"
    return [
        here.refused(call, "not found")
        for call in (
            lambda: client.get_registered_model(none), lambda: client.delete_registered_model(none),
            lambda: client.update_registered_model(none, "x"), lambda: client.get_latest_versions(none),
            lambda: client.get_model_version(name, "7"), lambda: client.delete_model_version(name, "7"),
            lambda: client.update_model_version(name, "7", "x"), lambda: client.set_model_version_tag(name, "7", "a", 1),
            lambda: client.transition_model_version_stage(name, "7", "Staging"), lambda: client.set_registered_model_tag(none, "a", 1),
            lambda: client.set_registered_model_alias(name, "a", "7"),
            lambda: client.get_model_version(none, "1"), lambda: client.get_model_version_download_uri(name, "7"),
            lambda: client.get_model_version(name, "x"),
        )
    ]  # fmt: skip


def removing_what_is_not_there(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 1)
    return (
        here.refused(lambda: client.delete_registered_model_tag(name, "none")),
        here.refused(lambda: client.delete_model_version_tag(name, "1", "none")),
        here.refused(lambda: client.delete_registered_model_alias(name, "none")),
    )


def aliases(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 2)
    client.set_registered_model_alias(name, "champion", "1")
    client.set_registered_model_alias(name, "candidate", "1")
    before = client.get_model_version(name, "1").aliases
    client.set_registered_model_alias(name, "champion", 2)
    moved = client.get_model_version_by_alias(name, "champion")
    shown = client.get_registered_model(name).aliases
    client.delete_model_version(name, "2")
    return (
        sorted(before), moved, {alias: str(version) for alias, version in shown.items()},
        sorted(client.get_registered_model(name).aliases),
        [here.refused(lambda: client.set_registered_model_alias(name, alias, "1")) for alias in ("latest", "v1", "a b", "", "x" * 256, "ok")],
    )  # fmt: skip


def stages(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 3)
    moved = client.transition_model_version_stage(name, "1", "production")
    client.transition_model_version_stage(name, "2", "Production", archive_existing_versions=True)
    client.transition_model_version_stage(name, "3", "Staging")
    wrong = here.refused(
        lambda: client.transition_model_version_stage(name, "1", "Live"),
        "Invalid Model Version stage",
    )
    useless = here.refused(
        lambda: client.transition_model_version_stage(name, "1", "Archived", True), "cannot archive"
    )
    return (
        moved.current_stage,
        [client.get_model_version(name, v).current_stage for v in "123"],
        wrong,
        useless,
    )


def latest_versions(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 4)
    for version, stage in {"1": "Production", "2": "Staging", "3": "Production"}.items():
        client.transition_model_version_stage(name, version, stage)
    asked: Any = (None, ["Production"], ["staging", "None"], ["Archived"], [])
    found = [client.get_latest_versions(name, stages) for stages in asked]
    shown = client.get_registered_model(name).latest_versions
    return [
        sorted((v.current_stage, str(v.version)) for v in each) for each in [*found, shown]
    ], here.refused(lambda: client.get_latest_versions(name, ["Live"]))


def numbers_of_deleted_versions(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 3)
    client.delete_model_version(name, "2")
    with ml.start_run() as run:
        pass
    source = f"{run.info.artifact_uri}/model"
    fourth = client.create_model_version(name, source, run.info.run_id)
    client.delete_model_version(name, "4")
    again = client.create_model_version(name, source, run.info.run_id)
    return (
        str(fourth.version),
        str(again.version),
        sorted(str(v.version) for v in client.search_model_versions(f"name = '{name}'")),
    )


def tags_of_every_kind(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 1)
    client.set_registered_model_tag(name, "a", 1)
    client.set_model_version_tag(name, "1", "b", True)
    client.set_model_version_tag(name, "1", "c", "x" * 9000)
    return (
        client.get_registered_model(name).tags, client.get_model_version(name, "1").tags["b"],
        len(client.get_model_version(name, "1").tags["c"]),
        here.refused(lambda: client.set_registered_model_tag(name, "/a", 1)),
        here.refused(lambda: client.set_model_version_tag(name, "1", None, 1)),
    )  # fmt: skip


MODEL_SEARCHES = [
    ({}, None), ({}, ["name DESC"]), ({"and": ""}, ["name ASC"]), ({"and": " AND tags.kind = 'red'"}, None),
    ({"and": " AND tags.kind != 'red'"}, None), ({}, ["last_updated_timestamp DESC", "name"]),
    ({}, ["timestamp ASC", "name DESC"]), ({}, ["color"]), ({"and": " AND color = 'red'"}, None),
]  # fmt: skip


def searching_models(ml: Any, here: Any) -> Any:
    import time

    client = ml.MlflowClient()
    for end, kind in {"c": "red", "a": "green", "b": "red"}.items():
        client.create_registered_model(f"{here.name} {end}", tags={"kind": kind})
        time.sleep(0.002)
    return [
        here.refused(
            lambda: [
                m.name
                for m in client.search_registered_models(
                    f"name LIKE '{here.name}%'" + more.get("and", ""), order_by=order
                )
            ]
        )
        for more, order in MODEL_SEARCHES
    ], [m.name for m in ml.search_registered_models(filter_string=f"name = '{here.name} a'")]


def searching_versions(ml: Any, here: Any) -> Any:
    import time

    client, name = a_model(ml, here, 3)
    run_id = client.get_model_version(name, "1").run_id
    time.sleep(0.002)
    client.set_model_version_tag(name, "2", "kind", "red")
    client.update_model_version(name, "2", "touched")
    asked: list[tuple[str, Any]] = [
        (f"name = '{name}'", ["version_number ASC"]), (f"name = '{name}'", ["version_number DESC"]),
        (f"name = '{name}' AND tags.kind = 'red'", None), (f"run_id = '{run_id}'", ["version_number"]),
        (f"name LIKE '{name[:-2]}%'", ["version_number"]), (f"name = '{name}' AND version_number > 1", ["version_number"]),
        (f"name = '{name}'", ["last_updated_timestamp DESC", "version_number"]), (f"name = '{name}' AND color = 'red'", None),
        (f"run_id IN ('{run_id}')", ["version_number"]), (f"name = '{name}'", ["color"]), (f"name = '{name} none'", None),
    ]  # fmt: skip
    return [
        here.refused(
            lambda: [str(v.version) for v in client.search_model_versions(text, order_by=order)]
        )
        for text, order in asked
    ], [
        str(v.version)
        for v in ml.search_model_versions(filter_string=f"name = '{name}'", max_results=1)
    ]


def pages_of_models(ml: Any, here: Any) -> Any:
    client = ml.MlflowClient()
    for end in "abc":
        client.create_registered_model(f"{here.name} {end}")
    of_these = f"name LIKE '{here.name}%'"
    first = client.search_registered_models(of_these, max_results=2)
    second = client.search_registered_models(of_these, max_results=2, page_token=first.token)
    return (
        [m.name for m in first], [m.name for m in second], bool(first.token), bool(second.token), type(first).__name__,
        here.refused(lambda: client.search_registered_models(max_results=1001)),
    )  # fmt: skip


def copying_a_version(ml: Any, here: Any) -> Any:
    client, name = a_model(ml, here, 1)
    client.set_model_version_tag(name, "1", "a", "b")
    copied = client.copy_model_version(f"models:/{name}/1", f"{name} copy")
    again = client.copy_model_version(f"models:/{name}/1", f"{name} copy")
    return copied.name, str(copied.version), copied.tags, str(again.version), copied.run_id


def registering_what_is_not_there(ml: Any, here: Any) -> Any:
    return here.refused(lambda: ml.register_model("runs:/" + "0" * 32 + "/model", f"{here.name} m"))


def test_the_registry_is_as_under_mlflow(snippet: Any, as_under_mlflow: Any) -> None:
    as_under_mlflow(snippet)
