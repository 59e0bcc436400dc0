"""``Client``: every verb by id, for one store; MLflow's ``MlflowClient``.

It keeps no state but the store that it talks to, so it can be shared between threads.
"""

from typing import TYPE_CHECKING, NoReturn

from trackside.client.artifacts import ArtifactVerbs
from trackside.client.experiments import ExperimentVerbs
from trackside.client.inputs import InputVerbs
from trackside.client.lifecycle import LifecycleVerbs
from trackside.client.logged_models import LoggedModelVerbs
from trackside.client.registry import RegistryVerbs
from trackside.client.runs import RunVerbs


class Client(
    ExperimentVerbs,
    RunVerbs,
    InputVerbs,
    ArtifactVerbs,
    LoggedModelVerbs,
    RegistryVerbs,
    LifecycleVerbs,
):
    """Create, read, change and delete experiments, runs, artifacts, logged and registered models."""

    if not TYPE_CHECKING:  # which would take any name for a present one

        def __getattr__(self, name: str) -> NoReturn:
            from trackside.missing import explained

            raise AttributeError(explained(name, "Client"), name=name, obj=self)


MlflowClient = Client

__all__ = ["Client", "MlflowClient"]
