"""Finding runs, as under MLflow: rows, columns, types and order."""

# ruff: noqa: B023 (a snippet is refused at once, not later)

from __future__ import annotations

from typing import Any


def three_runs(ml: Any) -> list[str]:
    import time

    ids = []
    for number, name in enumerate(("gala", "fuji", "elstar")):
        time.sleep(0.002)
        with ml.start_run(run_name=name) as run:
            ml.log_param("number", number)
            ml.log_metric("sweet", 3 - number, timestamp=1)
            if number:
                ml.log_metric("sour", number / 2, timestamp=1)
                ml.log_param("kind", "red")
                ml.set_tag("stage", "ripe")
        ids.append(run.info.run_id)
    return ids


def own(frame: Any) -> Any:
    """Return a frame with columns that a user made first, sorted: their order is not promised."""
    return frame[sorted(frame.columns)]


def a_frame_of_runs(ml: Any, here: Any) -> Any:
    three_runs(ml)
    frame = ml.search_runs()
    leading = [c for c in frame.columns if "." not in c]
    return leading, type(frame.index).__name__, list(frame.index), own(frame)


def an_empty_frame(ml: Any, here: Any) -> Any:
    frame = ml.search_runs()
    return list(frame.columns), len(frame), str(frame["run_id"].dtype)


def a_frame_of_a_running_run(ml: Any, here: Any) -> Any:
    with ml.start_run(run_name="gala"):
        frame = ml.search_runs()
    return frame.drop(columns="end_time"), str(frame["end_time"][0])


def dtypes_of_times_without_values(ml: Any, here: Any) -> Any:
    with ml.start_run(run_name="gala"):
        frame = ml.search_runs()
    nothing = ml.search_runs(filter_string="params.none = 'x'")
    return str(frame["end_time"].dtype), str(nothing["start_time"].dtype)


def a_frame_with_a_nan_metric(ml: Any, here: Any) -> Any:
    with ml.start_run(run_name="gala"):
        ml.log_metric("m", float("nan"))
    return ml.search_runs()


def a_list_of_runs(ml: Any, here: Any) -> Any:
    three_runs(ml)
    found = ml.search_runs(output_format="list")
    return type(found).__name__, found


def an_empty_list(ml: Any, here: Any) -> Any:
    return ml.search_runs(output_format="list")


def which_experiments(ml: Any, here: Any) -> Any:
    three_runs(ml)
    ids = [ml.get_experiment_by_name(here.name).experiment_id]
    ml.set_experiment(f"{here.name} other")
    every = ml.search_runs(search_all_experiments=True, filter_string="params.number = '0'")
    return [
        len(ml.search_runs()), len(ml.search_runs(ids)), len(ml.search_runs(experiment_ids=[])),
        len(ml.search_runs(experiment_names=[here.name])), len(ml.search_runs(experiment_names=[f"{here.name} none"])),
        here.refused(lambda: ml.search_runs(ids, experiment_names=[here.name])), len(every) > 0,
        here.refused(lambda: len(ml.search_runs(["987654"]))), len(ml.search_runs(ids, max_results=2)),
        here.refused(lambda: len(ml.search_runs(ids[0]))), here.refused(lambda: len(ml.search_runs([int(ids[0])]))),
        here.refused(lambda: len(ml.search_runs(ids, max_results=0))),
    ]  # fmt: skip


FILTERS = [
    "metrics.sweet > 1", "metrics.sour >= 0.5", "params.kind = 'red'", "params.kind != 'red'", "tags.stage LIKE 'ri%'",
    "tags.stage = 'ripe' AND metrics.sweet < 2", "attributes.run_name = 'gala'", "run_name ILIKE '%A%'",
    "status = 'FINISHED'", "status != 'FINISHED'", "tags.mlflow.runName = 'fuji'", "metrics.`sweet` = 3",
    'params.number = "1"', "params.kind ILIKE 'R%'", "start_time > 0", "end_time < 5", "params.none = 'x'",
    "metrics.none != 5", "tags.none != 'x'", "artifact_uri LIKE '%artifacts'", "run_name IN ('gala', 'fuji')",
    "user_id != 'nobody'", "params.kind IS NULL", "tags.stage IS NOT NULL", "", None,
]  # fmt: skip


