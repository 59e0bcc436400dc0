from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from trackside.entities import LifecycleStage, ViewType
from trackside.errors import AlreadyExists, InvalidParameter, NotFound

if TYPE_CHECKING:
    from trackside.store.base import Store


def test_a_new_store_has_the_default_experiment(store: Store) -> None:
    default = store.get_experiment("0")

    assert default.name == "Default"
    assert default.lifecycle_stage == LifecycleStage.ACTIVE
    assert default.artifact_location.endswith("/0")


def test_an_experiment_comes_back_by_id_and_by_name(store: Store) -> None:
    created = store.create_experiment("fruit/apples", tags={"team": "red"})

    by_id = store.get_experiment(created)
    assert by_id == store.get_experiment_by_name("fruit/apples")
    assert by_id.tags == {"team": "red"}
    assert by_id.artifact_location.endswith(f"/{created}")
    assert by_id.creation_time is not None
    assert by_id.creation_time > 1_600_000_000_000


def test_a_location_of_its_own_is_kept_without_slash_at_its_end(store: Store) -> None:
    created = store.create_experiment("apples", artifact_location="file:///elsewhere/")

    assert store.get_experiment(created).artifact_location == "file:///elsewhere"


def test_a_name_is_given_once(store: Store) -> None:
    created = store.create_experiment("apples")

    with pytest.raises(AlreadyExists, match=r"Experiment\(name=apples\) already exists"):
        store.create_experiment("apples")
    assert [found.experiment_id for found in store.search_experiments()] == [created, "0"]


def test_a_deleted_experiment_gives_its_name_up(store: Store) -> None:
    first = store.create_experiment("apples")
    store.delete_experiment(first)
    binned_at = store.get_experiment(first).last_update_time
    second = store.create_experiment("apples")
    store.delete_experiment(second)
    third = store.create_experiment("apples")

    named = {
        name: store.get_experiment(i).name
        for name, i in zip("123", (first, second, third), strict=True)
    }
    assert named == {"1": "apples (deleted)", "2": "apples (deleted 2)", "3": "apples"}
    assert store.get_experiment(first).last_update_time == binned_at
    store.restore_experiment(first)
    assert store.get_experiment(first).name == "apples (deleted)"
    with pytest.raises(AlreadyExists, match="already exists"):
        store.rename_experiment(first, "apples")
    store.delete_experiment(third)
    store.rename_experiment(first, "apples")
    assert store.get_experiment(third).name == "apples (deleted 3)"


def test_a_long_name_in_the_bin_stays_within_the_limit(store: Store) -> None:
    for _ in range(3):
        store.delete_experiment(store.create_experiment("x" * 500))
    store.create_experiment("x" * 500)

    names = {found.name for found in store.search_experiments(ViewType.DELETED_ONLY)}
    assert {len(name) for name in names} == {500}
    assert len(names) == 3


@pytest.mark.parametrize("name", ["", None, 7, "x" * 501])
def test_a_bad_name_is_refused_with_the_name(store: Store, name: object) -> None:
    with pytest.raises(InvalidParameter, match="xperiment name"):
        store.create_experiment(name)  # type: ignore[arg-type]


@pytest.mark.parametrize("experiment_id", ["abc", "-1", "", "1.5", str(2**70)])
def test_an_id_that_is_no_number_is_refused(store: Store, experiment_id: str) -> None:
    with pytest.raises(InvalidParameter, match="Invalid experiment ID"):
        store.get_experiment(experiment_id)


def test_an_unknown_experiment_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="id=99"):
        store.get_experiment("99")
    assert store.get_experiment_by_name("nothing") is None


def test_rename(store: Store, experiment_id: str) -> None:
    store.rename_experiment(experiment_id, "pears")

    assert store.get_experiment(experiment_id).name == "pears"
    with pytest.raises(AlreadyExists, match="Default"):
        store.rename_experiment(experiment_id, "Default")
    assert store.get_experiment(experiment_id).name == "pears"


def test_delete_takes_the_runs_along_and_restore_brings_them_back(
    store: Store, experiment_id: str
) -> None:
    kept = store.create_run(experiment_id, "ada", 1, {}).info.run_id
    binned_before = store.create_run(experiment_id, "ada", 2, {}).info.run_id
    store.delete_run(binned_before)

    store.delete_experiment(experiment_id)
    assert store.get_run(kept).info.lifecycle_stage == LifecycleStage.DELETED
    with pytest.raises(InvalidParameter, match="'active' state"):
        store.create_run(experiment_id, "ada", 3, {})
    with pytest.raises(InvalidParameter, match="'active' state"):
        store.rename_experiment(experiment_id, "pears")

    store.restore_experiment(experiment_id)
    assert store.get_run(kept).info.lifecycle_stage == LifecycleStage.ACTIVE
    assert store.get_run(binned_before).info.lifecycle_stage == LifecycleStage.DELETED
    with pytest.raises(NotFound, match="deleted experiment"):
        store.restore_experiment(experiment_id)


