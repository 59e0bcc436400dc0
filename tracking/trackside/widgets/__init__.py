"""Controls for a notebook, made of ipywidgets: they call the same verbs as the API."""

from trackside.widgets.register import RegisterForm, register_button

__all__ = ["RegisterForm", "register_button"]
