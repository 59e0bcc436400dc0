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
        self._calls += 1
        out, err = (self.folder / f"{self._calls}.{name}" for name in ("out", "err"))
        order = {
            "code": code,
            "arguments": arguments,
            "folder": str(folder),
            "environ": dict(environ),
            "out": str(out),
            "err": str(err),
        }
        ended = self._forked(order) if hasattr(os, "fork") else self._spawned(order)
        assert ended == 0, err.read_text(encoding="utf-8")[-3000:]
        return out.read_text(encoding="utf-8")

    def _forked(self, order: dict[str, Any]) -> int:
        if self._process is None:
            self._process = subprocess.Popen(
                [self.python, __file__, *self.modules],
                cwd=self.folder, env=self.environ, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def _spawned(self, order: dict[str, Any]) -> int:
        with Path(order["out"]).open("wb") as out, Path(order["err"]).open("wb") as err:
            return subprocess.run(
                [self.python, "-c", order["code"], *order["arguments"]],
                cwd=order["folder"], env=order["environ"], stdout=out, stderr=err, check=False,
            ).returncode  # fmt: skip

    def close(self) -> None:
        """End the process that forks."""
        if self._process is not None:
            self._process.communicate()


def _serve(modules: Sequence[str]) -> None:
    """Fork for each order that comes in, and say how the child ended."""
    for name in modules:
        with suppress(ImportError):  # not every environment has each
            importlib.import_module(name)
    gc.freeze()  # a collection in a child would copy every page
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _end(_follow(json.loads(line)))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


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
