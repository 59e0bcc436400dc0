"""Save and log a model by its ``python_function`` flavor: an object of one's own, or a loader."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cloudpickle

from trackside.errors import InvalidParameter, NotFound
from trackside.models import pickling
from trackside.models.companions import copy_code, fetched
from trackside.models.environment import (
    ENV_SETTING,
    EnvironmentRequest,
    conda_env_of,
    python_version,
)
from trackside.models.log import log_model as log_any_model
from trackside.models.model import Model
from trackside.models.requirements import infer_requirements, with_mlflow
from trackside.models.saving import Description, finish, new_model_directory
from trackside.pyfunc.model import (
    FLAVOR_NAME,
    PYTHON_MODEL_FILE,
    LoadedPythonModel,
    PythonModelContext,
    as_python_model,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from trackside.models.info import ModelInfo
    from trackside.models.signature import ModelSignature

# What the real MLflow calls our loader; see trackside.pyfunc.loading.
_LOADER_MODULE = "mlflow.pyfunc.model"


def get_default_pip_requirements() -> list[str]:
    """Return what any model of one's own needs, as pip writes it."""
    return with_mlflow(infer_requirements((), ["cloudpickle"]))


def get_default_conda_env() -> dict[str, Any]:
    """Return the conda environment of a model of one's own with the default requirements."""
    return conda_env_of(get_default_pip_requirements())


def save_model(
    path: str | Path,
    loader_module: str | None = None,
    data_path: str | Path | None = None,
    code_paths: Sequence[str | Path] | None = None,
    conda_env: Mapping[str, Any] | str | None = None,
    mlflow_model: Model | None = None,
    python_model: Any = None,
    artifacts: Mapping[str, str] | None = None,
    signature: ModelSignature | bool | None = None,
    input_example: Any = None,
    pip_requirements: str | Sequence[str] | None = None,
    extra_pip_requirements: str | Sequence[str] | None = None,
    metadata: Mapping[str, Any] | None = None,
    model_config: Mapping[str, Any] | None = None,
    streamable: bool = False,
) -> None:
    """Save a model into the directory ``path``, which must not hold anything yet.

    Either ``python_model``: a :class:`PythonModel` or a function, pickled with cloudpickle;
    ``artifacts`` maps names to paths or addresses of files that are copied beside it and found in
    its context. Or ``loader_module``: the name of a module whose ``_load_pyfunc(path)`` returns
    something with ``predict``; ``data_path`` is copied for it and ``code_paths`` hold it.

    Requirements are those of the modules that the object uses, unless ``conda_env`` or
    ``pip_requirements`` say otherwise. Without a ``signature`` it is inferred from
    ``input_example``; False leaves it out. Raises ``AlreadyExists``, ``InvalidParameter`` for
    contradicting arguments or what cannot be pickled, ``NotFound`` for a missing file.
    """
    if (python_model is None) == (loader_module is None):
        raise InvalidParameter("give either python_model or loader_module, and not both")
    environment = EnvironmentRequest(conda_env, pip_requirements, extra_pip_requirements)
    model = Model() if mlflow_model is None else mlflow_model
    describe = Description(signature, input_example, metadata)
    with new_model_directory(path) as directory:
        settings: dict[str, Any] = {
            "env": dict(ENV_SETTING),
            "python_version": python_version(),
            "code": copy_code(code_paths, directory),
            "streamable": bool(streamable),
            **({} if model_config is None else {"config": dict(model_config)}),
        }
        if python_model is not None:
            source = as_python_model(python_model)
            modules = pickling.dump(source, directory / PYTHON_MODEL_FILE)
            settings |= _python_model_settings(artifacts, directory)
            describe.apply(model, directory, _predictor(settings, directory))
            inferred = infer_requirements(modules, ["cloudpickle"])
        else:
            settings |= {"loader_module": loader_module, **_data_setting(data_path, directory)}
            describe.apply(model, directory, _no_predictions)
            inferred = []
        model.add_flavor(FLAVOR_NAME, **settings)
        finish(model, directory, environment, inferred)


