"""Samples of CPU, memory, disk and network while a run lasts, under MLflow's metric names."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING, Any

from trackside.clock import now_ms
from trackside.entities import Metric
from trackside.errors import InvalidParameter, TracksideException

if TYPE_CHECKING:
    from trackside.client import Client

DEFAULT_INTERVAL_S = 10.0
_MEGABYTE = 1e6
_log = logging.getLogger("trackside")


class SystemMetrics:
    """A thread that logs a sample every interval; one at once and one at the end."""

    def __init__(self, client: Client, run_id: str, interval_s: float) -> None:
        self._client = client
        self._run_id = run_id
        self._interval_s = interval_s
        self._stopped = threading.Event()
        self._network_at_start = _psutil().net_io_counters()
        self._thread = threading.Thread(
            target=self._sample_on, name="trackside-system", daemon=True
        )

    @classmethod
    def started(cls, client: Client, run_id: str) -> SystemMetrics:
        """Start sampling for a run; the interval is ``MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL`` seconds."""
        interval = os.environ.get("MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL")
        sampler = cls(client, run_id, float(interval) if interval else DEFAULT_INTERVAL_S)
        sampler._thread.start()
        return sampler

    def stop(self) -> None:
        """Take a last sample and end the thread."""
        self._stopped.set()
        self._thread.join(self._interval_s)

    def _sample_on(self) -> None:
        step = 0
        while True:
            is_last = self._stopped.wait(0 if step == 0 else self._interval_s)
            try:
                self._log_sample(step)
            except TracksideException as error:
                _log.warning("System metrics of run %s stop: %s", self._run_id, error)
                return
            if is_last:
                return
            step += 1

    def _log_sample(self, step: int) -> None:
        now = now_ms()
        sample = [Metric(f"system/{key}", value, now, step) for key, value in self._read().items()]
        self._client.log_batch(self._run_id, metrics=sample)

    def _read(self) -> dict[str, float]:
        psutil = _psutil()
        memory, disk, network = (
            psutil.virtual_memory(),
            psutil.disk_usage(os.sep),
            psutil.net_io_counters(),
        )
        return {
            "cpu_utilization_percentage": psutil.cpu_percent(),
            "system_memory_usage_megabytes": memory.used / _MEGABYTE,
            "system_memory_usage_percentage": memory.percent,
            "disk_usage_megabytes": disk.used / _MEGABYTE,
            "disk_usage_percentage": disk.percent,
            "disk_available_megabytes": disk.free / _MEGABYTE,
            "network_receive_megabytes": (network.bytes_recv - self._network_at_start.bytes_recv)
            / _MEGABYTE,
            "network_transmit_megabytes": (network.bytes_sent - self._network_at_start.bytes_sent)
            / _MEGABYTE,
        }


def _psutil() -> Any:
    try:
        import psutil
    except ImportError as error:
        raise InvalidParameter("log_system_metrics needs psutil: pip install psutil.") from error
    return psutil
