"""The form that registers a model, driven as a click would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sklearn.linear_model import LinearRegression

import trackside
from trackside.errors import StoreUnavailable
from trackside.widgets import RegisterForm, register_button

if TYPE_CHECKING:
    from collections.abc import Callable


def run_with_models(*paths: str) -> str:
    """Return the id of a run with a model at each path."""
    with trackside.start_run() as run:
        for path in paths:
            trackside.sklearn.log_model(LinearRegression().fit([[0.0], [1.0]], [0, 1]), name=path)
    return str(run.info.run_id)


def versions(name: str) -> list[tuple[str, str | None]]:
    found = trackside.search_model_versions(filter_string=f"name = '{name}'")
    return sorted((version.version, version.run_id) for version in found)


def test_one_click_registers_the_model() -> None:
    run_id = run_with_models("model")

    form = register_button(run_id, name="digits")
    form.button.click()

    assert "Registered digits version 1" in form.message.value
    assert versions("digits") == [("1", run_id)]
    assert form.model.layout.display == "none"


def test_a_double_click_registers_once_and_a_change_arms_the_button_again() -> None:
    form = register_button(run_with_models("model"), name="digits")

    form.button.click()
    form.button.click()
    assert form.button.disabled
    assert len(versions("digits")) == 1

    form.name.value = "numbers"
    assert not form.button.disabled
    form.button.click()
    assert len(versions("numbers")) == 1


def test_the_names_that_are_there_are_offered() -> None:
    run_id = run_with_models("model")
    register_button(run_id, name="b").button.click()
    form = register_button(run_id, name="a")

    assert form.name.options == ("b",)
    form.button.click()
    assert form.name.options == ("a", "b")


def test_of_several_models_one_is_chosen() -> None:
    run_id = run_with_models("first", "second")

    form = register_button(trackside.get_run(run_id), name="chosen")
    assert form.model.layout.display is None
    assert [label for label, _uri in form.model.options] == ["first", "second"]
    form.model.value = f"runs:/{run_id}/second"
    form.button.click()

    (version,) = trackside.search_model_versions(filter_string="name = 'chosen'")
    assert version.model_id is not None
    assert trackside.get_logged_model(version.model_id).name == "second"


@pytest.mark.parametrize("address", ["runs:/{}/model", "runs:/{}"])
def test_addresses_of_models_and_runs_are_taken(address: str) -> None:
    run_id = run_with_models("model")

    form = register_button(address.format(run_id), name="digits")
    form.button.click()

    assert versions("digits") == [("1", run_id)]


def test_a_registered_version_can_be_registered_under_another_name() -> None:
    register_button(run_with_models("model"), name="first").button.click()

    register_button("models:/first/1", name="second").button.click()

    assert len(versions("second")) == 1


def test_a_run_without_a_model_says_so_until_there_is_one() -> None:
    with trackside.start_run(run_name="empty") as run:
        pass
    form = register_button(run, name="digits")
    assert "The run &#x27;empty&#x27; has no model yet" in form.message.value
    form.button.click()
    assert "has no model yet" in form.message.value
    assert not form.button.disabled

    trackside.sklearn.log_model(
        LinearRegression().fit([[0.0], [1.0]], [0, 1]), name="model", run_id=run.info.run_id
    )
    form.button.click()

    assert "Registered digits version 1" in form.message.value
    assert form.button.disabled


@pytest.mark.parametrize(
    ("name", "message"),
    [("", "name cannot be empty"), ("  ", "name cannot be empty"), ("a/b", "cannot contain")],
)
def test_a_bad_name_is_said_in_the_form(name: str, message: str) -> None:
    form = register_button(run_with_models("model"), name=name)

    form.button.click()

    assert 'role="alert"' in form.message.value
    assert message in form.message.value
    assert not form.button.disabled


@pytest.mark.parametrize("source", ["nosuchrun", "runs:/nosuchrun/model", "", 7])
def test_a_wrong_source_is_said_in_the_form(source: Any) -> None:
    form = register_button(source, name="digits")
    form.button.click()

    assert "Not registered: " in form.message.value
    assert trackside.search_registered_models() == []


def test_a_store_that_is_away_is_said_and_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = register_button(run_with_models("model"), name="digits")

    def away(*_args: object, **_options: object) -> None:
        raise StoreUnavailable("the store is <away>")

    with monkeypatch.context() as patched:
        patched.setattr("trackside.widgets.register.register", away)
        form.button.click()
    assert "the store is &lt;away&gt;" in form.message.value

    form.button.click()
    assert "Registered digits version 1" in form.message.value


@pytest.mark.parametrize("part", [lambda form: form.name, lambda form: form.model])
def test_every_field_has_a_label(part: Callable[[RegisterForm], Any]) -> None:
    form = register_button(run_with_models("model"))

    assert part(form).description
    assert part(form).tooltip
    assert form.button.tooltip
