"""One snippet under the real MLflow and under Trackside, and what a user sees of both.

A snippet is a function of the module and of :class:`Scene`. What it returns is shown as plain
values in which ids, times and places are masked, and must then be equal.
"""

from __future__ import annotations

import dataclasses
import inspect
import itertools
import logging
import os
import re
import warnings
from typing import TYPE_CHECKING, Any

import pytest

import trackside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# Snippets that show something else under Trackside, and why.
ON_PURPOSE = {
    "infinite_metric_values": "infinities are kept exactly; MLflow stores the greatest finite number",
    "odd_steps_and_timestamps": "steps and times are integers; MLflow stores bytes or fractions, takes 0 for now",
    "numbers_written_as_text": "steps and times are taken as leniently as values are",
    "a_key_with_a_line_end": "MLflow's pattern lets a line end pass by an oversight",
    "starting_twice_by_class": "the refusal is an MlflowException; MLflow raises a bare Exception",
    "tags_of_a_started_run_are_texts": "tags are text from the first moment; MLflow shows them so once reloaded",
    "a_resumed_run_has_no_end": "a run that goes on has not ended; MLflow keeps the earlier end",
    "a_run_left_running_has_no_end": "a run that goes on has not ended",
    "the_last_active_run_is_fresh": "while the run is active MLflow gives its data as of its start",
    "resuming_a_run_of_another_experiment": "an id is unambiguous; MLflow wants set_experiment to agree",
    "renaming_a_deleted_experiment": "a wrong call is 400; MLflow's INVALID_STATE is 500 and has clients retry",
    "a_name_in_the_bin": "a deleted experiment gives its name up; under MLflow the name is lost until gc",
    "renaming_to_a_taken_name": "the code says what is wrong; MLflow passes on its database's refusal",
    "dtypes_of_times_without_values": "times are UTC timestamps also where there are none; MLflow's type changes",
    "keys_of_a_yaml_file_keep_their_order": "a config reads as it was written; MLflow sorts its keys",
    "arrays_in_a_json_file": "arrays are lists of numbers; MLflow writes the text that they print as",
    "the_order_of_a_listing": "folders come first, as file browsers show them; MLflow goes by path",
    "points_that_are_the_same": "every point logged is kept; MLflow drops exact repetitions",
    "a_history_of_an_unknown_run": "an unknown run is an error everywhere; here MLflow gives an empty list",
    "a_known_metric_of_a_deleted_run": "log_metric does not ask the store at each point of a series",
    "an_unknown_alias_by_code": "the code says that it is not there; MLflow says INVALID_PARAMETER_VALUE",
    "the_source_of_a_version": "the place of the files, and the model's id; MLflow gives an address and no id",
    "one_metric_of_two_models_at_a_step": "log_metric is log_metrics of one; MLflow's stops at the first model",
    "models_as_inputs": "a run takes models in on any store; MLflow's log_inputs does on Databricks alone",
    "the_number_of_a_version_is_text": "as on MLflow's wire and in its documentation; its own SQL store gives an int",
}

_numbers = itertools.count(1)


@dataclasses.dataclass(frozen=True)
class Refusal:
    """How a call failed; equal to MLflow's way also where ours says more.

    MLflow lets errors of Python and its database through for some wrong arguments, and has no code
    for some refusals of its own; here both are an MlflowException with a code.
    """

    kind: str
    code: str | None
    said: tuple[str, ...]

    def is_as_good_as(self, other: Refusal) -> bool:
        """Say whether code that handles ``other`` is served by this."""
        is_unclassified = other.kind != "MlflowException" or other.code == "INTERNAL_ERROR"
        is_same = (self.kind, self.code) == (other.kind, other.code)
        is_better = is_unclassified and self.kind == "MlflowException"
        return (is_same or is_better) and set(self.said) >= set(other.said)


@dataclasses.dataclass(frozen=True)
class Scene:
    """What a snippet finds: a name of its own for what it makes, and a folder that is its own."""

    name: str
    folder: Path
    exception: type[Exception]

    def refused(self, call: Callable[[], Any], *gist: str) -> Any:
        """Return how a call fails, and which of these phrases its message has; or its value."""
        try:
            return call()
        except Exception as error:  # noqa: BLE001 (which one comes is what we ask)
            said = tuple(phrase for phrase in gist if phrase.lower() in str(error).lower())
            if isinstance(error, self.exception):
                return Refusal("MlflowException", getattr(error, "error_code", None), said)
            return Refusal(type(error).__name__, None, said)


