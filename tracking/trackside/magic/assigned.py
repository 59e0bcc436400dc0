"""Which names a cell assigns at its top level, read from its code."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWN_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, slots=True)
class AssignedNames:
    """Names by how the cell binds them.

    ``written`` were only ever given a literal (``lr = 0.1``); ``computed`` got some other value;
    ``passing`` are loop variables, imports and what ``with`` and ``except`` name.
    """

    written: frozenset[str] = frozenset()
    computed: frozenset[str] = frozenset()
    passing: frozenset[str] = frozenset()


def assigned_names(code: str) -> AssignedNames:
    """Return the names that this Python code binds; none if it cannot be parsed."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return AssignedNames()
    written: set[str] = set()
    computed: set[str] = set()
    passing: set[str] = set()
    for node in _in_this_scope(tree):
        for target, value in _assignments(node):
            kind = written if value is not None and _is_literal(value) else computed
            kind.update(_names_in(target))
        passing.update(_passing_names(node))
    return AssignedNames(
        frozenset(written - computed),
        frozenset(computed),
        frozenset(passing - computed - written),
    )


def _in_this_scope(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, (*_OWN_SCOPE, *_COMPREHENSIONS)):
            yield from _in_this_scope(child)


def _assignments(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """Yield each target with its value; None as the value of one that was computed."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _pairs(target, node.value)
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield node.target, node.value
    elif isinstance(node, ast.AugAssign):
        yield node.target, None
    elif isinstance(node, ast.NamedExpr):
        yield node.target, node.value


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """Take ``a, b = 1, 2`` apart; what cannot be taken apart was computed."""
    if not isinstance(target, (ast.Tuple, ast.List)):
        yield target, value
        return
    is_alike = isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts)
    if not is_alike or any(isinstance(each, ast.Starred) for each in target.elts):
        yield target, None
        return
    for one_target, one_value in zip(target.elts, value.elts, strict=True):  # type: ignore[attr-defined]
        yield from _pairs(one_target, one_value)


def _is_literal(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _names_in(target: ast.expr) -> Iterator[str]:
    """Yield the plain names of a target; ``a.b`` and ``a[0]`` bind none."""
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Starred):
        yield from _names_in(target.value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        for each in target.elts:
            yield from _names_in(each)


def _passing_names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, (ast.For, ast.AsyncFor)):
        yield from _names_in(node.target)
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            yield alias.asname or alias.name.partition(".")[0]
    elif isinstance(node, (ast.With, ast.AsyncWith)):
        for item in node.items:
            if item.optional_vars is not None:
                yield from _names_in(item.optional_vars)
    elif isinstance(node, ast.ExceptHandler) and node.name:
        yield node.name
