"""Params, metrics and tags of the active run, as under MLflow."""

# ruff: noqa: B023 (a snippet is refused at once, not later)

from __future__ import annotations

import math
from typing import Any


def data_of_the_run(ml: Any, run: Any) -> Any:
    data = ml.get_run(run.info.run_id).data
    return data.params, data.metrics, data.tags


def a_logged_param_is_returned(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        returned = [ml.log_param(k, v) for k, v in {"a": 3, "b": None, "c": [1], "d": True}.items()]
        also = ml.log_params({"e": 1.5, "f": "x", "g": {"h": 1}}), ml.log_params({})
    return returned, also, data_of_the_run(ml, run)


def what_logging_returns(ml: Any, here: Any) -> Any:
    with ml.start_run():
        return (
            ml.log_metric("m", 1), ml.log_metrics({"n": 1}), ml.set_tag("t", 1), ml.set_tags({"u": 1}),
            ml.delete_tag("t"), ml.log_text("x", "x.txt"), ml.log_dict({}, "x.json"), ml.set_experiment_tag("a", 1),
        )  # fmt: skip


def a_param_does_not_change(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        ml.log_param("a", 1)
        ml.log_param("a", "1")
        one = here.refused(
            lambda: ml.log_param("a", 2),
            "Changing param values is not allowed",
            "already logged",
            "'1'",
            "'2'",
        )
        many = here.refused(
            lambda: ml.log_params({"b": 1, "a": 2}), "Changing param values is not allowed"
        )
    return one, many, data_of_the_run(ml, run)


def many_params_at_once(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        ml.log_params({f"p{i}": i for i in range(250)})
        ml.set_tags({f"t{i}": i for i in range(150)})
        ml.log_metrics({f"m{i}": i for i in range(1100)})
    data = ml.get_run(run.info.run_id).data
    return (
        len(data.params),
        len([t for t in data.tags if t.startswith("t") and "." not in t]),
        len(data.metrics),
    )


KEYS = ["a", "a b", "a/b", "a.b-c_d:e", "é", "日本", "", " ", "/a", "a/", "a//b", "./a", "../a", "a/../b", ".", "..",
        "a@b", "a%b", "a(b)", "a=b", "k" * 250, "k" * 251, None, 5]  # fmt: skip


def keys_of_every_kind(ml: Any, here: Any) -> Any:
    found: dict[str, Any] = {}
    with ml.start_run() as run:
        for key in KEYS:
            found[f"param {key!r:.20}"] = here.refused(lambda: ml.log_param(key, 1))
            found[f"metric {key!r:.20}"] = here.refused(lambda: ml.log_metric(key, 1))
            found[f"tag {key!r:.20}"] = here.refused(lambda: ml.set_tag(key, 1))
    return found, data_of_the_run(ml, run)


def values_of_every_length(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        ml.log_params({"a": "x" * 6000, "b": "x" * 6001})
        ml.set_tags({"a": "x" * 8000, "b": "x" * 8001})
    params, _, tags = data_of_the_run(ml, run)
    return {k: len(v) for k, v in params.items()}, len(tags["a"]), len(tags["b"])


def empty_and_multiline_values(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        ml.log_params({"a": "", "b": "x\ny", "c": " é "})
        ml.set_tags({"a": "", "b": "x\ny", "c": None})
    return data_of_the_run(ml, run)


def metric_values(ml: Any, here: Any) -> Any:
    import numpy as np

    values = [1, 1.5, True, "1.5", "x", None, math.nan, np.float32(0.5), np.int64(3), np.array(2.0), np.array([2.0]),
              np.bool_(True), [1], np.array([1, 2]), 10**400]  # fmt: skip
    with ml.start_run() as run:
        how = [here.refused(lambda: ml.log_metric(f"m{i}", v)) for i, v in enumerate(values)]
    return how, data_of_the_run(ml, run)


def infinite_metric_values(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        ml.log_metrics({"up": math.inf, "down": -math.inf})
    return data_of_the_run(ml, run)


def steps_of_every_type(ml: Any, here: Any) -> Any:
    client, how = ml.MlflowClient(), []
    with ml.start_run() as run:
        for i, step in enumerate([None, 3, -1, 0, 2.0, "x", True, 2**63 - 1, 2**63]):
            outcome = here.refused(lambda: ml.log_metric(f"m{i}", 1, step=step, timestamp=7))
            how.append((outcome, client.get_metric_history(run.info.run_id, f"m{i}")))
    return how


def timestamps_of_every_type(ml: Any, here: Any) -> Any:
    client, how = ml.MlflowClient(), []
    with ml.start_run() as run:
        for i, timestamp in enumerate([None, 5, -1, "x"]):
            outcome = here.refused(lambda: ml.log_metric(f"m{i}", 1, timestamp=timestamp))
            how.append((outcome, client.get_metric_history(run.info.run_id, f"m{i}")))
    return how


def the_latest_value_is_that_of_the_greatest_step(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        for value, step in [(1, 5), (2, 3), (9, 5), (4, -1)]:
            ml.log_metric("m", value, step=step, timestamp=100)
        ml.log_metrics({"n": 2.0, "o": True}, step=2, timestamp=3)
        ml.log_metric("nan", math.nan, timestamp=1)
        ml.log_metric("nan", 1, timestamp=1)
    return data_of_the_run(ml, run)


def a_tag_changes_and_goes(ml: Any, here: Any) -> Any:
    with ml.start_run(run_name="gala") as run:
        ml.set_tag("a", 1)
        ml.set_tag("a", [2])
        ml.set_tag("b", None)
        ml.delete_tag("b")
        gone = here.refused(lambda: ml.delete_tag("b"), "No tag with name: b")
        ml.set_tag("mlflow.runName", "fuji")
        ml.set_tag("mlflow.note.content", "a note")
    return gone, ml.get_run(run.info.run_id)


def asynchronous_logging(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        calls = [
            ml.log_param("a", 1, synchronous=False), ml.log_metric("m", 1, synchronous=False),
            ml.set_tag("t", 1, synchronous=False), ml.log_params({"b": 1}, synchronous=False),
            ml.log_metrics({"n": 1}, synchronous=False), ml.set_tags({"u": 1}, synchronous=False),
        ]  # fmt: skip
        waited = [call.wait() for call in calls]
    return [type(call).__name__ for call in calls], waited, data_of_the_run(ml, run)


def logging_opens_a_run(ml: Any, here: Any) -> Any:
    ml.log_param("a", 1)
    run = ml.active_run()
    ml.end_run()
    return ml.get_run(run.info.run_id)


def logging_to_a_run_by_id(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        pass
    ml.log_metric("m", 1, run_id=run.info.run_id)
    ml.log_metrics({"n": 1}, run_id=run.info.run_id)
    ml.log_params({"a": 1}, run_id=run.info.run_id)
    ml.log_text("x", "x.txt", run_id=run.info.run_id)
    return ml.active_run(), ml.get_run(run.info.run_id)


def metrics_arriving_together(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        refused = here.refused(lambda: ml.log_metrics({"a": 1, "b": "x"}))
        ml.log_metrics({})
    return refused, data_of_the_run(ml, run)


def odd_steps_and_timestamps(ml: Any, here: Any) -> Any:
    import numpy as np

    client = ml.MlflowClient()
    with ml.start_run() as run:
        for number, (step, timestamp) in enumerate([(np.int64(7), 1), (2.7, 1), (0, 2.7), (0, 0)]):
            ml.log_metric(f"m{number}", 1, step=step, timestamp=timestamp)
    return [client.get_metric_history(run.info.run_id, f"m{number}") for number in range(4)]


def numbers_written_as_text(ml: Any, here: Any) -> Any:
    with ml.start_run():
        return here.refused(lambda: ml.log_metric("m", 1, step="3", timestamp="4"))


def a_key_with_a_line_end(ml: Any, here: Any) -> Any:
    with ml.start_run():
        return here.refused(lambda: ml.log_param("a\n", 1))


def test_logging_is_as_under_mlflow(snippet: Any, as_under_mlflow: Any) -> None:
    as_under_mlflow(snippet)
