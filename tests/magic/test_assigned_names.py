from __future__ import annotations

import pytest

from trackside.magic.assigned import AssignedNames, assigned_names


@pytest.mark.parametrize(
    ("code", "written", "computed", "passing"),
    [
        ("lr = 0.1", {"lr"}, set(), set()),
        ("lr = -1e-3; shape = (1, 2)", {"lr", "shape"}, set(), set()),
        ("a = b = 3", {"a", "b"}, set(), set()),
        ("a, (b, c) = 1, (2, f())", {"a", "b"}, {"c"}, set()),
        ("a, *b = 1, 2, 3", set(), {"a", "b"}, set()),
        ("a, b = f()", set(), {"a", "b"}, set()),
        ("loss = 0.0\nloss += 1", set(), {"loss"}, set()),
        ("n: int = 5\nm: int", {"n"}, set(), set()),
        ("if (n := f()) > 1:\n    pass", set(), {"n"}, set()),
        ("for i in range(3):\n    loss = f(i)", set(), {"loss"}, {"i"}),
        ("for i, (a, b) in x:\n    pass", set(), set(), {"i", "a", "b"}),
        ("i = 7\nfor i in x:\n    pass", {"i"}, set(), set()),
        ("import os.path, math as m\nfrom math import pi", set(), set(), {"os", "m", "pi"}),
        ("with f() as g:\n    x = g.y", set(), {"x"}, {"g"}),
        ("try:\n    x = 1\nexcept E as e:\n    x = 2", {"x"}, set(), {"e"}),
        ("def f():\n    inner = 1\nclass C:\n    field = 1", set(), set(), set()),
        ("x = [y := 1 for z in w]", set(), {"x"}, set()),
        ("a.b = 1; a[0] = 2", set(), set(), set()),
        ("await f()\nx = await g()", set(), {"x"}, set()),
        ("this is not python", set(), set(), set()),
    ],
)
def test_names_by_how_they_are_bound(
    code: str, written: set[str], computed: set[str], passing: set[str]
) -> None:
    expected = AssignedNames(frozenset(written), frozenset(computed), frozenset(passing))
    assert assigned_names(code) == expected
