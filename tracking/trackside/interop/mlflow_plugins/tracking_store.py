"""Our store as MLflow's tracking store: the same verbs under the names that MLflow gives them.

Metrics go by the spool, so ``mlflow.log_metric`` returns as soon as ours; reads wait for them.
Loaded by MLflow when somebody uses ``trackside://``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlflow.entities import RunStatus
from mlflow.store.entities import PagedList
from mlflow.store.tracking.abstract_store import AbstractStore

from trackside.client import Client
from trackside.context import tags as names
from trackside.entities import LoggedModelInput, LoggedModelOutput, Param, RunTag
from trackside.errors import InvalidParameter, NotImplementedHere
from trackside.interop.mlflow_plugins import from_mlflow, to_mlflow
from trackside.interop.mlflow_plugins.addresses import store_uri as store_uri_of
from trackside.interop.mlflow_plugins.translating import mlflow_errors, raising_mlflow_errors
from trackside.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.store.base import Store

_MAX_EXPERIMENTS = 1000


@raising_mlflow_errors
class TracksideTrackingStore(AbstractStore):
    """A tracking store for the real ``mlflow``."""

    def __init__(self, store_uri: str, artifact_uri: str | None = None) -> None:
        """Open nothing yet; ``artifact_uri`` is where new experiments keep artifacts, else the store says."""
        super().__init__()  # type: ignore[no-untyped-call]
        found = store_uri_of(store_uri)
        if found is None:
            with mlflow_errors():
                raise InvalidParameter(
                    f"{store_uri!r} names no Trackside store: write 'trackside:///folder'."
                )
        self._uri = found
        self._artifact_uri = artifact_uri
        self._client = Client(found)

    @property
    def _store(self) -> Store:
        return open_store(self._uri).store

    @property
    def _settled(self) -> Store:
        return open_store(self._uri).settled()

    def search_experiments(
        self,
        view_type: int = 1,
        max_results: int = _MAX_EXPERIMENTS,
        filter_string: str | None = None,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> Any:
        found = self._store.search_experiments(
            view_type, max_results, filter_string, order_by, page_token
        )
        return to_mlflow.paged(found, to_mlflow.experiment)

    def create_experiment(self, name: str, artifact_location: str | None, tags: Any) -> str:
        return self._store.create_experiment(name, artifact_location, from_mlflow.texts(tags))

    def get_experiment(self, experiment_id: str) -> Any:
        return to_mlflow.experiment(self._store.get_experiment(experiment_id))

    def get_experiment_by_name(self, experiment_name: str) -> Any:
        found = self._store.get_experiment_by_name(experiment_name)
        return None if found is None else to_mlflow.experiment(found)

    def delete_experiment(self, experiment_id: str) -> None:
        self._settled.delete_experiment(experiment_id)

    def restore_experiment(self, experiment_id: str) -> None:
        self._store.restore_experiment(experiment_id)

    def rename_experiment(self, experiment_id: str, new_name: str) -> None:
        self._store.rename_experiment(experiment_id, new_name)

    def set_experiment_tag(self, experiment_id: str, tag: Any) -> None:
        self._store.set_experiment_tags(experiment_id, {tag.key: tag.value})

    def delete_experiment_tag(self, experiment_id: str, key: str) -> None:
        self._store.delete_experiment_tag(experiment_id, key)

    def create_run(
        self, experiment_id: str, user_id: str, start_time: int, tags: Any, run_name: str | None
    ) -> Any:
        found = from_mlflow.texts(tags)
        run = self._store.create_run(experiment_id, user_id, start_time, found, run_name)
        if names.NOTEBOOK in found:
            self._store.note_notebook_logged(found[names.NOTEBOOK], experiment_id)
        return to_mlflow.run(run)

    def get_run(self, run_id: str) -> Any:
        return to_mlflow.run(self._settled.get_run(run_id))

    def update_run_info(
        self, run_id: str, run_status: int | None, end_time: int | None, run_name: str | None
    ) -> Any:
        status = None if run_status is None else RunStatus.to_string(run_status)
        found = self._settled.update_run(run_id, status, end_time, run_name)
        return to_mlflow.run_info(found)

    def delete_run(self, run_id: str) -> None:
        self._client.delete_run(run_id)

    def restore_run(self, run_id: str) -> None:
        self._client.restore_run(run_id)

    def log_metric(self, run_id: str, metric: Any) -> None:
        found = from_mlflow.metric(metric)
        self._client.log_metric(
            *(run_id, found.key, found.value, found.timestamp, found.step),
            dataset_name=found.dataset_name,
            dataset_digest=found.dataset_digest,
            model_id=found.model_id,
        )

    def log_param(self, run_id: str, param: Any) -> None:
        self._client.log_param(run_id, param.key, param.value)

    def set_tag(self, run_id: str, tag: Any) -> None:
        self._client.set_tag(run_id, tag.key, tag.value)

    def delete_tag(self, run_id: str, key: str) -> None:
        self._client.delete_tag(run_id, key)

    def log_batch(self, run_id: str, metrics: Any, params: Any, tags: Any) -> None:
        self._client.log_batch(
            run_id,
            [from_mlflow.metric(each) for each in metrics],
            [Param(each.key, each.value) for each in params],
            [RunTag(each.key, each.value) for each in tags],
        )

    def get_metric_history(
        self,
        run_id: str,
        metric_key: str,
        max_results: int | None = None,  # noqa: ARG002 (all come at once)
        page_token: str | None = None,
    ) -> Any:
        if page_token is not None:
            raise InvalidParameter(
                "A history comes whole: there is no further page, and no page token for one."
            )
        found = self._client.get_metric_history(run_id, metric_key)
        return to_mlflow.paged(found, to_mlflow.metric)

    def _search_runs(
        self,
        experiment_ids: Sequence[str],
        filter_string: str | None,
        run_view_type: int,
        max_results: int,
        order_by: Sequence[str] | None,
        page_token: str | None,
    ) -> tuple[list[Any], str | None]:
        found = self._settled.search_runs(
            experiment_ids, filter_string or "", run_view_type, max_results, order_by, page_token
        )
        return [to_mlflow.run(each) for each in found], found.token

    def log_inputs(self, run_id: str, datasets: Any = None, models: Any = None) -> None:
        self._store.log_inputs(
            run_id,
            [from_mlflow.dataset_input(each) for each in datasets or ()],
            [LoggedModelInput(each.model_id) for each in models or ()],
        )

    def log_outputs(self, run_id: str, models: Any) -> None:
        outputs = [LoggedModelOutput(each.model_id, each.step) for each in models]
        self._store.log_outputs(run_id, outputs)

    def record_logged_model(self, run_id: str, mlflow_model: Any) -> None:
        """Note a model in the tag where MLflow 2 looked for it."""
        import json

        tags = self._store.get_run(run_id).data.tags
        models = json.loads(tags.get(names.LOGGED_MODELS, "[]"))
        models.append(mlflow_model.get_tags_dict())
        self._client.set_tag(run_id, names.LOGGED_MODELS, json.dumps(models))

    def create_logged_model(
        self,
        experiment_id: str,
        name: str | None = None,
        source_run_id: str | None = None,
        tags: Any = None,
        params: Any = None,
        model_type: str | None = None,
    ) -> Any:
        found = self._store.create_logged_model(
            *(experiment_id, name, source_run_id),
            *(from_mlflow.texts(tags), from_mlflow.texts(params), model_type),
        )
        return to_mlflow.logged_model(found)

    def log_logged_model_params(self, model_id: str, params: Any) -> None:
        self._store.log_logged_model_params(model_id, from_mlflow.texts(params))

    def get_logged_model(self, model_id: str, allow_deleted: bool = False) -> Any:
        return to_mlflow.logged_model(self._settled.get_logged_model(model_id, allow_deleted))

    def search_logged_models(
        self,
        experiment_ids: Sequence[str],
        filter_string: str | None = None,
        datasets: Any = None,
        max_results: int | None = None,
        order_by: Any = None,
        page_token: str | None = None,
    ) -> Any:
        found = self._settled.search_logged_models(
            experiment_ids, filter_string, datasets, max_results, order_by, page_token
        )
        return to_mlflow.paged(found, to_mlflow.logged_model)

    def finalize_logged_model(self, model_id: str, status: Any) -> Any:
        return to_mlflow.logged_model(self._store.finalize_logged_model(model_id, status.value))

    def set_logged_model_tags(self, model_id: str, tags: Any) -> None:
        self._store.set_logged_model_tags(model_id, from_mlflow.texts(tags))

    def delete_logged_model_tag(self, model_id: str, key: str) -> None:
        self._store.delete_logged_model_tag(model_id, key)

    def delete_logged_model(self, model_id: str) -> None:
        self._store.delete_logged_model(model_id)

    def link_traces_to_run(self, trace_ids: Sequence[str], run_id: str) -> None:
        if trace_ids:
            raise NotImplementedHere(
                f"Traces cannot be linked to run {run_id}: a Trackside store keeps none. Send traces to an MLflow "
                "server."
            )

    def search_traces(self, *_args: Any, **_kwargs: Any) -> Any:
        return PagedList([], None)
