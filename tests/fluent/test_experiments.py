from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import trackside
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from pathlib import Path


def experiment_of_a_run() -> str:
    with trackside.start_run() as run:
        pass
    return trackside.get_experiment(run.info.experiment_id).name


def test_without_a_notebook_runs_go_to_default() -> None:
    assert experiment_of_a_run() == "Default"


def test_a_notebook_logs_into_its_own_experiment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRACKSIDE_ROOT", str(tmp_path))
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "models" / "train.ipynb"))

    with trackside.start_run() as run:
        pass
    assert trackside.get_experiment(run.info.experiment_id).name == "models/train"
    tags = trackside.get_run(run.info.run_id).data.tags
    assert tags["trackside.notebook"] == tags["mlflow.source.name"] == "models/train.ipynb"
    assert tags["mlflow.source.type"] == "NOTEBOOK"


def test_the_environment_overrides_the_notebook_and_is_read_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRACKSIDE_ROOT", str(tmp_path))
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "train.ipynb"))

    assert experiment_of_a_run() == "train"
    monkeypatch.setenv("MLFLOW_EXPERIMENT_NAME", "chosen")
    assert experiment_of_a_run() == "chosen"
    monkeypatch.delenv("MLFLOW_EXPERIMENT_NAME")
    assert experiment_of_a_run() == "train"


def test_set_experiment_overrides_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_EXPERIMENT_NAME", "from the environment")
    chosen = trackside.set_experiment("mine")

    assert experiment_of_a_run() == "mine"
    by_id = trackside.set_experiment(experiment_id=chosen.experiment_id)
    assert by_id.name == "mine"
    assert trackside.set_experiment("mine").experiment_id == chosen.experiment_id


def test_an_experiment_id_in_the_environment_must_exist_and_agree(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MLFLOW_EXPERIMENT_ID", trackside.create_experiment("mine"))
    assert experiment_of_a_run() == "mine"

    monkeypatch.setenv("MLFLOW_EXPERIMENT_NAME", "other")
    with pytest.raises(InvalidParameter, match="Unset one of them"):
        trackside.start_run()
    monkeypatch.setenv("MLFLOW_EXPERIMENT_ID", "77")
    with pytest.raises(NotFound):
        trackside.start_run()


def test_a_choice_belongs_to_its_store(tmp_path: Path) -> None:
    trackside.set_experiment("mine")
    trackside.set_tracking_uri(tmp_path / "other")

    assert experiment_of_a_run() == "Default"


def test_bad_choices_are_refused() -> None:
    with pytest.raises(InvalidParameter, match="exactly one"):
        trackside.set_experiment()
    with pytest.raises(InvalidParameter, match="exactly one"):
        trackside.set_experiment("a", experiment_id="0")
    with pytest.raises(NotFound):
        trackside.set_experiment(experiment_id="99")
    trackside.delete_experiment(trackside.create_experiment("gone"))
    with pytest.raises(InvalidParameter, match="deleted experiment 'gone'"):
        trackside.set_experiment("gone")


def test_tags_and_search() -> None:
    chosen = trackside.set_experiment("mine")
    trackside.set_experiment_tag("team", "red")
    trackside.set_experiment_tags({"goal": "auc"})

    found = trackside.search_experiments(filter_string="tags.team = 'red'")
    assert [experiment.experiment_id for experiment in found] == [chosen.experiment_id]
    assert found[0].tags == {"team": "red", "goal": "auc"}
    assert len(trackside.search_experiments(max_results=1)) == 1
