from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside.errors import AlreadyExists, InvalidParameter, NotFound

if TYPE_CHECKING:
    from trackside.store.base import Store


@pytest.fixture
def model(store: Store) -> str:
    store.create_registered_model("pips", {"owner": "ada"}, "counts pips")
    return "pips"


def versions_of(store: Store, name: str, count: int) -> list[str]:
    return [store.create_model_version(name, f"s3://fruit/m{n}").version for n in range(count)]


def test_a_model_comes_back_whole(store: Store, model: str) -> None:
    found = store.get_registered_model(model)

    assert (found.name, found.description, found.tags) == ("pips", "counts pips", {"owner": "ada"})
    assert (found.latest_versions, found.aliases) == ([], {})
    with pytest.raises(AlreadyExists, match=r"Registered Model \(name=pips\) already exists"):
        store.create_registered_model(model)
    with pytest.raises(NotFound, match="name=seeds not found"):
        store.get_registered_model("seeds")


@pytest.mark.parametrize("name", ["", "  ", "a/b", "a:b", None, "x" * 257])
def test_a_bad_model_name_is_refused(store: Store, name: object) -> None:
    with pytest.raises(InvalidParameter, match="name"):
        store.create_registered_model(name)  # type: ignore[arg-type]


def test_versions_count_up_and_numbers_are_not_given_again(store: Store, model: str) -> None:
    assert versions_of(store, model, 3) == ["1", "2", "3"]

    store.delete_model_version(model, "2")
    assert versions_of(store, model, 1) == ["4"]
    store.delete_model_version(model, "4")
    assert versions_of(store, model, 1) == ["5"]
    assert [v.version for v in store.get_latest_versions(model)] == ["5"]
    for gone in ("2", "4"):
        with pytest.raises(NotFound, match=f"version={gone}"):
            store.get_model_version(model, gone)


def test_a_version_keeps_what_it_was_made_from(store: Store, model: str, run_id: str) -> None:
    made = store.create_model_version(
        model, "s3://fruit/m", run_id, {"a": "1"}, "http://x", "the first"
    )

    assert made == store.get_model_version(model, "1")
    assert (made.source, made.run_id, made.run_link, made.description) == (
        "s3://fruit/m",
        run_id,
        "http://x",
        "the first",
    )
    assert (made.tags, made.current_stage, made.status) == ({"a": "1"}, "None", "READY")
    with pytest.raises(NotFound, match="seeds"):
        store.create_model_version("seeds", "s3://fruit/m")
    with pytest.raises(InvalidParameter, match="needs a source"):
        store.create_model_version(model, "")


def test_stages_move_and_archive(store: Store, model: str) -> None:
    versions_of(store, model, 3)
    store.transition_model_version_stage(model, "1", "production", False)
    store.transition_model_version_stage(model, "2", "Production", True)

    assert store.get_model_version(model, "1").current_stage == "Archived"
    latest = {v.current_stage: v.version for v in store.get_latest_versions(model)}
    assert latest == {"Archived": "1", "Production": "2", "None": "3"}
    assert [v.version for v in store.get_latest_versions(model, ["PRODUCTION"])] == ["2"]
    with pytest.raises(InvalidParameter, match="Invalid Model Version stage: Shop"):
        store.transition_model_version_stage(model, "1", "Shop", False)
    with pytest.raises(InvalidParameter, match="not an Active stage"):
        store.transition_model_version_stage(model, "1", "Archived", True)


def test_a_version_of_a_logged_model_knows_its_run_and_outlives_it(
    store: Store, model: str, run_id: str
) -> None:
    logged = store.create_logged_model("0", "net", run_id)

    made = store.create_model_version(model, logged.model_uri)
    again = store.create_model_version(model, f"models:/{model}/{made.version}")
    store.delete_logged_model(logged.model_id)

    for version in (made, again):
        found = store.get_model_version(model, version.version)
        assert (found.source, found.run_id) == (logged.artifact_location, run_id)
        assert found.model_id == logged.model_id