def filters(ml: Any, here: Any) -> Any:
    three_runs(ml)
    return {
        str(text): here.refused(
            lambda: [
                run.info.run_name
                for run in ml.search_runs(filter_string=text, output_format="list")
            ]
        )
        for text in FILTERS
    }


ORDERS = [
    ["metrics.sweet ASC"], ["metrics.sweet DESC"], ["metrics.sour ASC"], ["metrics.sour DESC"], ["params.kind", "run_name"],
    ["params.kind DESC", "run_name DESC"], ["tags.stage", "run_name"], ["start_time"], ["attributes.start_time DESC"],
    ["run_name"], ["status", "run_name asc"], ["params.none", "run_name"], ["metrics.none DESC"], ["end_time DESC"], [],
]  # fmt: skip


def orders(ml: Any, here: Any) -> Any:
    three_runs(ml)
    return {
        str(order): [
            run.info.run_name for run in ml.search_runs(order_by=order, output_format="list")
        ]
        for order in ORDERS
    }


def missing_and_nan_metrics_come_last(ml: Any, here: Any) -> Any:
    for name, value in {"a": 1, "b": float("nan"), "c": 2, "d": None}.items():
        with ml.start_run(run_name=name):
            if value is not None:
                ml.log_metric("m", value)
    return [
        [
            run.info.run_name
            for run in ml.search_runs(order_by=[f"metrics.m {way}"], output_format="list")
        ]
        for way in ("ASC", "DESC")
    ]


def wrong_questions(ml: Any, here: Any) -> Any:
    three_runs(ml)
    wrong: list[dict[str, Any]] = [
        {"filter_string": "metrics.sweet"}, {"filter_string": "metrics.sweet > 'x'"}, {"filter_string": "color = 'red'"},
        {"filter_string": "params.kind = 5"}, {"filter_string": "a OR b"}, {"order_by": ["sweet"]},
        {"order_by": ["metrics.sweet UP"]}, {"output_format": "rows"}, {"filter_string": "params.kind = red"},
        {"filter_string": "status LIKE"},
    ]  # fmt: skip
    return [here.refused(lambda: len(ml.search_runs(**each))) for each in wrong]


def deleted_runs(ml: Any, here: Any) -> Any:
    ids = three_runs(ml)
    ml.delete_run(ids[0])
    kinds = ml.entities.ViewType
    views = (kinds.ACTIVE_ONLY, kinds.DELETED_ONLY, kinds.ALL)
    return [list(ml.search_runs(run_view_type=view)["tags.mlflow.runName"]) for view in views]


def pages_of_runs(ml: Any, here: Any) -> Any:
    three_runs(ml)
    ids = [ml.get_experiment_by_name(here.name).experiment_id]
    client = ml.MlflowClient()
    first = client.search_runs(ids, max_results=2)
    second = client.search_runs(ids, max_results=2, page_token=first.token)
    return (
        type(first).__name__, [run.info.run_name for run in first], first.token is None,
        [run.info.run_name for run in second], second.token, client.search_runs(ids, "params.number = '7'"),
        here.refused(lambda: client.search_runs(ids, max_results=50_001)),
        here.refused(lambda: client.search_runs(ids, page_token="nonsense")),
    )  # fmt: skip


def nested_runs_in_a_frame(ml: Any, here: Any) -> Any:
    with ml.start_run(run_name="outer") as outer, ml.start_run(run_name="inner", nested=True):
        pass
    return ml.search_runs(filter_string=f"tags.mlflow.parentRunId = '{outer.info.run_id}'")


def test_searches_are_as_under_mlflow(snippet: Any, as_under_mlflow: Any) -> None:
    as_under_mlflow(snippet)
