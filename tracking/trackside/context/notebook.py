"""Find out which notebook this process belongs to.

The order is that of what can be trusted: what the user said, what the server knows (right also
after a rename), what VS Code left in the namespace, what the session was called at its start.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

_CONNECTION_FILE = re.compile(r"kernel-(.+)\.json")


def in_kernel(modules: Mapping[str, ModuleType] | None = None) -> bool:
    """Say whether this process is an IPython kernel; imports nothing."""
    return _kernel_application(sys.modules if modules is None else modules) is not None


def connection_file(modules: Mapping[str, ModuleType] | None = None) -> str | None:
    """Return the connection file of the kernel that this process is, if it is one."""
    application = _kernel_application(sys.modules if modules is None else modules)
    return getattr(application, "connection_file", None) or None


def kernel_id(connection_file: str | None) -> str | None:
    """Return the kernel's id out of the name of its connection file, ``kernel-<id>.json``."""
    if not connection_file:
        return None
    # Either separator: the name may have been written on the other system.
    match = _CONNECTION_FILE.fullmatch(re.split(r"[/\\]", connection_file)[-1])
    return match[1] if match else None


def notebook_path(
    environ: Mapping[str, str],
    user_namespace: Mapping[str, Any],
    ask_server: Callable[[], str | None],
    working_directory: Path | None = None,
) -> str | None:
    """Return the notebook's path relative to the Jupyter root, with ``/``, or None.

    The root is ``TRACKSIDE_ROOT`` (set by our server extension); a notebook elsewhere is given
    relative to the working directory, else by its file name. The server is asked only if
    ``TRACKSIDE_NOTEBOOK`` is not set.
    """
    found = environ.get("TRACKSIDE_NOTEBOOK") or ask_server() or _hint(environ, user_namespace)
    if not found:
        return None
    roots = [Path(environ["TRACKSIDE_ROOT"])] if environ.get("TRACKSIDE_ROOT") else []
    return _relative(found, [*roots, working_directory or Path.cwd()])


def _hint(environ: Mapping[str, str], user_namespace: Mapping[str, Any]) -> str | None:
    by_vs_code = user_namespace.get("__vsc_ipynb_file__")
    if isinstance(by_vs_code, str) and by_vs_code:
        return by_vs_code
    session = environ.get("JPY_SESSION_NAME", "")
    # VS Code's remote sessions and consoles carry other names here.
    return session if session.endswith(".ipynb") else None


def _relative(path: str, roots: list[Path]) -> str:
    native = path.replace(os.sep, "/")
    if not Path(path).is_absolute():
        return native.removeprefix("./").lstrip("/")
    for root in roots:
        for candidate, base in ((Path(path), root), (_resolved(path), _resolved(root))):
            if candidate.is_relative_to(base):
                return candidate.relative_to(base).as_posix()
    return native.rpartition("/")[2]


def _resolved(path: str | Path) -> Path:
    # A root is often a link (/home -> /mnt/home); without strict, a missing file is no error.
    return Path(os.path.realpath(path))


def _kernel_application(modules: Mapping[str, ModuleType]) -> Any:
    application_class = getattr(modules.get("ipykernel.kernelapp"), "IPKernelApp", None)
    if "IPython" not in modules or application_class is None:
        return None
    return application_class.instance() if application_class.initialized() else None