@pytest.mark.parametrize(
    ("source", "problem", "kind"),
    [
        (f"models:/m-{'0' * 32}", "not found", NotFound),
        ("models:/pips/7", "version=7", NotFound),
        ("models:/seeds/1", "seeds", NotFound),
        ("models:/pips/latest", "by its number", InvalidParameter),
        ("models:/pips@best", "by its number", InvalidParameter),
        ("models:/", "not a proper address", InvalidParameter),
    ],
)
def test_a_source_that_names_nothing_is_refused(
    store: Store, model: str, source: str, problem: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind, match=f"(?i){problem}"):
        store.create_model_version(model, source)
    assert store.get_latest_versions(model) == []


def test_an_alias_points_to_one_version_at_a_time(store: Store, model: str) -> None:
    versions_of(store, model, 2)
    store.set_registered_model_alias(model, "champion", "1")
    store.set_registered_model_alias(model, "champion", "2")

    assert store.get_model_version_by_alias(model, "champion").version == "2"
    assert store.get_registered_model(model).aliases == {"champion": "2"}
    assert store.get_model_version(model, "1").aliases == ()
    store.delete_registered_model_alias(model, "champion")
    with pytest.raises(NotFound, match="champion"):
        store.get_model_version_by_alias(model, "champion")


def test_an_alias_goes_with_its_version(store: Store, model: str) -> None:
    versions_of(store, model, 1)
    store.set_registered_model_alias(model, "champion", "1")
    store.delete_model_version(model, "1")

    assert store.get_registered_model(model).aliases == {}


@pytest.mark.parametrize("alias", ["latest", "v3", "V3", "a b", "", "x" * 256])
def test_a_bad_alias_is_refused(store: Store, model: str, alias: str) -> None:
    versions_of(store, model, 1)

    with pytest.raises(InvalidParameter, match="alias"):
        store.set_registered_model_alias(model, alias, "1")


def test_renaming_a_model_takes_its_versions_along(store: Store, model: str) -> None:
    versions_of(store, model, 1)

    assert store.rename_registered_model(model, "seeds").name == "seeds"
    assert store.get_model_version("seeds", "1").name == "seeds"
    with pytest.raises(NotFound):
        store.get_registered_model(model)


def test_descriptions_and_tags_change(store: Store, model: str) -> None:
    versions_of(store, model, 1)
    store.update_registered_model(model, "better")
    store.update_model_version(model, "1", "good")
    store.set_registered_model_tag(model, "owner", "bob")
    store.set_model_version_tag(model, "1", "checked", "yes")

    found, version = store.get_registered_model(model), store.get_model_version(model, "1")
    assert (found.description, found.tags) == ("better", {"owner": "bob"})
    assert (version.description, version.tags) == ("good", {"checked": "yes"})
    store.delete_registered_model_tag(model, "owner")
    store.delete_model_version_tag(model, "1", "checked")
    assert store.get_registered_model(model).tags == {}
    assert store.get_model_version(model, "1").tags == {}


def test_deleting_a_model_deletes_everything_of_it(store: Store, model: str) -> None:
    versions_of(store, model, 2)
    store.set_registered_model_alias(model, "champion", "1")
    store.delete_registered_model(model)

    assert store.search_registered_models() == []
    assert store.search_model_versions() == []
    store.create_registered_model(model)
    assert store.get_registered_model(model).aliases == {}


def test_search(store: Store, model: str, run_id: str) -> None:
    store.create_registered_model("seeds", {"mlflow.prompt.is_prompt": "true"})
    versions_of(store, model, 2)
    store.create_model_version("seeds", "s3://fruit/s", run_id)

    without_prompts = store.search_registered_models("tag.`mlflow.prompt.is_prompt` != 'true'")
    assert [found.name for found in without_prompts] == ["pips"]
    assert [
        v.version
        for v in store.search_model_versions(f"name = '{model}'", order_by=["version_number ASC"])
    ] == ["1", "2"]
    assert [v.name for v in store.search_model_versions(f"run_id = '{run_id}'")] == ["seeds"]
    first = store.search_registered_models(max_results=1)
    assert [found.name for found in first] == ["pips"]
    assert [
        m.name for m in store.search_registered_models(max_results=1, page_token=first.token)
    ] == ["seeds"]
