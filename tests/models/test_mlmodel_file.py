"""The MLmodel file: read, written, kept whole, and never a reason to run code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from trackside.errors import InvalidParameter, NotFound
from trackside.models import Model, get_model_info, infer_signature, set_signature

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = """
artifact_path: model
flavors:
  python_function: {loader_module: mlflow.sklearn, model_path: model.pkl}
is_signature_from_type_hint: false
mlflow_version: 3.17.2
model_id: m-0123
model_size_bytes: 7
model_uuid: abc
prompts: [a, b]
run_id: 0f
signature: {inputs: '[{"type": "long", "name": "a", "required": true}]', outputs: null, params: null}
utc_time_created: '2026-11-21 05:26:48.135804'
"""


def write(directory: Path, content: str = CONTENT) -> Path:
    (directory / "MLmodel").write_text(content)
    return directory


def test_a_file_survives_being_read_and_written_with_keys_that_are_not_known(
    tmp_path: Path,
) -> None:
    model = Model.load(write(tmp_path))
    model.save(tmp_path / "again")

    again = yaml.safe_load((tmp_path / "again").read_text())
    assert again.pop("trackside_version")
    assert again == yaml.safe_load(CONTENT)


def test_a_model_is_read_by_its_directory_or_its_file(tmp_path: Path) -> None:
    write(tmp_path)

    assert Model.load(tmp_path) == Model.load(str(tmp_path / "MLmodel"))


def test_the_info_of_a_logged_model_says_where_it_is(tmp_path: Path) -> None:
    info = get_model_info(str(write(tmp_path)))

    assert info.model_uri == "models:/m-0123"
    assert (info.model_uuid, info.run_id, info.model_id) == ("abc", "0f", "m-0123")
    # What the store knows of it is not asked for a folder, which may be another store's.
    assert (info.name, info.logged_model, info.tags) == (None, None, None)
    assert info.signature is not None
    assert info.signature_dict == info.signature.to_dict()


def test_the_info_of_a_model_below_its_run_says_where_it_is() -> None:
    info = Model("model", "0f").get_model_info()

    assert (info.model_uri, info.name, info.model_id) == ("runs:/0f/model", "model", None)
    assert Model().get_model_info().model_uri == ""


def test_a_directory_without_the_file_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no model"):
        Model.load(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[1, 2]",
        "a: [",
        "flavors: 3",
        "no_flavors: {}",
        "flavors: {}\nsignature: {inputs: nonsense}",
        "flavors: {x: !!python/object/apply:os.system ['exit 1']}",
    ],
)
def test_a_damaged_file_is_named_and_runs_nothing(tmp_path: Path, content: str) -> None:
    with pytest.raises(InvalidParameter, match="MLmodel"):
        Model.load(write(tmp_path, content))


def test_a_missing_flavor_is_answered_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="python_function"):
        Model.load(write(tmp_path)).flavor("sklearn")


def test_a_signature_can_be_set_afterwards(tmp_path: Path) -> None:
    signature = infer_signature([1.5], ["a"])
    set_signature(str(write(tmp_path)), signature)

    assert Model.load(tmp_path).signature == signature
    assert Model.load(tmp_path).extra["prompts"] == ["a", "b"]


def test_a_registered_version_keeps_its_signature() -> None:
    with pytest.raises(InvalidParameter, match="does not change"):
        set_signature("models:/name/1", infer_signature([1.5]))
