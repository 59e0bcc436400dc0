"""The stores that the contract suite runs over: another backend is one more name in ``BACKENDS``.

A test whose ``store`` is a ``SqlStore`` is about what only these can do, or look like inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside.store.rest import RestStore
from trackside.store.sql import SqlStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trackside.store.base import Store

# Where MLflow's own server differs, by the test, or by the test and the ids of its parameters.
INFINITY = "MLflow stores infinities as the greatest finite numbers, and -0 as 0"
SUMMARY = "of a metric MLflow tells the latest point only"
BINNED_NAME = "under MLflow an experiment in the bin keeps its name"
GRAMMAR = "MLflow's filters have no OR, no parentheses and no statistics of metrics"
TOKENS = "MLflow's page tokens are offsets, which any search takes"
MODEL_METRICS = "MLflow finds a model by its latest measurement, in any dataset or on the one named"
DATABASE_SPEAKS = "MLflow passes on what its database says"
OWN_FAILURE = "MLflow answers a wrong call as its own failure"
USE = "MLflow tells nothing of how experiments are used"
MLFLOW_DIFFERS = {
    "test_recent_experiments_come_with_their_use_the_one_used_last_first": USE,
    "test_an_output_keeps_its_latest_step": DATABASE_SPEAKS,
    "test_a_deleted_experiment_gives_its_name_up": BINNED_NAME,
    "test_a_long_name_in_the_bin_stays_within_the_limit": BINNED_NAME,
    "test_a_notebook_whose_experiment_is_in_the_bin_gets_another": BINNED_NAME,
    "test_delete_takes_the_runs_along_and_restore_brings_them_back": "other words",
    "test_tags_are_set_replaced_and_removed": "other words",
    "test_a_page_has_a_sane_size[ten]": "MLflow complains of another argument",
    "test_every_float_comes_back_exactly[inf]": INFINITY,
    "test_every_float_comes_back_exactly[-inf]": INFINITY,
    "test_every_float_comes_back_exactly[-0.0]": INFINITY,
    "test_the_latest_point_is_the_greatest_by_step_time_and_value[logged5--inf]": INFINITY,
    "test_a_summary_says_what_the_series_comes_down_to": SUMMARY,
    "test_a_series_of_nan_has_no_extremes": SUMMARY,
    "test_many_small_writes_make_one_whole_history": SUMMARY,
    "test_a_batch_that_is_sent_again_changes_nothing": INFINITY,
    "test_points_reach_a_run_in_the_bin_and_are_dropped_with_one_that_is_gone": "MLflow refuses points of a run in the bin",
    "test_params_are_added_and_do_not_change": DATABASE_SPEAKS,
    "test_metrics_are_of_the_run_and_of_the_model": INFINITY,
    "test_metrics_of_an_unknown_model_are_refused_whole": DATABASE_SPEAKS,
    "test_a_deleted_model_is_gone_but_takes_its_metrics": "MLflow tags models in the bin",
    "test_a_change_stamps_the_run_or_else_the_experiment": "changes are judged by times",
    "test_changes_name_what_changed_and_nothing_else": "changes are judged by times",
    "test_models_are_found_by_a_filter[status = 'READY'-expected5]": "MLflow compares its numbers with the names",
    "test_models_are_found_by_a_filter[metrics.acc < 0.2-expected14]": MODEL_METRICS,
    "test_models_are_found_by_a_filter[name = 'bare' OR metrics.loss > 1-expected17]": GRAMMAR,
    "test_datasets_restrict_the_metrics[-datasets0-expected0]": MODEL_METRICS,
    "test_datasets_restrict_the_metrics[-datasets2-expected2]": MODEL_METRICS,
    "test_datasets_restrict_the_metrics[name != 'gala'-datasets4-expected4]": MODEL_METRICS,
    "test_datasets_restrict_the_metrics[metrics.acc > 0.2-datasets6-expected6]": MODEL_METRICS,
    "test_datasets_restrict_the_metrics[metrics.acc > 0.4-datasets7-expected7]": MODEL_METRICS,
    "test_models_are_sorted[order_by4-expected4]": "MLflow sorts what has no type first",
    "test_models_are_sorted[order_by5-expected5]": "MLflow sorts NaN as 0",
    "test_models_are_sorted[order_by6-expected6]": "MLflow sorts NaN as 0",
    "test_pages_follow_each_other_in_one_search_only": "other words",
    "test_a_wrong_search_is_refused": "MLflow takes datasets with further fields",
    "test_a_version_of_a_logged_model_knows_its_run_and_outlives_it": "MLflow keeps the address, not the place",
    f"test_a_source_that_names_nothing_is_refused[models:/m-{'0' * 32}-not found-NotFound]": OWN_FAILURE,
    "test_a_source_that_names_nothing_is_refused[models:/pips/latest-by its number-InvalidParameter]": OWN_FAILURE,
    "test_a_source_that_names_nothing_is_refused[models:/pips@best-by its number-InvalidParameter]": OWN_FAILURE,
    "test_a_source_that_names_nothing_is_refused[models:/-not a proper address-InvalidParameter]": OWN_FAILURE,
    "test_stages_move_and_archive": OWN_FAILURE,
    "test_search": "MLflow's search leaves prompts out",
    "test_a_token_of_another_order_is_refused": TOKENS,
    "test_a_forged_token_is_refused": TOKENS,
    "test_what_is_no_token_is_refused[eyJvZmZzZXQiOiAyfQ==]": TOKENS,
    "test_what_is_no_token_is_refused[bnVsbA==]": OWN_FAILURE,
    "test_what_is_no_token_is_refused[\\xe9]": OWN_FAILURE,
    "test_or_and_parentheses": GRAMMAR,
    "test_order_by_the_duration_leaves_what_runs_to_the_end": "MLflow has no order by the duration",
    "test_statistics_of_a_metric[metrics.loss.min < 1-expected0]": GRAMMAR,
    "test_statistics_of_a_metric[metrics.loss.first >= 1-expected1]": GRAMMAR,
    "test_statistics_of_a_metric[metrics.loss.last = 0.5-expected2]": GRAMMAR,
    "test_statistics_of_a_metric[metrics.loss.count = 3-expected3]": GRAMMAR,
    "test_statistics_of_a_metric[metrics.`loss`.max >= 5-expected4]": GRAMMAR,
    "test_order_by_a_statistic[metrics.loss.min DESC-expected0]": GRAMMAR,
    "test_order_by_a_statistic[metrics.loss.first-expected2]": GRAMMAR,
    "test_runs_by_their_datasets": GRAMMAR,
    "test_the_largest_filter_and_order_that_are_accepted": "MLflow joins a table for each condition",
    "test_a_run_id_can_be_brought_along_once": "MLflow gives runs their ids",
    "test_a_number_that_no_column_can_hold_is_no_failure_of_ours": DATABASE_SPEAKS,
    "test_ending_a_run": "MLflow keeps the end of a run that goes on",
}  # fmt: skip
# Those that fail by chance: ids, which are random, decide among runs that are alike.
MLFLOW_VARIES = {"test_runs_that_come_meanwhile_neither_repeat_nor_skip_others": TOKENS}

SQL_BACKENDS = ["sqlite_file", "sqlite_memory", "postgresql", "mariadb"]
SERVERS = ["mlflow_server", "jupyter_server"]
BACKENDS = [*SQL_BACKENDS, *SERVERS]


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened: Store
    if request.param == "mlflow_server":
        _expect_differences(request)
    if request.param in SERVERS:
        server = request.getfixturevalue(f"empty_{request.param}")
        opened = RestStore(server.url, tmp_path / "spool")
    else:
        opened = SqlStore(_url(request, tmp_path), (tmp_path / "artifacts").as_uri())
    yield opened
    opened.close()


def _url(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite_file":
        return f"sqlite:///{folder / 'trackside.db'}"
    if request.param == "sqlite_memory":
        return "sqlite://"
    return str(request.getfixturevalue(f"empty_{request.param}"))


def _expect_differences(request: pytest.FixtureRequest) -> None:
    name = request.node.originalname
    ids = request.node.name.removeprefix(name).strip("[]").removeprefix(f"{request.param}")
    own = f"{name}[{ids.removeprefix('-')}]"
    reason = MLFLOW_DIFFERS.get(name) or MLFLOW_DIFFERS.get(own)
    if reason is not None:
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    elif name in MLFLOW_VARIES:
        request.applymarker(pytest.mark.xfail(reason=MLFLOW_VARIES[name], strict=False))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test the backends that it is about."""
    if "store" in metafunc.fixturenames:
        annotation = metafunc.function.__annotations__.get("store")
        names = SQL_BACKENDS if annotation == "SqlStore" else BACKENDS
        metafunc.parametrize("store", names, indirect=True)


@pytest.fixture
def experiment_id(store: Store) -> str:
    """An experiment of its own, so that nothing depends on ``Default``."""
    return store.create_experiment("apples")


@pytest.fixture
def run_id(store: Store, experiment_id: str) -> str:
    """A running run."""
    return store.create_run(experiment_id, "ada", 1_000, {}, "first").info.run_id
