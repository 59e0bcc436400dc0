"""What Prometheus reads: how many calls, how long, with which answers; and how many runs there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, Histogram
from prometheus_client.exposition import generate_latest
from tornado import web

from trackside_server.base import PanelHandler

if TYPE_CHECKING:
    from trackside.store.base import Store

REGISTRY_SETTING = "trackside_prometheus"


class Measurements:
    """The figures of this process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._seconds = Histogram(
            "trackside_request_seconds",
            "Time to answer a call.",
            ["route", "verb", "status"],
            registry=self.registry,
        )
        self._running = Gauge(
            "trackside_running_runs", "Runs that are RUNNING.", registry=self.registry
        )
        self._revision = Gauge(
            "trackside_store_revision",
            "The store's revision: grows with every change.",
            registry=self.registry,
        )

    def note(self, handler: web.RequestHandler) -> None:
        """Note one answered call: what tornado calls instead of logging it."""
        labels = (type(handler).__name__, handler.request.method or "", str(handler.get_status()))
        self._seconds.labels(*labels).observe(handler.request.request_time())

    def exposition(self, store: Store) -> bytes:
        """Return all figures in Prometheus' text format."""
        self._running.set(len(store.running_runs()))
        self._revision.set(store.revision())
        return generate_latest(self.registry)


class MetricsHandler(PanelHandler):
    """``/metrics``; authenticated as everything else."""

    @web.authenticated
    async def get(self) -> None:
        """Answer the figures."""
        measurements: Measurements = self.settings[REGISTRY_SETTING]
        text = await self.store.run(measurements.exposition)
        self.finish(text, set_content_type=CONTENT_TYPE_LATEST)
