"""Which file systems SQLite's write-ahead log cannot be trusted on.

A WAL database is coordinated through memory shared between its processes; on a network file
system processes of two machines share no memory, and SQLite's documentation warns of damage.
https://www.sqlite.org/wal.html#noshm
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "9p",
        "ceph",
        "lustre",
        "gpfs",
        "beegfs",
        "glusterfs",
        "pvfs2",
        "orangefs",
        "davfs",
        "fuse.sshfs",
        "fuse.glusterfs",
        "fuse.ceph",
        "fuse.s3fs",
        "fuse.rclone",
        "fuse.davfs2",
        "fuse.juicefs",
    ]
)


def is_on_network(path: Path) -> bool:
    """Say whether a file would lie on a network file system; False where the system does not tell."""
    try:
        mounts = _MOUNTS.read_text()
    except OSError:
        return False
    return file_system_of(path.resolve(), mounts) in _NETWORK


def file_system_of(path: Path, mounts: str) -> str | None:
    """Return the type of the file system that holds an absolute path, by Linux's ``mountinfo``."""
    deepest, found = -1, None
    for line in mounts.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:  # noqa: PLR2004 (the mount point is the fifth)
            continue
        point = PurePosixPath(_unescaped(fields[4]))
        # Of two mounts on one point, the later one lies on top.
        if path.is_relative_to(point) and len(point.parts) >= deepest:
            deepest, found = len(point.parts), after.split(" ")[0]
    return found


def _unescaped(text: str) -> str:
    """Decode the octal escapes of spaces and the like."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)
