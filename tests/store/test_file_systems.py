"""On which file systems the write-ahead log is used, by what Linux says of its mounts."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from trackside.store.sql import SqlStore, file_systems
from trackside.store.sql.file_systems import file_system_of

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home rw,relatime shared:2 - nfs4 server:/home rw,vers=4.2
31 30 8:2 / /home/ada/scratch rw - xfs /dev/sdb1 rw
32 22 0:50 / /mnt/with\\040space rw - fuse.sshfs ada@host: rw
33 22 0:51 / /mnt/share rw - ext4 /dev/sdc1 rw
34 22 0:52 / /mnt/share rw - cifs //host/share rw
not a mount
"""


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/var/lib/x", "ext4"),
        ("/home/ada/runs/trackside.db", "nfs4"),
        ("/home/ada/scratch/trackside.db", "xfs"),
        ("/homes/trackside.db", "ext4"),
        ("/mnt/with space/trackside.db", "fuse.sshfs"),
        ("/mnt/share/trackside.db", "cifs"),
    ],
)
def test_the_deepest_mount_counts(path: str, found: str) -> None:
    assert file_system_of(Path(path), MOUNTS) == found


def test_no_mounts_no_answer() -> None:
    assert file_system_of(Path("/x"), "") is None


def journal_mode(store: SqlStore) -> Any:
    with store._database.read() as connection:
        return connection.exec_driver_sql("PRAGMA journal_mode").scalar()


def test_the_log_is_used_on_a_local_disk(tmp_path: Path) -> None:
    with closing(SqlStore(f"sqlite:///{tmp_path / 'trackside.db'}", "file:///a")) as store:
        assert journal_mode(store) == "wal"


def test_the_log_is_not_used_on_a_network_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "trackside.db"
    SqlStore(f"sqlite:///{path}", "file:///a").close()  # made with the log, on another machine
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"30 22 0:40 / {tmp_path} rw - nfs4 server:/home rw\n")
    monkeypatch.setattr(file_systems, "_MOUNTS", mounts)

    with closing(SqlStore(f"sqlite:///{path}", "file:///a")) as store:
        assert file_systems.is_on_network(path)
        assert journal_mode(store) == "delete"
        run_id = store.create_run("0", "ada", 1, {}).info.run_id
        assert store.get_run(run_id).info.status == "RUNNING"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mountinfo", "trackside.db"]
