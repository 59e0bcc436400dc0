"""The crash-safe write path of metrics: append to a mapped file now, fold into the store soon.

``log_metric`` must cost microseconds and lose nothing, not even by SIGKILL. So a point is written
into a memory-mapped file (no system call, no lock of the database) and what lies in the mapping
belongs to the kernel, not to the process. A background thread folds the file into the store in
batches; whoever opens the store next folds the files of dead processes.

- :mod:`trackside.spool.records`: the record format; pure.
- :mod:`trackside.spool.file`: one file on disk: claim, grow, append, read.
- :mod:`trackside.spool.folding`: from a file into a store, exactly once.
- :mod:`trackside.spool.deferred`: params, tags and ends of runs while the store is away.
- :mod:`trackside.spool.model_points`: which of the points are those of logged models, too.
- :mod:`trackside.spool.writer`: what the client holds: channels, the thread, flush and close.
"""

from trackside.spool.deferred import Write, write_of
from trackside.spool.folding import adopt_orphans
from trackside.spool.writer import SpoolWriter

__all__ = ["SpoolWriter", "Write", "adopt_orphans", "write_of"]
