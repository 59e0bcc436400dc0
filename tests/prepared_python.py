"""A Python whose imports are behind it: programs run in forks of it, since importing MLflow takes seconds.

As a program this file is the process that forks; it needs nothing but the standard library.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import subprocess
import sys
import threading
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(eq=False)
class PreparedPython:
    """A Python, the modules that its programs find imported, and a folder for what they print."""

    python: Path
    modules: Sequence[str]
    folder: Path
    environ: Mapping[str, str]
    _process: subprocess.Popen[str] | None = field(default=None, init=False)
    _calls: int = field(default=0, init=False)

    def run(self, code: str, *arguments: str, folder: Path, environ: Mapping[str, str]) -> str:
        """Run a program in a process of its own and return what it printed."""
        return self.run_at_once(code, [arguments], folder=folder, environ=environ)[0]

    def run_at_once(
        self,
        code: str,
        arguments: Sequence[Sequence[str]],
        *,
        folder: Path,
        environ: Mapping[str, str],
    ) -> list[str]:
        """Run a program in several processes, each with its arguments; return what they printed."""
        orders = [self._order(code, each, folder, environ) for each in arguments]
        ended = self._forked(orders) if hasattr(os, "fork") else self._spawned(orders)
        errors = [Path(order["err"]).read_text(encoding="utf-8")[-3000:] for order in orders]
        assert ended == [0] * len(orders), "\n".join(errors)
        return [Path(order["out"]).read_text(encoding="utf-8") for order in orders]

    def _order(
        self, code: str, arguments: Sequence[str], folder: Path, environ: Mapping[str, str]
    ) -> dict[str, Any]:
        self._calls += 1
        return {
            "code": code,
            "arguments": arguments,
            "folder": str(folder),
            "environ": dict(environ),
            "out": str(self.folder / f"{self._calls}.out"),
            "err": str(self.folder / f"{self._calls}.err"),
        }

    def _forked(self, orders: Sequence[dict[str, Any]]) -> list[int]:
        if self._process is None:
            self._process = subprocess.Popen(
                [self.python, __file__, *self.modules],
                cwd=self.folder, env=self.environ, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(orders) + "\n")
        self._process.stdin.flush()
        ended: list[int] = json.loads(self._process.stdout.readline())
        return ended

    def _spawned(self, orders: Sequence[dict[str, Any]]) -> list[int]:
        started = []
        for order in orders:
            with Path(order["out"]).open("wb") as out, Path(order["err"]).open("wb") as err:
                program = [self.python, "-c", order["code"], *order["arguments"]]
                started.append(
                    subprocess.Popen(
                        program, cwd=order["folder"], env=order["environ"], stdout=out, stderr=err
                    )
                )
        return [process.wait() for process in started]

    def close(self) -> None:
        """End the process that forks."""
        if self._process is not None:
            self._process.communicate()


def _serve(modules: Sequence[str]) -> None:
    """Fork for each of the orders that come in, and say how the children ended."""
    for name in modules:
        with suppress(ImportError):  # not every environment has each
            importlib.import_module(name)
    gc.freeze()  # a collection in a child would copy every page
    for line in sys.stdin:
        children = [_forked(order) for order in json.loads(line)]
        ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        sys.stdout.write(f"{json.dumps(ended)}\n")
        sys.stdout.flush()


def _forked(order: dict[str, Any]) -> int:
    child = os.fork()
    if child == 0:
        _end(_follow(order))
    return child


def _follow(order: dict[str, Any]) -> int:
    for path, descriptor in ((order["out"], 1), (order["err"], 2)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), descriptor)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environ"])
    sys.argv = ["-c", *order["arguments"]]
    sys.path[0] = ""
    program = sys.modules["__main__"] = ModuleType("__main__")
    try:
        exec(compile(order["code"], "<program>", "exec"), vars(program))
    except Exception:  # noqa: BLE001 (as the interpreter does with a program's)
        traceback.print_exc()
        return 1
    return 0


def _end(code: int) -> NoReturn:
    """End as any program does, but for taking a thousand modules apart, which takes a second."""
    threading._shutdown()  # type: ignore[attr-defined]  # the interpreter's wait for threads
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve(sys.argv[1:])
