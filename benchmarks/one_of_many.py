"""One of the processes that log at once: ready, waits for the word, logs, says when it had ended its run."""

from __future__ import annotations

import sys
import time

from benchmarks.logging_values import POINTS_A_PROCESS
from benchmarks.trackers import flushed, tracker

if __name__ == "__main__":
    name = sys.argv[1]
    module = tracker(name)
    with module.start_run(tags={"worker": "yes"}):
        # The first value loads what logging needs, as the first run's row leaves imports apart too.
        module.log_metric("warming", 0.0)
        flushed(module)
        print("ready", flush=True)
        sys.stdin.readline()
        for step in range(POINTS_A_PROCESS[name]):
            module.log_metric("loss", step / 7, step=step)
    print(time.time(), flush=True)