def log_model(
    artifact_path: str | None = None,
    loader_module: str | None = None,
    data_path: str | None = None,
    code_paths: Sequence[str] | None = None,
    conda_env: Mapping[str, Any] | str | None = None,
    python_model: Any = None,
    artifacts: Mapping[str, str] | None = None,
    registered_model_name: str | None = None,
    signature: ModelSignature | bool | None = None,
    input_example: Any = None,
    await_registration_for: int | None = 300,
    pip_requirements: str | Sequence[str] | None = None,
    extra_pip_requirements: str | Sequence[str] | None = None,
    metadata: Mapping[str, Any] | None = None,
    model_config: Mapping[str, Any] | None = None,
    streamable: bool = False,
    name: str | None = None,
    params: Mapping[str, Any] | None = None,
    tags: Mapping[str, Any] | None = None,
    model_type: str | None = None,
    step: int = 0,
    model_id: str | None = None,
    run_id: str | None = None,
) -> ModelInfo:
    """Log a logged model of the active run, if there is one; see :func:`save_model` for what it can be.

    ``name`` (or ``artifact_path``, its older word) is what ``runs:/<run_id>/<name>`` leads there by;
    with ``registered_model_name`` a version is registered too. ``params``, ``tags``, ``model_type``,
    ``step`` and ``model_id`` are explained at :func:`trackside.models.log.log_model`; the settings
    in ``model_config`` become params of the run. Returns where the model is and what it takes.
    """
    return log_any_model(
        save_model,
        artifact_path,
        name=name,
        run_id=run_id,
        registered_model_name=registered_model_name,
        await_registration_for=await_registration_for,
        params=params,
        tags=tags,
        model_type=model_type,
        step=step,
        model_id=model_id,
        loader_module=loader_module,
        data_path=data_path,
        code_paths=code_paths,
        conda_env=conda_env,
        python_model=python_model,
        artifacts=artifacts,
        signature=signature,
        input_example=input_example,
        pip_requirements=pip_requirements,
        extra_pip_requirements=extra_pip_requirements,
        metadata=metadata,
        model_config=model_config,
        streamable=streamable,
    )


def _python_model_settings(artifacts: Mapping[str, str] | None, directory: Path) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "loader_module": _LOADER_MODULE,
        "python_model": PYTHON_MODEL_FILE,
        "cloudpickle_version": cloudpickle.__version__,
    }
    copied: dict[str, dict[str, str]] = {}
    for name, uri in (artifacts or {}).items():
        source = fetched(uri)
        relative = _free_name(directory, f"artifacts/{source.name}", name)
        _copy(source, directory / relative)
        copied[name] = {"path": relative, "uri": str(uri)}
    return {**settings, "artifacts": copied} if copied else settings


def _free_name(directory: Path, relative: str, name: str) -> str:
    """Return a place that no artifact of the same file name has: the second gets its own folder."""
    if not (directory / relative).exists():
        return relative
    head, _, tail = relative.rpartition("/")
    return f"{head}/{name}/{tail}"


def _data_setting(data_path: str | Path | None, directory: Path) -> dict[str, str]:
    if data_path is None:
        return {}
    source = Path(data_path)
    if not source.exists():
        raise NotFound(f"data_path {str(data_path)!r} does not exist")
    relative = "data" if source.is_dir() else f"data/{source.name}"
    _copy(source, directory / relative)
    return {"data": relative}


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)


def _predictor(settings: dict[str, Any], directory: Path) -> Callable[..., Any]:
    """Return a function that predicts as the loaded model will, for a signature from an example."""

    def predict(data: Any, params: dict[str, Any] | None) -> Any:
        entries = settings.get("artifacts", {})
        paths = {name: str(directory / entry["path"]) for name, entry in entries.items()}
        context = PythonModelContext(paths, settings.get("config"))
        # Not the caller's object: load_context may fill it with what was not to be saved.
        fresh = pickling.load(directory / PYTHON_MODEL_FILE)
        if hasattr(fresh, "load_context"):
            fresh.load_context(context)
        return LoadedPythonModel(fresh, context).predict(data, params)

    return predict


def _no_predictions(data: Any, params: Any) -> Any:  # noqa: ARG001  stands for a predict
    raise InvalidParameter("give a signature: a model with a loader module is not run to infer it")
