"""Which store an address of MLflow's means. Pure but for the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from trackside.store.location import OWN_SCHEME, default_tracking_uri

if TYPE_CHECKING:
    from collections.abc import Mapping

_START = f"{OWN_SCHEME}://"


def store_uri(uri: str, environ: Mapping[str, str] | None = None) -> str | None:
    """Return our address of the store that MLflow's ``uri`` means; None if it is not ours.

    ``trackside:///folder`` is a folder, ``trackside://postgresql://...`` a database,
    ``trackside://`` the store that we use by default. The server that started this kernel serves
    the store of ``TRACKSIDE_TRACKING_URI``.
    """
    env = os.environ if environ is None else environ
    if uri.startswith(_START):
        return uri.removeprefix(_START) or default_tracking_uri(env, Path.cwd())
    server = env.get("TRACKSIDE_SERVER_URL")
    if server and uri.rstrip("/") == server.rstrip("/"):
        return env.get("TRACKSIDE_TRACKING_URI") or uri
    return None
