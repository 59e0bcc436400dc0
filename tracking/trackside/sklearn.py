"""Save, log and load scikit-learn models, in directories that the real MLflow loads too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from trackside.errors import InvalidParameter, NotFound, TracksideException
from trackside.models import pickling
from trackside.models.companions import copy_code, copy_extra_files, make_code_importable
from trackside.models.environment import (
    ENV_SETTING,
    EnvironmentRequest,
    conda_env_of,
    python_version,
)
from trackside.models.log import log_model as log_any_model
from trackside.models.model import Model
from trackside.models.requirements import infer_requirements, with_mlflow
from trackside.models.resolve import local_model_path
from trackside.models.saving import Description, finish, new_model_directory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.models.info import ModelInfo
    from trackside.models.signature import ModelSignature

FLAVOR_NAME = "sklearn"
SERIALIZATION_FORMAT_PICKLE = pickling.PICKLE
SERIALIZATION_FORMAT_CLOUDPICKLE = pickling.CLOUDPICKLE
SERIALIZATION_FORMAT_SKOPS = "skops"
SUPPORTED_SERIALIZATION_FORMATS = [
    SERIALIZATION_FORMAT_PICKLE,
    SERIALIZATION_FORMAT_CLOUDPICKLE,
    SERIALIZATION_FORMAT_SKOPS,
]
_PACKAGES = ("scikit-learn", "numpy", "scipy")


class SklearnModel:
    """An estimator behind the ``python_function`` flavor; methods other than predict pass through."""

    def __init__(self, sklearn_model: Any) -> None:
        self.sklearn_model = sklearn_model

    def predict(self, data: Any) -> Any:
        """Return the estimator's predictions for ``data``."""
        return self.sklearn_model.predict(data)

    def get_raw_model(self) -> Any:
        """Return the estimator."""
        return self.sklearn_model

    def __getattr__(self, name: str) -> Any:
        # While unpickling or copying, before there is an estimator, there is nothing to ask.
        if name.startswith("_") or name == "sklearn_model":
            raise AttributeError(name)
        return getattr(self.sklearn_model, name)


def get_default_pip_requirements(include_cloudpickle: bool = False) -> list[str]:
    """Return what any scikit-learn model needs, as pip writes it."""
    packages = [*_PACKAGES, "cloudpickle"] if include_cloudpickle else _PACKAGES
    return with_mlflow(infer_requirements((), packages))


def get_default_conda_env(include_cloudpickle: bool = False) -> dict[str, Any]:
    """Return the conda environment with the default requirements."""
    return conda_env_of(get_default_pip_requirements(include_cloudpickle))


def save_model(
    sk_model: Any,
    path: str | Path,
    conda_env: Mapping[str, Any] | str | None = None,
    code_paths: Sequence[str | Path] | None = None,
    mlflow_model: Model | None = None,
    serialization_format: str = SERIALIZATION_FORMAT_CLOUDPICKLE,
    signature: ModelSignature | bool | None = None,
    input_example: Any = None,
    pip_requirements: str | Sequence[str] | None = None,
    extra_pip_requirements: str | Sequence[str] | None = None,
    pyfunc_predict_fn: str = "predict",
    metadata: Mapping[str, Any] | None = None,
    skops_trusted_types: Sequence[str] | None = None,
    extra_files: Sequence[str] | None = None,
) -> None:
    """Save an estimator into the directory ``path``, which must not hold anything yet.

    The default ``serialization_format`` is cloudpickle, which saves any estimator, also one with
    functions or classes of the notebook in it. MLflow 3 has gone over to ``"skops"``, which runs
    no code when it is loaded but does not save tree ensembles, pipelines with functions and much
    else unless every type is named in ``skops_trusted_types``; give it where you want it.

    ``pyfunc_predict_fn`` names the method behind :func:`trackside.pyfunc.load_model`, such as
    ``"predict_proba"``. Requirements are those of the modules in the estimator, unless
    ``conda_env`` or ``pip_requirements`` say otherwise. Without a ``signature`` it is inferred
    from ``input_example``; False leaves it out. Raises ``AlreadyExists`` if there is something at
    ``path``, and ``InvalidParameter`` for an unknown format or what cannot be serialised.
    """
    _check_format(serialization_format)
    environment = EnvironmentRequest(conda_env, pip_requirements, extra_pip_requirements)
    if not callable(getattr(sk_model, pyfunc_predict_fn, None)) and hasattr(sk_model, "predict"):
        raise InvalidParameter(
            f"pyfunc_predict_fn={pyfunc_predict_fn!r}: {type(sk_model).__name__} has no such method"
        )
    model = Model() if mlflow_model is None else mlflow_model
    is_skops = serialization_format == SERIALIZATION_FORMAT_SKOPS
    with new_model_directory(path) as directory:
        settings = {
            "pickled_model": "model.skops" if is_skops else "model.pkl",
            "sklearn_version": _sklearn_version(),
            "serialization_format": serialization_format,
            "code": copy_code(code_paths, directory),
            "skops_trusted_types": list(skops_trusted_types) if skops_trusted_types else None,
        }
        extra = copy_extra_files(extra_files, directory)
        modules = _dump(sk_model, directory, settings)
        Description(signature, input_example, metadata).apply(
            model, directory, lambda data, _params: getattr(sk_model, pyfunc_predict_fn)(data)
        )
        if hasattr(sk_model, "predict"):
            model.add_flavor("python_function", **_function_settings(settings, pyfunc_predict_fn))
        model.add_flavor(FLAVOR_NAME, **settings, **({"extra_files": extra} if extra else {}))
        finish(model, directory, environment, infer_requirements(modules, _PACKAGES))


