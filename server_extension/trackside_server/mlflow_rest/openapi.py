"""The protocol as an OpenAPI description, made from the list of endpoints.

``python -m trackside_server.mlflow_rest.openapi`` prints it; ``docs/openapi.json`` is what it prints.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from trackside.entities import RunStatus
from trackside.version import __version__
from trackside_server.mlflow_rest.endpoints import ENDPOINTS
from trackside_server.mlflow_rest.wire import LOGGED_MODEL_STATUS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside_server.mlflow_rest.endpoints import Endpoint

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_INTEGER: Schema = {"type": "integer", "format": "int64", "minimum": -(2**63), "maximum": 2**63 - 1}
_NUMBER: Schema = {
    "oneOf": [{"type": "number"}, {"type": "string", "enum": ["NaN", "Infinity", "-Infinity"]}]
}


def _object(required: str, **properties: Schema) -> Schema:
    return {"type": "object", "required": required.split(), "properties": properties}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_PAIR = _object("key", key=_TEXT, value=_TEXT)
_METRIC = _object(
    "key value timestamp",
    key=_TEXT,
    value=_NUMBER,
    timestamp=_INTEGER,
    step=_INTEGER,
    model_id=_TEXT,
    dataset_name=_TEXT,
    dataset_digest=_TEXT,
)
_DATASET = _object(
    "name digest source_type source",
    name=_TEXT,
    digest=_TEXT,
    source_type=_TEXT,
    source=_TEXT,
    schema=_TEXT,
    profile=_TEXT,
)

# What the words of ``Endpoint.fields`` mean.
TYPES: Mapping[str, Schema] = {
    "text": _TEXT,
    "texts": _list(_TEXT),
    "integer": _INTEGER,
    "number": _NUMBER,
    "flag": {"type": "boolean"},
    "pairs": _list(_PAIR),
    "metrics": _list(_METRIC),
    "datasets": _list(_object("dataset", dataset=_DATASET, tags=_list(_PAIR))),
    "dataset_names": _list(_object("dataset_name", dataset_name=_TEXT, dataset_digest=_TEXT)),
    "model_ids": _list(_object("model_id", model_id=_TEXT)),
    "outputs": _list(_object("model_id", model_id=_TEXT, step=_INTEGER)),
    "orderings": _list(
        _object(
            "field_name",
            field_name=_TEXT,
            ascending={"type": "boolean"},
            dataset_name=_TEXT,
            dataset_digest=_TEXT,
        )
    ),
    "version": {"oneOf": [_TEXT, {"type": "integer"}]},
    "view": {"type": "string", "enum": ["ACTIVE_ONLY", "DELETED_ONLY", "ALL"]},
    "status": {"type": "string", "enum": [RunStatus.to_string(n) for n in RunStatus.all_status()]},
    "model_status": {"type": "string", "enum": list(LOGGED_MODEL_STATUS)},
}

_ERROR = _object("error_code message", error_code=_TEXT, message=_TEXT)
_ANSWERS: Schema = {
    "200": {
        "description": "What was asked for; empty fields are left out.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    },
    **{
        status: {
            "description": why,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        }
        for status, why in {
            "400": "A value is wrong, or a name is taken.",
            "403": "No token, or not the right to do this.",
            "404": "There is no such thing.",
        }.items()
    },
}


def description() -> Schema:
    """Return the whole description."""
    paths: dict[str, Schema] = {}
    for endpoint in ENDPOINTS:
        for verb in endpoint.verbs:
            paths.setdefault(f"/api/2.0/mlflow/{endpoint.path}", {})[verb.lower()] = _operation(
                endpoint, verb
            )
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Trackside: MLflow's REST protocol",
            "version": __version__,
            "description": "Below <jupyter base URL>/trackside, or at the root of `trackside server`. "
            "All of it also under /ajax-api.",
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": {"Error": _ERROR},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(endpoint: Endpoint, verb: str) -> Schema:
    in_path = re.findall(r"\{(\w+)\}", endpoint.path)
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": _TEXT} for name in in_path
    ]
    schemas = {name: TYPES[kind.rstrip("!")] for name, kind in endpoint.fields.items()}
    required = [name for name, kind in endpoint.fields.items() if kind.endswith("!")]
    operation: Schema = {
        "operationId": f"{verb.lower()} {endpoint.path}",
        "summary": (endpoint.answer.__doc__ or "").partition("\n")[0].strip("`."),
        "responses": _ANSWERS,
    }
    if verb == "GET":
        parameters += [
            {"name": name, "in": "query", "required": name in required, "schema": schema}
            for name, schema in schemas.items()
        ]
    elif schemas:
        body: Schema = {"type": "object", "properties": schemas}
        if required:
            body["required"] = required
        operation["requestBody"] = {
            "required": bool(required),
            "content": {"application/json": {"schema": body}},
        }
    if parameters:
        operation["parameters"] = parameters
    return operation


def as_text() -> str:
    """Return the description as it is kept under ``docs/``."""
    return json.dumps(description(), indent=1) + "\n"


if __name__ == "__main__":
    print(as_text(), end="")  # noqa: T201 (what this command is for)