def test_tags_are_set_replaced_and_removed(store: Store, experiment_id: str) -> None:
    store.set_experiment_tags(experiment_id, {"a": "1", "b": "2"})
    store.set_experiment_tags(experiment_id, {"b": "3"})
    store.delete_experiment_tag(experiment_id, "a")

    assert store.get_experiment(experiment_id).tags == {"b": "3"}
    with pytest.raises(NotFound, match="'a'"):
        store.delete_experiment_tag(experiment_id, "a")
    with pytest.raises(InvalidParameter, match="20000"):
        store.set_experiment_tags(experiment_id, {"c": "x" * 20_001})


def test_search_filters_orders_and_pages(store: Store) -> None:
    for name in ("a1", "a2", "b1"):
        store.create_experiment(name, tags={"kind": name[0]})

    names = [
        found.name
        for found in store.search_experiments(filter_string="name LIKE 'a%'", order_by=["name"])
    ]
    assert names == ["a1", "a2"]
    tagged = store.search_experiments(filter_string="tags.kind = 'b'")
    assert [found.name for found in tagged] == ["b1"]

    first = store.search_experiments(max_results=3, order_by=["name DESC"])
    second = store.search_experiments(max_results=3, order_by=["name DESC"], page_token=first.token)
    assert [found.name for found in [*first, *second]] == ["b1", "a2", "a1", "Default"]
    assert second.token is None


def test_search_by_stage(store: Store, experiment_id: str) -> None:
    store.delete_experiment(experiment_id)

    assert [e.name for e in store.search_experiments()] == ["Default"]
    assert [e.name for e in store.search_experiments(ViewType.DELETED_ONLY)] == ["apples"]
    assert len(store.search_experiments(ViewType.ALL)) == 2


def test_recent_experiments_come_with_their_use_the_one_used_last_first(store: Store) -> None:
    later = 4_000_000_000_000
    old, busy = store.create_experiment("Old pears"), store.create_experiment("busy apples")
    store.create_run(old, "ada", 1, {})
    for start in (later, later + 2):
        store.create_run(busy, "ada", start, {})
    binned = store.create_run(busy, "ada", later + 5, {}).info.run_id
    store.delete_run(binned)

    found = {use.experiment.name: use for use in store.recent_experiments()}

    assert list(found) == ["busy apples", "Default", "Old pears"]
    told = {name: (use.run_count, use.last_start_time) for name, use in found.items()}
    assert told == {
        "busy apples": (2, later + 2),
        "Default": (0, None),
        "Old pears": (1, 1),
    }
    assert found["Old pears"].experiment == store.get_experiment(old)

    store.delete_experiment(old)
    (gone,) = store.recent_experiments(ViewType.DELETED_ONLY)
    assert (gone.run_count, gone.last_start_time) == (1, 1)


def test_recent_experiments_are_found_by_a_part_of_their_name_and_paged(store: Store) -> None:
    for name in ("Fruit/apples", "fruit/pears", "100%_fruit", "it's fruit"):
        store.create_experiment(name, tags={"name": name})

    def names(part: str, **kwargs: Any) -> list[str]:
        return sorted(
            use.experiment.name for use in store.recent_experiments(name_part=part, **kwargs)
        )

    assert names("FRUIT/") == ["Fruit/apples", "fruit/pears"]
    assert names("it's") == ["it's fruit"]
    assert names("vegetable") == []
    first = store.recent_experiments(max_results=2, name_part="fruit")
    second = store.recent_experiments(max_results=2, name_part="fruit", page_token=first.token)
    assert second.token is None
    paged = [use.experiment.name for use in (*first, *second)]
    assert sorted(paged) == names("fruit")
    assert [use.experiment.tags["name"] for use in (*first, *second)] == paged


def test_recent_experiments_by_stage(store: Store, experiment_id: str) -> None:
    store.create_run(experiment_id, "ada", 7, {})
    store.delete_experiment(experiment_id)

    assert [use.experiment.name for use in store.recent_experiments()] == ["Default"]
    (binned,) = store.recent_experiments(ViewType.DELETED_ONLY)
    assert binned.experiment.experiment_id == experiment_id
    assert len(store.recent_experiments(ViewType.ALL)) == 2


@pytest.mark.parametrize("size", [0, -1, 50_001, "ten"])
def test_a_page_has_a_sane_size(store: Store, size: object) -> None:
    with pytest.raises(InvalidParameter, match="max_results"):
        store.search_experiments(max_results=size)  # type: ignore[arg-type]
