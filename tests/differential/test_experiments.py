"""Experiments, as under MLflow."""

# ruff: noqa: B023 (a snippet is refused at once, not later)

from __future__ import annotations

from typing import Any


def names_of(found: Any, here: Any) -> list[str]:
    return [each.name for each in found if each.name.startswith(here.name)]


def creating_returns_an_id(ml: Any, here: Any) -> Any:
    created = ml.create_experiment(f"{here.name} b", tags={"a": "1"})
    found = ml.get_experiment(created)
    return (
        type(created).__name__,
        found.experiment_id == created,
        found.tags,
        found.lifecycle_stage,
        found.name,
    )


def a_location_of_ones_own(ml: Any, here: Any) -> Any:
    created = ml.create_experiment(f"{here.name} b", artifact_location=f"file://{here.folder}/own")
    with ml.start_run(experiment_id=created) as run:
        return (
            ml.get_experiment(created).artifact_location,
            run.info.artifact_uri,
            ml.get_artifact_uri("a/b"),
        )


def a_name_that_is_taken(ml: Any, here: Any) -> Any:
    return here.refused(lambda: ml.create_experiment(here.name), "already exists")


def a_name_in_the_bin(ml: Any, here: Any) -> Any:
    ml.delete_experiment(ml.create_experiment(f"{here.name} gone"))
    return here.refused(lambda: ml.create_experiment(f"{here.name} gone"))


def names_of_every_kind(ml: Any, here: Any) -> Any:
    return [
        here.refused(lambda: ml.create_experiment(name))
        for name in (None, "", 5, "x" * 501, f"file:{here.name}")
        if name is None or not str(name).startswith("file")
    ]


def choosing_by_name_creates_and_returns_it(ml: Any, here: Any) -> Any:
    new = ml.set_experiment(f"{here.name} new")
    with ml.start_run() as run:
        pass
    again = ml.set_experiment(f"{here.name} new")
    return (
        type(new).__name__, new.name, new.tags, new.lifecycle_stage, run.info.experiment_id == new.experiment_id,
        again.experiment_id == new.experiment_id, ml.set_experiment(experiment_id=new.experiment_id).name,
    )  # fmt: skip


def choosing_what_cannot_be_chosen(ml: Any, here: Any) -> Any:
    created = ml.create_experiment(f"{here.name} gone")
    ml.delete_experiment(created)
    return (
        here.refused(
            lambda: ml.set_experiment(f"{here.name} gone"), "Cannot set a deleted experiment"
        ),
        here.refused(
            lambda: ml.set_experiment(experiment_id=created), "Cannot set a deleted experiment"
        ),
        here.refused(ml.set_experiment, "Must specify exactly one"),
        here.refused(lambda: ml.set_experiment("a", experiment_id="0"), "Must specify exactly one"),
        here.refused(lambda: ml.set_experiment(experiment_id="987654"), "987654"),
    )


def getting_by_name_and_id(ml: Any, here: Any) -> Any:
    gone = ml.create_experiment(f"{here.name} gone")
    ml.delete_experiment(gone)
    return (
        ml.get_experiment_by_name(here.name).name,
        ml.get_experiment_by_name(f"{here.name} gone").lifecycle_stage,
        ml.get_experiment_by_name(f"{here.name} none"),
        here.refused(lambda: ml.get_experiment("987654"), "No Experiment with id=987654 exists"),
        here.refused(lambda: ml.get_experiment("none at all")),
        ml.get_experiment("0").name,
    )


def deleting_and_restoring(ml: Any, here: Any) -> Any:
    client = ml.MlflowClient()
    created = ml.create_experiment(f"{here.name} b")
    with ml.start_run(experiment_id=created) as run:
        pass
    ml.delete_experiment(created)
    deleted = (
        ml.get_experiment(created).lifecycle_stage,
        ml.get_run(run.info.run_id).info.lifecycle_stage,
    )
    twice = here.refused(lambda: ml.delete_experiment(created))
    ml.restore_experiment(created)
    restored = (
        ml.get_experiment(created).lifecycle_stage,
        ml.get_run(run.info.run_id).info.lifecycle_stage,
    )
    return (
        deleted, twice, restored,
        here.refused(lambda: client.restore_experiment(created)),
        here.refused(lambda: ml.delete_experiment("987654"), "987654"),
        here.refused(lambda: client.restore_experiment("987654"), "987654"),
    )  # fmt: skip


def writing_to_a_deleted_experiment(ml: Any, here: Any) -> Any:
    client = ml.MlflowClient()
    created = ml.create_experiment(f"{here.name} gone")
    ml.delete_experiment(created)
    return (
        here.refused(lambda: client.set_experiment_tag(created, "a", "b"), "active"),
        here.refused(lambda: client.create_run(created), "must be in the 'active' state"),
    )


