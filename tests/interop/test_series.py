"""Which points of a series are new."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from trackside.entities import History
from trackside.interop.series import missing_points

points = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 1), st.sampled_from([0.0, -0.0, 1.5, float("nan")])
    ),
    max_size=12,
)


def series(rows: list[tuple[int, int, float]]) -> History:
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return History(
        *("r", "k"),
        *(np.array(columns[place], kind) for place, kind in enumerate((np.int64, np.int64, float))),
    )


def counted(history: History) -> Counter[tuple[int, int, str]]:
    columns = (history.steps.tolist(), history.timestamps.tolist(), history.values.tolist())
    return Counter((s, t, repr(v + 0.0)) for s, t, v in zip(*columns, strict=True))


@given(points, points)
def test_the_missing_points_are_those_that_are_there_more_often(
    here: list[tuple[int, int, float]], there: list[tuple[int, int, float]]
) -> None:
    missing = missing_points(series(there), series(here))

    assert counted(missing) == counted(series(there)) - counted(series(here))