@pytest.fixture(scope="session")
def real_mlflow(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the real MLflow on a store that exists; making one takes it seconds."""
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = os.environ["DO_NOT_TRACK"] = "true"
    folder = tmp_path_factory.mktemp("mlflow")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mlflow = pytest.importorskip("mlflow")
        for name in ("mlflow", "alembic"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        mlflow.set_tracking_uri(f"sqlite:///{folder}/mlflow.db")
        mlflow.search_experiments()
    return mlflow


@pytest.fixture
def as_under_mlflow(real_mlflow: Any, tmp_path: Path) -> Iterator[Callable[[Any], None]]:
    """Return a function that plays a snippet under both and fails where what they show differs."""
    name = f"tale {next(_numbers)}"
    uri = real_mlflow.get_tracking_uri()

    def play(module: Any, snippet: Any) -> Any:
        folder = tmp_path / module.__name__
        folder.mkdir()
        scene = Scene(name, folder, module.exceptions.MlflowException)
        location = module.create_experiment(name, f"file://{folder}/artifacts")
        module.set_experiment(experiment_id=location)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # deprecations and the like: values are compared here
            try:
                return _Shown(str(folder)).of(snippet(module, scene))
            finally:
                while module.active_run():
                    module.end_run()

    def check(snippet: Any) -> None:
        found = [*_differences(play(real_mlflow, snippet), play(trackside, snippet), "")]
        reason = ON_PURPOSE.get(snippet.__name__)
        if reason is None and found:
            pytest.fail("\n".join(found), pytrace=False)
        if reason is not None and not found:
            pytest.fail(f"They agree now; strike it from ON_PURPOSE: {reason}", pytrace=False)

    yield check
    # MLflow looks into the environment again at each test, which the tests' own fixture empties.
    real_mlflow.set_tracking_uri(uri)


@pytest.fixture
def quick_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a model requires MLflow finds by loading it in another process; here it has no time for that."""
    monkeypatch.setenv("MLFLOW_REQUIREMENTS_INFERENCE_TIMEOUT", "0")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask for ``snippet`` and get every function of the file that takes a module and a scene."""
    if "snippet" in metafunc.fixturenames:
        snippets = [
            value
            for value in vars(metafunc.module).values()
            if inspect.isfunction(value)
            and [*inspect.signature(value).parameters] == ["ml", "here"]
        ]
        metafunc.parametrize("snippet", snippets, ids=lambda snippet: snippet.__name__)


def _differences(expected: Any, found: Any, where: str) -> Iterator[str]:
    """Name the leaves that differ; a whole dictionary printed twice tells nobody anything."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in [*expected, *(key for key in found if key not in expected)]:
            inner = expected.get(key, "nothing"), found.get(key, "nothing")
            yield from _differences(*inner, f"{where}.{key}")
    elif isinstance(expected, (list, tuple)) and type(found) is type(expected):
        if len(expected) == len(found):
            for at, pair in enumerate(zip(expected, found, strict=True)):
                yield from _differences(*pair, f"{where}[{at}]")
        else:
            yield f"{where}: {expected!r} under MLflow, {found!r} under Trackside"
    elif isinstance(expected, Refusal) and isinstance(found, Refusal):
        if not found.is_as_good_as(expected):
            yield f"{where}: {expected} under MLflow, {found} under Trackside"
    elif expected != found:
        yield f"{where}: {expected!r} under MLflow, {found!r} under Trackside"


class _Shown:
    """Values as a user sees them, less what differs between any two runs of a program."""

    _FIELDS = (
        "artifact_location",
        "aliases",
        "alias",
        "current_stage",
        "data",
        "description",
        "end_time",
        "experiment_id",
        "file_size",
        "info",
        "is_dir",
        "key",
        "latest_versions",
        "lifecycle_stage",
        "metrics",
        "name",
        "params",
        "path",
        "run_id",
        "run_link",
        "run_name",
        "source",
        "start_time",
        "status",
        "step",
        "tags",
        "timestamp",
        "value",
        "version",
    )
    _OWN_TAGS = ("mlflow.user", "mlflow.source.", "mlflow.git", "trackside.", "mlflow.experiment")

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def of(self, value: Any) -> Any:
        """Return a value as plain, comparable ones; types are kept by name where they are not plain."""
        module = type(value).__module__.partition(".")[0]
        if module == "pandas":
            return self._of_pandas(value)
        if module in ("mlflow", "trackside"):
            return self._of_entity(value)
        if isinstance(value, dict):
            shown = {self.of(key): self.of(each) for key, each in value.items()}
            return {k: v for k, v in shown.items() if not str(k).startswith(self._OWN_TAGS)}
        if isinstance(value, (list, tuple)):
            return [self.of(each) for each in value]
        return value if isinstance(value, Refusal) else self._of_plain(value)

    def _of_plain(self, value: Any) -> Any:
        if isinstance(value, str):
            text = value.replace(self._folder, "<folder>").replace("file://", "")
            text = re.sub(r"\b[0-9a-f]{32}\b", "<id>", text)
            return re.sub(r"^[a-z]+-[a-z]+-\d+$", "<random name>", text)
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, float) and value != value:  # noqa: PLR0124 (NaN)
            return "NaN"
        if isinstance(value, (int, float)):
            return (
                "<time>"
                if value > 10**12 and isinstance(value, int)
                else (type(value).__name__, value)
            )
        return type(value).__name__

    def _of_entity(self, value: Any) -> Any:
        if isinstance(value, list):  # a PagedList
            more = getattr(value, "token", None)
            return ["more" if more else "last", *map(self.of, value)]
        shown = {n: self.of(getattr(value, n)) for n in self._FIELDS if hasattr(value, n)}
        kind = type(value).__name__
        # Fields that are always None, and a number that is compared by its own snippet.
        for name in {"Metric": ("run_id",), "ModelVersion": ("metrics", "params")}.get(kind, ()):
            shown.pop(name, None)
        if kind == "ModelVersion":
            shown["version"] = str(value.version)
        if shown.get("experiment_id"):
            shown["experiment_id"] = type(value.experiment_id).__name__
        return type(value).__name__, shown

    def _of_pandas(self, value: Any) -> Any:
        import pandas as pd

        if isinstance(value, pd.DataFrame):
            return {
                column: (str(series.dtype), [self._of_cell(each) for each in series])
                for column, series in value.items()
                if column != "experiment_id"
                and not str(column).removeprefix("tags.").startswith(self._OWN_TAGS)
            }
        return type(value).__name__

    def _of_cell(self, value: Any) -> Any:
        import pandas as pd

        if value is pd.NaT:
            return "NaT"
        return "<time>" if isinstance(value, pd.Timestamp) else self.of(value)
