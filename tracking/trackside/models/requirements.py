"""Which packages a model needs, as pip writes them.

MLflow finds out by loading the model in a second interpreter, which takes seconds. We know the
modules that its pickle mentions and the packages of its flavor, and ask the installed metadata
for their versions: milliseconds.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from trackside.errors import InvalidParameter, NotFound
from trackside.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What the real MLflow needs to load the model, so always the first line: our directories are for
# both. 2.20 is the first release whose signatures know every type that we write.
MLFLOW_REQUIREMENT = "mlflow>=2.20"

# Modules whose package has another name, of those that models are usually made of. Others are
# found too, but by reading the metadata of everything that is installed.
_PACKAGE_OF = {
    "PIL": "pillow",
    "cv2": "opencv-python",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "PyYAML",
}
_NOT_PACKAGES = frozenset({*sys.stdlib_module_names, "__main__", "__mp_main__"})


def pin(package: str) -> str | None:
    """Return ``package==version`` as installed here, or None if it is not."""
    if package == "trackside":
        return f"trackside=={__version__}"
    try:
        # "1.2+local" is a build that no index has.
        return f"{package}=={metadata.version(package).partition('+')[0]}"
    except metadata.PackageNotFoundError:
        return None


def infer_requirements(modules: Iterable[str], packages: Sequence[str] = ()) -> list[str]:
    """Return pins for the packages of ``modules`` and for ``packages``, sorted.

    Modules of the standard library, of notebooks and scripts, and local files have no package and
    are left out: they travel inside the pickle or as ``code_paths``.
    """
    tops = {module.partition(".")[0] for module in modules} - _NOT_PACKAGES
    names = {name for top in tops for name in _packages_of(top)} | set(packages)
    return sorted({found for name in names if (found := pin(name))}, key=str.lower)


def read_requirements(given: str | Path | Iterable[str] | None) -> list[str]:
    """Return requirement lines from a list, or from the file at a path.

    Comments and empty lines go, ``-r other.txt`` is replaced by its lines. Raises ``NotFound`` for
    a missing file and ``InvalidParameter`` for a constraints file, which a model cannot carry.
    """
    if given is None:
        return []
    if isinstance(given, str | Path):
        file = Path(given)
        if not file.is_file():
            raise NotFound(
                f"there is no requirements file at {str(given)!r}; for packages give a list"
            )
        lines = file.read_text(encoding="utf-8").splitlines()
        return _expand(lines, file.parent)
    return _expand(list(given), Path())


def with_mlflow(requirements: Sequence[str]) -> list[str]:
    """Return ``requirements`` with that of MLflow in front, unless they name it already."""
    if any(package_name(line) in ("mlflow", "mlflow-skinny") for line in requirements):
        return list(requirements)
    return [MLFLOW_REQUIREMENT, *requirements]


def package_name(requirement: str) -> str:
    """Return the package that a requirement line names, normalised as pip does."""
    name = re.split(r"[\s\[<>=!~;@]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def _expand(lines: Sequence[str], base: Path) -> list[str]:
    expanded: list[str] = []
    for raw in lines:
        line = re.sub(r"(^|\s)#.*$", "", raw).strip()
        option, _, rest = line.partition(" ")
        if option in ("-r", "--requirement"):
            expanded += read_requirements(base / rest.strip())
        elif option in ("-c", "--constraint"):
            raise InvalidParameter(f"{line!r}: a model cannot carry constraints; pin the packages")
        elif line:
            expanded.append(line)
    return expanded


def _packages_of(top: str) -> Sequence[str]:
    name = _PACKAGE_OF.get(top, top)
    if top == "trackside" or pin(name):
        return (name,)
    return _installed_packages().get(top, ())


@cache
def _installed_packages() -> dict[str, list[str]]:
    """Return module -> packages of everything installed: tens of milliseconds, so asked last."""
    return {top: list(names) for top, names in metadata.packages_distributions().items()}