def renaming(ml: Any, here: Any) -> Any:
    client = ml.MlflowClient()
    created = ml.create_experiment(f"{here.name} b")
    returned = client.rename_experiment(created, f"{here.name} c")
    return (
        returned,
        ml.get_experiment(created).name,
        here.refused(lambda: client.rename_experiment(created, None)),
        here.refused(lambda: client.rename_experiment(created, "")),
        here.refused(lambda: client.rename_experiment("987654", "x"), "987654"),
    )


def renaming_a_deleted_experiment(ml: Any, here: Any) -> Any:
    created = ml.create_experiment(f"{here.name} gone")
    ml.delete_experiment(created)
    return here.refused(lambda: ml.MlflowClient().rename_experiment(created, "x"), "active")


def renaming_to_a_taken_name(ml: Any, here: Any) -> Any:
    created = ml.create_experiment(f"{here.name} b")
    return here.refused(lambda: ml.MlflowClient().rename_experiment(created, here.name))


def tags_of_an_experiment(ml: Any, here: Any) -> Any:
    client = ml.MlflowClient()
    created = ml.set_experiment(f"{here.name} b").experiment_id
    ml.set_experiment_tag("a", 1)
    ml.set_experiment_tags({"b": 2, "c": True})
    client.set_experiment_tag(created, "d", "x" * 5000)
    client.delete_experiment_tag(created, "b")
    ml.delete_experiment_tag("c")
    tags = ml.get_experiment(created).tags
    return (
        {key: value for key, value in tags.items() if "." not in key},
        here.refused(lambda: client.delete_experiment_tag(created, "none"), "No tag"),
        here.refused(lambda: client.set_experiment_tag(created, "/a", "x")),
        here.refused(lambda: client.set_experiment_tag(created, "a", "x" * 20_001)),
    )


def searching_shows_the_newest_first(ml: Any, here: Any) -> Any:
    import time

    for end in "bca":
        time.sleep(0.002)
        created = ml.create_experiment(f"{here.name} {end}")
    ml.delete_experiment(created)
    views = (
        ml.entities.ViewType.ACTIVE_ONLY,
        ml.entities.ViewType.DELETED_ONLY,
        ml.entities.ViewType.ALL,
    )
    found = [ml.search_experiments(view_type=view) for view in views]
    return [type(each).__name__ for each in found], [names_of(each, here) for each in found]


def searching_by_filter_and_order(ml: Any, here: Any) -> Any:
    for end in "bca":
        ml.create_experiment(f"{here.name} {end}", tags={"kind": end, "all": here.name})
    of_these = f"tags.all = '{here.name}'"
    return [
        names_of(ml.search_experiments(filter_string=text, order_by=order, max_results=most), here)
        for text, order, most in [
            (of_these, ["name"], None), (of_these, ["name DESC"], 2), (f"{of_these} AND tags.kind = 'b'", None, None),
            (f"name = '{here.name} c'", None, None), (f"name LIKE '{here.name}%'", ["name ASC"], None),
            (f"name ILIKE '{here.name.upper()}%'", ["experiment_id"], None), (f"{of_these} AND tags.kind != 'b'", ["name"], 1),
        ]
    ]  # fmt: skip


def wrong_searches(ml: Any, here: Any) -> Any:
    return [
        here.refused(lambda: ml.search_experiments(**wrong))
        for wrong in (
            {"filter_string": "color = 'red'"}, {"filter_string": "name"}, {"filter_string": "name > 'a'"},
            {"order_by": ["color"]}, {"order_by": ["name UP"]},
        )
    ]  # fmt: skip


def pages_of_experiments(ml: Any, here: Any) -> Any:
    client = ml.MlflowClient()
    for end in "abc":
        ml.create_experiment(f"{here.name} {end}", tags={"all": here.name})
    search = {"filter_string": f"tags.all = '{here.name}'", "order_by": ["name"]}
    first = client.search_experiments(max_results=2, **search)
    second = client.search_experiments(max_results=2, page_token=first.token, **search)
    return (
        names_of(first, here), names_of(second, here), first.token is None, second.token, type(first).__name__,
        here.refused(lambda: client.search_experiments(max_results=0)),
        here.refused(lambda: client.search_experiments(max_results=50_001)),
    )  # fmt: skip


def test_experiments_are_as_under_mlflow(snippet: Any, as_under_mlflow: Any) -> None:
    as_under_mlflow(snippet)
