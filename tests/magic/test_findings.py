from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trackside.magic.assigned import AssignedNames
from trackside.magic.findings import Findings, automatic_findings, named_findings, without
from trackside.magic.options import TrackOptions


def computed(*names: str) -> AssignedNames:
    return AssignedNames(computed=frozenset(names))


@pytest.mark.parametrize(
    ("value", "as_param", "as_metric"),
    [
        (0.5, None, 0.5),
        (np.float32(0.5), None, 0.5),
        (3, 3, None),
        (np.int64(3), 3, None),
        (True, True, None),
        (np.bool_(True), True, None),
        ("adam", "adam", None),
    ],
)
def test_computed_floats_are_metrics_and_other_scalars_params(
    value: Any, as_param: Any, as_metric: float | None
) -> None:
    found = automatic_findings(computed("x"), {}, {"x": value})

    assert found.params == ({} if as_param is None else {"x": as_param})
    assert found.metrics == ({} if as_metric is None else {"x": as_metric})


def test_none_is_a_param() -> None:
    assert automatic_findings(computed("x"), {}, {"x": None}).params == {"x": None}


def test_a_float_that_the_cell_spells_out_is_a_param() -> None:
    names = AssignedNames(written=frozenset({"lr"}))

    assert automatic_findings(names, {}, {"lr": 0.1}) == Findings(params={"lr": 0.1})


@pytest.mark.parametrize("value", [[1], np.array([1.0]), "x" * 251, 1 + 2j, object(), np])
def test_what_is_no_scalar_is_left_alone(value: object) -> None:
    assert automatic_findings(computed("x"), {}, {"x": value}) == Findings()


def test_private_names_and_variables_of_earlier_cells_are_left_alone() -> None:
    namespace = {"_x": 1, "old": 2, "new": 3}

    found = automatic_findings(computed("_x", "new"), {"old": 2}, namespace)

    assert found.params == {"new": 3}


def test_a_variable_that_exec_or_a_magic_set_is_found_by_its_change() -> None:
    found = automatic_findings(AssignedNames(), {"a": 1}, {"a": 2, "b": 3})

    assert found.params == {"a": 2, "b": 3}


def test_loop_variables_and_imported_constants_are_left_out() -> None:
    names = AssignedNames(passing=frozenset({"i", "pi"}))

    assert automatic_findings(names, {}, {"i": 9, "pi": 3.14}) == Findings()


def test_a_cell_that_failed_leaves_out_what_may_be_of_an_earlier_run() -> None:
    before = {"accuracy": 0.9}
    namespace = {"accuracy": before["accuracy"], "depth": 3}

    found = automatic_findings(computed("accuracy", "depth"), before, namespace, is_complete=False)

    assert found == Findings(params={"depth": 3})


def test_named_variables_of_any_type_are_params_and_numbers_are_metrics() -> None:
    options = TrackOptions(None, ("shape", "gone"), ("n", "text", "lost"), {}, False, None)
    namespace = {"shape": (1, 2), "n": 3, "text": "high", "other": 1}

    found = named_findings(options, namespace)

    assert (found.params, found.metrics) == ({"shape": (1, 2)}, {"n": 3.0})
    assert found.warnings == (
        "--param gone: there is no variable of that name after the cell",
        "--metric text: a metric is a number, and this is a str",
        "--metric lost: there is no variable of that name after the cell",
    )


def test_what_the_cell_logged_itself_is_not_logged_again() -> None:
    found = Findings({"a": 1, "b": 2}, {"c": 3.0, "d": 4.0}, ("warning",))

    assert without(found, {"a", "d"}) == Findings({"b": 2}, {"c": 3.0}, ("warning",))
