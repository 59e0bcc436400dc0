"""How the environment of a run differs from the one that is here."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from trackside.context import tags as names
from trackside.context.environment import Environment
from trackside.errors import InvalidParameter
from trackside.fluent.current import client


def environment_differences(run_id: str) -> dict[str, tuple[str, str | None]]:
    """Return what a run used in another version than is here: ``{name: (then, now)}``.

    Names are those of packages, and ``python``; ``now`` is None for a package that is not
    installed. Empty if everything is as it was. Raises ``NotFound`` for an unknown run, and
    ``InvalidParameter`` if it does not say what it was made with.
    """
    said = client().get_run(run_id).data.tags.get(names.ENVIRONMENT)
    if said is None:
        raise InvalidParameter(
            f"The run {run_id} does not say what it was made with: it has no tag {names.ENVIRONMENT}."
        )
    then = Environment.from_json(said)
    used = {"python": then.python, **then.packages}
    here = {"python": platform.python_version()}
    here |= {name: found for name in then.packages if (found := _installed(name)) is not None}
    return {name: (was, here.get(name)) for name, was in used.items() if here.get(name) != was}


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
