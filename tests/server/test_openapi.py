"""The published description is true, and whatever is sent by it is answered and never breaks the server."""

from __future__ import annotations

import ast
import inspect
import os
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from trackside_server.mlflow_rest import endpoints, openapi
from trackside_server.mlflow_rest.endpoints import ENDPOINTS, Endpoint

if TYPE_CHECKING:
    from tests.tracking_servers import TrackingServer

DOCUMENT = Path(__file__).parents[2] / "docs/openapi.json"
EXAMPLES = int(os.environ.get("TRACKSIDE_FUZZ_EXAMPLES", "12"))
GETTERS = {"text", "required", "integer", "number", "flag", "texts", "parts", "part", "pairs"}


def test_the_published_description_is_the_present_one() -> None:
    assert DOCUMENT.read_text() == openapi.as_text(), (
        "run: python -m trackside_server.mlflow_rest.openapi > docs/openapi.json"
    )


def asked_by(function: Any) -> set[str]:
    """Return the fields that an endpoint asks its request for, in itself and in what it calls."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    module = inspect.getmodule(function)
    found: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        takes_request = any(isinstance(arg, ast.Name) and arg.id == "request" for arg in node.args)
        if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "request":
            if node.func.attr == "run_id":
                found |= {"run_id"}
            elif node.func.attr in GETTERS and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
        elif isinstance(node.func, ast.Name) and takes_request:
            found |= {str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)}
            found |= asked_by(getattr(module, node.func.id))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "request.fields.get":
            found.add(str(getattr(node.args[0], "value", "")))
    return found - {""}


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: f"{e.verbs[0]} {e.path}")
def test_the_description_names_what_the_call_asks_for(endpoint: Endpoint) -> None:
    in_path = set(endpoint.pattern().groupindex)
    optional = {"run_uuid", "page_token"}

    described = set(endpoint.fields)
    asked = {name for name in asked_by(endpoint.answer) if name.isidentifier()} - in_path
    assert asked - {"tags", "models", "datasets"} <= described | {"max_results"}
    assert described - asked <= optional | {"tags", "max_results"}


SCHEMA = schemathesis.openapi.from_dict(openapi.description())
OPERATIONS: list[Any] = [cast("Any", found).ok() for found in SCHEMA.get_all_operations()]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda found: found.label)
def test_whatever_is_sent_is_answered_and_nothing_breaks(
    operation: Any, jupyter_server: TrackingServer
) -> None:
    url, headers = jupyter_server.url, {"Authorization": f"Bearer {jupyter_server.token}"}

    @given(case=operation.as_strategy() | operation.as_strategy(GenerationMode.NEGATIVE))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    def send(case: Any) -> None:
        answer = case.call(base_url=url, headers=headers, timeout=20)

        assert answer.status_code < 500, (case.as_curl_command(), answer.text)
        body = answer.json()
        assert isinstance(body, dict)
        if answer.status_code >= 400:
            assert body["error_code"]
            assert body["message"]

    send()


def test_every_endpoint_has_a_name_of_its_own() -> None:
    ids = [
        operation["operationId"]
        for path in openapi.description()["paths"].values()
        for operation in path.values()
    ]
    assert len(ids) == len(set(ids)) == sum(len(each.verbs) for each in ENDPOINTS)
    assert endpoints.find("GET", "runs/search") is None
