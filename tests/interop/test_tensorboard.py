"""Event files that TensorBoard's own format writers wrote."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from trackside.errors import InvalidParameter
from trackside.interop import import_tensorboard
from trackside.opening import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from trackside.entities import Run

pytest.importorskip("tensorboard")
writers = pytest.importorskip("tensorboardX")


def runs_of(store: Path) -> dict[str, Run]:
    opened = open_store(str(store)).settled()
    (experiment,) = [each for each in opened.search_experiments() if each.name == "logs"]
    return {run.info.run_name: run for run in opened.search_runs([experiment.experiment_id])}


def write(folder: Path, values: list[float], first_step: int = 0) -> None:
    with writers.SummaryWriter(str(folder)) as writer:
        for step, value in enumerate(values, first_step):
            writer.add_scalar("loss/train", value, step, walltime=1_700_000_000 + step)


def test_scalars_are_metrics_of_a_run_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "logs" / "a", [1.0, 0.5, math.nan])
    write(tmp_path / "logs" / "b" / "c", [2.0])

    report = import_tensorboard(tmp_path / "logs", str(tmp_path / "store"))

    assert (report.found["runs"], report.changed["points"]) == (2, 4)
    runs = runs_of(tmp_path / "store")
    assert set(runs) == {"a", "b/c"}
    run = runs["a"]
    assert (run.info.start_time, run.info.end_time) == (1_700_000_000_000, 1_700_000_002_000)
    history = open_store(str(tmp_path / "store")).store.get_history(run.info.run_id, "loss/train")
    assert np.array_equal(history.values, [1.0, 0.5, math.nan], equal_nan=True)
    assert history.timestamps.tolist() == [1_700_000_000_000 + 1000 * step for step in range(3)]


def test_a_training_that_goes_on_is_brought_on(tmp_path: Path) -> None:
    write(tmp_path / "logs", [1.0, 0.5])
    import_tensorboard(tmp_path / "logs", str(tmp_path / "store"))
    assert not import_tensorboard(tmp_path / "logs", str(tmp_path / "store")).has_changed
    write(tmp_path / "logs", [0.25], first_step=2)

    report = import_tensorboard(tmp_path / "logs", str(tmp_path / "store"))

    assert report.changed["points"] == 1
    assert runs_of(tmp_path / "store")["logs"].data.metrics == {"loss/train": 0.25}


def test_settings_are_params_and_pictures_are_counted(tmp_path: Path) -> None:
    with writers.SummaryWriter(str(tmp_path / "logs")) as writer:
        writer.add_hparams({"lr": 0.1, "layers": 3, "name": "adam"}, {"score": 0.9}, name="trial")
        writer.add_histogram("weights", np.arange(10.0), 1)

    report = import_tensorboard(tmp_path / "logs", str(tmp_path / "store"))

    trial = runs_of(tmp_path / "store")["trial"]
    assert trial.data.params == {"lr": "0.1", "layers": "3", "name": "adam"}
    assert trial.data.metrics == {"score": pytest.approx(0.9)}
    assert dict(report.left_out) == {"histograms": 1}


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidParameter, match="no event files"):
        import_tensorboard(tmp_path, str(tmp_path / "store"))
    write(tmp_path / "logs", [1.0])
    code = (
        "import sys; sys.modules['tensorboard'] = None\n"
        "from trackside.errors import InvalidParameter\n"
        "from trackside.interop import import_tensorboard\n"
        "try:\n    import_tensorboard('logs', 'store')\n"
        "except InvalidParameter as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "pip install 'trackside[tensorboard]'" in done.stdout
