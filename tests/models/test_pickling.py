"""Pickles: what is noted while one is written, and when one is not read."""

from __future__ import annotations

import gzip
from pathlib import Path
from threading import Lock
from typing import Any

import cloudpickle
import numpy as np
import pytest

from trackside.errors import InvalidParameter, PermissionDenied, TracksideException
from trackside.models import pickling


def test_the_modules_of_what_is_pickled_are_noted(tmp_path: Path) -> None:
    def function(x: Any) -> Any:
        return np.asarray(x)

    modules = pickling.dump({"f": function, "v": [Path()]}, tmp_path / "m.pkl")

    assert {name.partition(".")[0] for name in modules} >= {"numpy", "pathlib"}
    assert pickling.load(tmp_path / "m.pkl")["f"]([1]).tolist() == [1]


def test_plain_pickles_note_modules_too(tmp_path: Path) -> None:
    modules = pickling.dump(np.ones(2), tmp_path / "m.pkl", pickling.PICKLE)

    assert any(name.startswith("numpy") for name in modules)


@pytest.mark.parametrize("serialization_format", [pickling.PICKLE, pickling.CLOUDPICKLE])
def test_what_cannot_be_pickled_says_so(serialization_format: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidParameter, match="lock"):
        pickling.dump({"lock": Lock()}, tmp_path / "m.pkl", serialization_format)


def test_pickles_are_not_read_where_that_is_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pickling.dump(1, tmp_path / "m.pkl")
    monkeypatch.setenv("MLFLOW_ALLOW_PICKLE_DESERIALIZATION", "false")

    with pytest.raises(PermissionDenied, match=r"m\.pkl"):
        pickling.load(tmp_path / "m.pkl")


def test_a_module_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "m.pkl").write_bytes(b"cno_such_module\nThing\n.")

    with pytest.raises(TracksideException, match="no_such_module"):
        pickling.load(tmp_path / "m.pkl")


def test_compressed_pickles_are_read(tmp_path: Path) -> None:
    (tmp_path / "m.pkl").write_bytes(gzip.compress(cloudpickle.dumps([1])))

    assert pickling.load(tmp_path / "m.pkl", "gzip") == [1]
    with pytest.raises(InvalidParameter, match="zstd"):
        pickling.load(tmp_path / "m.pkl", "zstd")