def log_model(
    sk_model: Any,
    artifact_path: str | None = None,
    conda_env: Mapping[str, Any] | str | None = None,
    code_paths: Sequence[str] | None = None,
    serialization_format: str | None = None,
    registered_model_name: str | None = None,
    signature: ModelSignature | bool | None = None,
    input_example: Any = None,
    await_registration_for: int | None = 300,
    pip_requirements: str | Sequence[str] | None = None,
    extra_pip_requirements: str | Sequence[str] | None = None,
    pyfunc_predict_fn: str = "predict",
    metadata: Mapping[str, Any] | None = None,
    extra_files: Sequence[str] | None = None,
    params: Mapping[str, Any] | None = None,
    tags: Mapping[str, Any] | None = None,
    model_type: str | None = None,
    step: int = 0,
    model_id: str | None = None,
    name: str | None = None,
    skops_trusted_types: Sequence[str] | None = None,
    run_id: str | None = None,
) -> ModelInfo:
    """Log an estimator as a logged model of the active run, if there is one; see :func:`save_model`.

    ``name`` (or ``artifact_path``, its older word) is what ``runs:/<run_id>/<name>`` leads there by;
    with ``registered_model_name`` a version is registered too. ``params``, ``tags``, ``model_type``,
    ``step`` and ``model_id`` are explained at :func:`trackside.models.log.log_model`. Returns where
    the model is and what it takes.
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
        sk_model=sk_model,
        conda_env=conda_env,
        code_paths=code_paths,
        serialization_format=serialization_format or SERIALIZATION_FORMAT_CLOUDPICKLE,
        signature=signature,
        input_example=input_example,
        pip_requirements=pip_requirements,
        extra_pip_requirements=extra_pip_requirements,
        pyfunc_predict_fn=pyfunc_predict_fn,
        metadata=metadata,
        extra_files=extra_files,
        skops_trusted_types=skops_trusted_types,
    )


def load_model(model_uri: str | Path, dst_path: str | None = None) -> Any:
    """Return the estimator saved at a directory, ``runs:/...`` or ``models:/...``.

    This unpickles (also what MLflow wrote): load only models whose author you trust. Raises
    ``NotFound`` if there is no model or it is not one of scikit-learn.
    """
    directory = local_model_path(model_uri, dst_path)
    return _load(directory, Model.load(directory).flavor(FLAVOR_NAME))


def _load_pyfunc(path: str | Path) -> SklearnModel:
    """Return the estimator behind ``predict``; what ``loader_module: mlflow.sklearn`` means."""
    directory = Path(path) if Path(path).is_dir() else Path(path).parent
    return SklearnModel(_load(directory, Model.load(directory).flavor(FLAVOR_NAME)))


def _load(directory: Path, flavor: Mapping[str, Any]) -> Any:
    make_code_importable(directory, flavor)
    file = directory / flavor["pickled_model"]
    serialization_format = flavor.get("serialization_format", SERIALIZATION_FORMAT_PICKLE)
    _check_format(serialization_format)
    if not file.is_file():
        raise NotFound(f"the model's file {file} is missing")
    if serialization_format == SERIALIZATION_FORMAT_SKOPS:
        return _skops().load(file, trusted=flavor.get("skops_trusted_types"))
    return pickling.load(file)


def _function_settings(settings: Mapping[str, Any], predict_fn: str) -> dict[str, Any]:
    return {
        "loader_module": "mlflow.sklearn",
        "model_path": settings["pickled_model"],
        "predict_fn": predict_fn,
        "env": dict(ENV_SETTING),
        "python_version": python_version(),
        **({"code": settings["code"]} if settings["code"] else {}),
    }


def _dump(sk_model: Any, directory: Path, settings: Mapping[str, Any]) -> frozenset[str]:
    """Write the estimator and return the modules that it is made of."""
    file = directory / settings["pickled_model"]
    serialization_format = settings["serialization_format"]
    if serialization_format != SERIALIZATION_FORMAT_SKOPS:
        modules = pickling.dump(sk_model, file, serialization_format)
        uses_cloudpickle = serialization_format == SERIALIZATION_FORMAT_CLOUDPICKLE
        return modules | {"cloudpickle"} if uses_cloudpickle else modules
    skops = _skops()
    skops.dump(sk_model, file)
    trusted = settings["skops_trusted_types"] or ()
    untrusted = sorted(set(skops.get_untrusted_types(file=file)) - set(trusted))
    if untrusted:
        raise InvalidParameter(
            f"skops would refuse to load the {type(sk_model).__name__}: it holds {untrusted}; "
            "name them in skops_trusted_types, or save with serialization_format='cloudpickle'"
        )
    return frozenset({"skops", type(sk_model).__module__})


def _check_format(serialization_format: str) -> None:
    if serialization_format not in SUPPORTED_SERIALIZATION_FORMATS:
        raise InvalidParameter(
            f"serialization_format {serialization_format!r} is not known; "
            f"use one of {', '.join(SUPPORTED_SERIALIZATION_FORMATS)}"
        )


def _skops() -> Any:
    try:
        import skops.io
    except ModuleNotFoundError as error:
        raise TracksideException(
            "the model is in the format of skops, which is not installed: pip install skops"
        ) from error
    return skops.io


def _sklearn_version() -> str:
    import sklearn

    return str(sklearn.__version__)


if not TYPE_CHECKING:  # which would take any name for a present one

    def __getattr__(name: str) -> NoReturn:
        from trackside.missing import explained

        raise AttributeError(explained(name, __name__), name=name)
