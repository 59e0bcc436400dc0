from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.entities import Metric

if TYPE_CHECKING:
    from trackside.store.base import Store


def test_a_notebook_has_an_experiment_named_after_its_path(store: Store) -> None:
    first = store.open_notebook("models/train.ipynb")
    second = store.open_notebook("other/train.ipynb")

    assert store.get_experiment(first).name == "models/train"
    assert store.get_experiment(second).name == "other/train"
    assert store.open_notebook("models/train.ipynb") == first
    notebook = store.get_notebook("models/train.ipynb")
    assert notebook is not None
    assert (notebook.experiment_id, notebook.last_experiment_id) == (first, None)
    assert store.get_notebook("nothing.ipynb") is None


def test_an_experiment_of_the_notebooks_name_becomes_its_own(store: Store) -> None:
    made_before = store.create_experiment("models/train")

    assert store.open_notebook("models/train.ipynb") == made_before


def test_a_renamed_notebook_keeps_its_experiment(store: Store) -> None:
    own = store.open_notebook("models/train.ipynb")
    store.move_notebooks("models/train.ipynb", "models/fit.ipynb")

    assert store.open_notebook("models/fit.ipynb") == own
    assert store.get_experiment(own).name == "models/fit"
    assert store.get_notebook("models/train.ipynb") is None
    assert store.open_notebook("models/train.ipynb") != own


def test_a_renamed_folder_takes_its_notebooks_along_and_no_others(store: Store) -> None:
    inside = store.open_notebook("models/deep/a.ipynb")
    beside = store.open_notebook("models_2/a.ipynb")
    store.move_notebooks("models", "archive")

    assert store.get_experiment(inside).name == "archive/deep/a"
    assert store.get_experiment(beside).name == "models_2/a"


def test_a_name_that_the_user_gave_stays_through_a_rename(store: Store) -> None:
    own = store.open_notebook("train.ipynb")
    store.rename_experiment(own, "the big one")
    store.move_notebooks("train.ipynb", "fit.ipynb")

    assert store.get_experiment(own).name == "the big one"
    assert store.open_notebook("fit.ipynb") == own


def test_a_taken_name_does_not_stop_a_rename(store: Store) -> None:
    own = store.open_notebook("train.ipynb")
    store.create_experiment("fit")
    store.move_notebooks("train.ipynb", "fit.ipynb")

    assert store.get_experiment(own).name == "train"
    assert store.open_notebook("fit.ipynb") == own


def test_a_notebook_whose_experiment_is_in_the_bin_gets_another(store: Store) -> None:
    own = store.open_notebook("train.ipynb")
    store.delete_experiment(own)

    again = store.open_notebook("train.ipynb")
    assert again != own
    assert store.get_experiment(again).name == "train"
    assert store.get_experiment(own).name == "train (deleted)"


def test_a_notebook_remembers_where_it_logged_last(store: Store) -> None:
    own = store.open_notebook("train.ipynb")
    other = store.create_experiment("elsewhere")
    store.note_notebook_logged("train.ipynb", other)
    store.note_notebook_logged("fresh.ipynb", other)

    notebook, fresh = store.get_notebook("train.ipynb"), store.get_notebook("fresh.ipynb")
    assert notebook is not None
    assert (notebook.experiment_id, notebook.last_experiment_id) == (own, other)
    assert fresh is not None
    assert (fresh.experiment_id, fresh.last_experiment_id) == (None, other)


def test_changes_name_what_changed_and_nothing_else(store: Store, experiment_id: str) -> None:
    quiet = store.create_run(experiment_id, "ada", 1, {}).info.run_id
    busy = store.create_run(experiment_id, "ada", 2, {}).info.run_id
    before = store.revision()

    store.log_batch(busy, [Metric("loss", 1.0, 1)])
    changes = store.changes_since(before)
    assert changes.revision == store.revision() > before
    assert {key: list(ids) for key, ids in changes.run_ids.items()} == {experiment_id: [busy]}
    assert list(changes.experiment_ids) == []
    assert not changes.registry
    assert store.get_run(quiet).revision <= before < store.get_run(busy).revision

    store.create_registered_model("pips")
    store.delete_run(quiet)
    store.rename_experiment(experiment_id, "pears")
    later = store.changes_since(changes.revision)
    assert {key: list(ids) for key, ids in later.run_ids.items()} == {experiment_id: [quiet]}
    assert list(later.experiment_ids) == [experiment_id]
    assert later.registry
    assert not store.changes_since(later.revision).run_ids


def test_a_failed_write_changes_no_revision(store: Store, run_id: str) -> None:
    from contextlib import suppress

    from trackside.errors import TracksideException

    before = store.revision()
    with suppress(TracksideException):
        store.log_batch(run_id, [Metric("bad*", 1.0, 1)])
    with suppress(TracksideException):
        store.delete_tag(run_id, "never set")

    assert store.revision() == before
