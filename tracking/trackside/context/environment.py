"""The Python and the packages that a run was made with.

Only packages that the program has imported count, without the plumbing of Jupyter: the list says
what a result may depend on, not what happens to be installed.
"""

from __future__ import annotations

import json
import os
import platform
import re
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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

_METADATA_FOLDER = re.compile(r"(.+?)(?:-\d.*)?\.(?:dist|egg)-info")

Package: TypeAlias = "tuple[str, str]"

# Where to look first for modules whose distribution has another name; what is not listed here is
# found by reading what every distribution installed.
_CALLED_OTHERWISE = {
    "Crypto": "pycryptodome",
    "PIL": "pillow",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "dotenv": "python-dotenv",
    "fitz": "PyMuPDF",
    "git": "GitPython",
    "jwt": "PyJWT",
    "pytorch_lightning": "pytorch-lightning",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "PyYAML",
}


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
    """Return the environment as imported so far; the first call looks through the installed packages."""
    names = _imported(sys.modules if modules is None else modules)
    packages = dict(_installed.packages_of(names))
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
    """Finds the distributions of modules; looks again when an install changes a folder of the path."""

    def __init__(self) -> None:
        self._stamp: tuple[object, ...] = ()
        self._folders: Mapping[str, Path] = {}
        self._found: dict[str, tuple[Package, ...]] = {}

    def packages_of(self, modules: Sequence[str]) -> list[Package]:
        """Return name and version of every distribution that these top-level modules belong to."""
        self._look_again_if_changed()
        for module in modules:
            if module not in self._found:
                package = self._by_name(module)
                if package is not None:
                    self._found[module] = (package,)
        missing = [module for module in modules if module not in self._found]
        if missing:
            self._found |= _search_contents(missing, self._folders.values())
        return [package for module in modules for package in self._found[module]]

    def _look_again_if_changed(self) -> None:
        stamp = tuple((entry, _modified_ns(entry)) for entry in sys.path)
        if stamp != self._stamp:
            self._folders, self._found, self._stamp = _metadata_folders(sys.path), {}, stamp

    def _by_name(self, module: str) -> Package | None:
        folder = self._folders.get(_normal(module))
        if folder is not None:
            return _package(folder)
        folder = self._folders.get(_normal(_CALLED_OTHERWISE.get(module, "")))
        is_its = folder is not None and bool(_matching(folder, _pattern([module])))
        return _package(folder) if folder is not None and is_its else None


def _modified_ns(entry: str) -> int:
    try:
        return Path(entry or ".").stat().st_mtime_ns
    except OSError:
        return 0


def _metadata_folders(path: Sequence[str]) -> dict[str, Path]:
    """Return the metadata folder of every distribution by its name: one listing a folder, no reading."""
    found: dict[str, Path] = {}
    for entry in path:
        with suppress(OSError):
            for name in os.listdir(entry or "."):  # noqa: PTH208 (thousands of names, few of use)
                described = _METADATA_FOLDER.fullmatch(name)
                if described:
                    # The first on the path is the one that an import finds.
                    found.setdefault(_normal(described[1]), Path(entry, name))
    return found


def _normal(name: str) -> str:
    """Return a name as packages are compared by: case and punctuation do not count (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _package(folder: Path) -> Package | None:
    """Read name and version; None for a package that was removed by half and has no metadata."""
    for file in ("METADATA", "PKG-INFO"):
        with suppress(OSError, ValueError):
            with (folder / file).open(encoding="utf-8", errors="replace") as lines:
                # Both stand before the description, which may be long.
                fields = dict(
                    line.rstrip("\n").split(": ", 1)
                    for line in takewhile(str.strip, lines)
                    if line.startswith(("Name: ", "Version: "))
                )
            return fields["Name"], fields["Version"]
    return None


def _search_contents(
    modules: Sequence[str], folders: Iterable[Path]
) -> dict[str, tuple[Package, ...]]:
    """Find modules in the lists of what distributions installed; those of no distribution have none."""
    found: dict[str, tuple[Package, ...]] = dict.fromkeys(modules, ())
    pattern = _pattern(modules)
    for folder in folders:
        for module in _matching(folder, pattern):
            package = _package(folder)
            if package is not None:
                found[module] = (*found[module], package)
    return found


def _pattern(modules: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"^({'|'.join(map(re.escape, modules))})(?=[/.,\n]|$)", re.MULTILINE)


def _matching(folder: Path, pattern: re.Pattern[str]) -> set[str]:
    """Return the modules that a distribution's lists name."""
    for file in ("top_level.txt", "RECORD"):
        with suppress(OSError):
            return set(pattern.findall((folder / file).read_text("utf-8", "replace")))
    return set()


_installed = _Installed()
