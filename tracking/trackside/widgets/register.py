"""A form that registers a model with one click, in the output of a cell.

An exception in a widget's callback goes to a log that nobody reads, so whatever goes wrong is
said in the form itself.
"""

from __future__ import annotations

import logging
from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets

from trackside.errors import TracksideException
from trackside.fluent.current import client
from trackside.registration import register
from trackside.widgets.models_found import model_uris

if TYPE_CHECKING:
    from trackside.entities import Run

_log = logging.getLogger("trackside")
_LABEL_WIDTH = {"description_width": "initial"}
_LISTED_NAMES = 200


def register_button(run_or_model_uri: Run | str, name: str = "") -> RegisterForm:
    """Return a form with a button that registers a model of the run as a version of ``name``.

    ``run_or_model_uri`` is a run, its id, or a model's address such as ``runs:/<run_id>/model``. A
    run with several models gets a list to choose from. It never raises: what is wrong with the run
    or the name is shown in the form.
    """
    return RegisterForm(run_or_model_uri, name)


class RegisterForm(ipywidgets.VBox):  # type: ignore[misc]
    """The form: ``name``, ``model`` (shown if there are several), ``button`` and ``message``.

    After a version was registered the button rests until the name or the model is changed, so
    that a double click does not make two versions of one model.
    """

    def __init__(self, run_or_model_uri: Run | str, name: str = "") -> None:
        self._client = client()
        self._source = run_or_model_uri
        self._uris: list[str] = []
        self.name = ipywidgets.Combobox(
            value=name,
            description="Model name",
            tooltip="Name of the registered model",
            placeholder="a new name, or one that is there",
            ensure_option=False,
            style=_LABEL_WIDTH,
        )
        self.model = ipywidgets.Dropdown(
            description="Model",
            tooltip="Which of the run's models to register",
            style=_LABEL_WIDTH,
        )
        self.button = ipywidgets.Button(
            description="Register model",
            tooltip="Register the model as a new version under this name",
            button_style="primary",
        )
        self.message = ipywidgets.HTML()
        super().__init__([self.model, ipywidgets.HBox([self.name, self.button]), self.message])
        self._look_up()
        self.button.on_click(self._clicked)
        self.name.observe(self._rearm, "value")
        self.model.observe(self._rearm, "value")

    def _look_up(self) -> None:
        """Find the run's models and the names that are there."""
        self.model.layout.display = "none"
        try:
            self._list_models()
            self.name.options = self._known_names()
        except Exception as error:  # noqa: BLE001 (shown, wherever it comes from)
            self._fail(error)

    def _known_names(self) -> list[str]:
        known = self._client.search_registered_models(max_results=_LISTED_NAMES)
        return [model.name for model in known]

    def _clicked(self, _button: Any) -> None:
        # A second click of a double click is already on its way when the button is disabled.
        if self.button.disabled:
            return
        self.button.disabled = True
        try:
            self._register()
        except Exception as error:  # noqa: BLE001 (shown, wherever it comes from)
            self._fail(error)
            self.button.disabled = False
        else:
            # Listing the models may have changed the choice, and with it the button.
            self.button.disabled = True

    def _register(self) -> None:
        self._say("Registering …")
        if not self._uris:  # there was none when the form was made
            self._list_models()
        version = register(self._client, self._chosen_uri(), self.name.value.strip())
        self.name.options = self._known_names()
        self._say(f"Registered {version.name} version {version.version}")

    def _list_models(self) -> None:
        found = model_uris(self._client, self._source)
        self._uris = list(found.values())
        self.model.options = list(found.items())
        self.model.layout.display = None if len(found) > 1 else "none"

    def _chosen_uri(self) -> str:
        """Return the model to register; a list that the browser does not show has no choice."""
        return self.model.value or self._uris[0]

    def _rearm(self, _change: Any) -> None:
        self.button.disabled = False

    def _say(self, text: str) -> None:
        self.message.value = f'<span role="status">{escape(text)}</span>'

    def _fail(self, error: Exception) -> None:
        _log.debug("The model could not be registered:", exc_info=error)
        text = str(error) if isinstance(error, TracksideException) else repr(error)
        style = "color:var(--jp-error-color1,inherit)"
        self.message.value = (
            f'<span role="alert" style="{style}">Not registered: {escape(text)}</span>'
        )
