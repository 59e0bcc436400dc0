"""The Python and the packages that a run was made with.

Only packages that the program has imported count, without the plumbing of Jupyter: the list says
what a result may depend on, not what happens to be installed.
"""

from __future__ import annotations

import json
import platform
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.metadata import Distribution

LEFT_OUT = frozenset(
    [
        "appnope",
        "asttokens",
        "attr",
        "attrs",
        "backcall",
        "certifi",
        "charset_normalizer",
        "comm",
        "debugpy",
        "decorator",
        "distutils",
        "executing",
        "fastjsonschema",
        "idna",
        "ipykernel",
        "IPython",
        "ipython_genutils",
        "ipywidgets",
        "jedi",
        "jupyter_client",
        "jupyter_core",
        "jupyterlab_widgets",
        "matplotlib_inline",
        "nbformat",
        "nest_asyncio",
        "parso",
        "pexpect",
        "pickleshare",
        "pip",
        "pkg_resources",
        "platformdirs",
        "prompt_toolkit",
        "psutil",
        "ptyprocess",
        "pure_eval",
        "pydev_ipython",
        "pydevd",
        "pygments",
        "setuptools",
        "six",
        "sitecustomize",
        "stack_data",
        "tornado",
        "traitlets",
        "trackside",
        "typing_extensions",
        "urllib3",
        "wcwidth",
        "widgetsnbextension",
        "zmq",
    ]
)
"""Top-level modules that a kernel itself imports, or that come along with everything.

A kernel imports them whether or not the program does, so their presence says nothing.
"""


@dataclass(frozen=True, slots=True)
class Environment:
    """Interpreter, platform and the versions of the distributions in use."""

    python: str
    implementation: str
    platform: str
    packages: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the environment as JSON, packages by name."""
        fields = {
            "python": self.python,
            "implementation": self.implementation,
            "platform": self.platform,
            "packages": dict(sorted(self.packages.items())),
        }
        return json.dumps(fields)

    @classmethod
    def from_json(cls, text: str) -> Environment:
        """Return the environment that ``to_json`` wrote; ``InvalidParameter`` for other text."""
        try:
            fields = json.loads(text)
            packages = {str(name): str(version) for name, version in fields["packages"].items()}
            return cls(fields["python"], fields["implementation"], fields["platform"], packages)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InvalidParameter(f"Not the JSON of an environment: {text[:200]!r}.") from error


def environment(modules: Mapping[str, object] | None = None) -> Environment:
    """Return the environment as imported so far; the first call reads the installed packages."""
    names = _imported(sys.modules if modules is None else modules)
    installed = _installed.current()
    packages = dict(pair for name in names for pair in installed.get(name, ()))
    return Environment(
        python=platform.python_version(),
        implementation=platform.python_implementation(),
        platform=_platform(),
        packages=packages,
    )


def _imported(modules: Mapping[str, object]) -> list[str]:
    # list(): another thread may import meanwhile.
    return [
        name
        for name in list(modules)
        if "." not in name
        and not name.startswith("_")
        and name not in LEFT_OUT
        and name not in sys.stdlib_module_names
        # A namespace (google, sphinxcontrib) belongs to many distributions, most not in use.
        and getattr(modules.get(name), "__file__", None) is not None
    ]


def _platform() -> str:
    # platform.platform() starts a process on some systems; this reads what is at hand.
    return f"{platform.system()}-{platform.release()}-{platform.machine()}"


class _Installed:
    """Top-level module -> (distribution, version) pairs; read again when an install changes a folder."""

    def __init__(self) -> None:
        self._stamp: tuple[object, ...] = ()
        self._pairs: Mapping[str, tuple[tuple[str, str], ...]] = {}

    def current(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        stamp = tuple((entry, _modified_ns(entry)) for entry in sys.path)
        if stamp != self._stamp:
            self._pairs = _read_installed()
            self._stamp = stamp
        return self._pairs


def _modified_ns(entry: str) -> int:
    try:
        return Path(entry or ".").stat().st_mtime_ns
    except OSError:
        return 0


def _read_installed() -> dict[str, tuple[tuple[str, str], ...]]:
    from importlib import metadata

    pairs: dict[str, tuple[tuple[str, str], ...]] = {}
    for distribution in metadata.distributions():
        try:
            pair = (distribution.metadata["Name"], distribution.version)
            names = _top_level(distribution)
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if not all(pair):
            # A package that was removed by half has a folder and no metadata.
            continue
        for name in names | {pair[0].replace("-", "_")}:
            # The first on the path is the one that an import finds.
            known = pairs.get(name, ())
            if not any(other == pair[0] for other, _ in known):
                pairs[name] = (*known, pair)
    return pairs


def _top_level(distribution: Distribution) -> set[str]:
    # Not importlib's packages_distributions: it is five times slower and, under Python 3.10,
    # does not see packages without a top_level.txt.
    listed = distribution.read_text("top_level.txt")
    if listed:
        return set(listed.split())
    record = distribution.read_text("RECORD") or ""
    return {
        line.partition("/")[0].partition(",")[0].partition(".")[0] for line in record.splitlines()
    }


_installed = _Installed()
