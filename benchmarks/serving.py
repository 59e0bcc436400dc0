"""What the embedded store costs the Jupyter server."""

from __future__ import annotations

from benchmarks.logging_values import resident_bytes
from benchmarks.trackers import store_url


def memory(name: str) -> float:
    """Return by how many bytes a Jupyter server grows that opens the store and lists its runs."""
    import jupyter_server.serverapp  # noqa: F401 (what is there anyway)

    before = resident_bytes()
    import trackside_server  # noqa: F401
    from trackside.opening import open_store

    store = open_store(store_url(name)).store
    for _ in range(100):
        store.create_run("0", "ada", 1, {})
    assert len(store.search_runs(["0"])) == 100
    return resident_bytes() - before
