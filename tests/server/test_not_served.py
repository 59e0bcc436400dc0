"""What MLflow has and this server has not: refused at once, in words that MLflow's clients read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("GET", "api/2.0/mlflow/traces"),
        ("POST", "api/3.0/mlflow/traces"),
        ("POST", "api/3.0/mlflow/traces/search"),
        ("POST", "v1/traces"),
        ("GET", "api/2.0/mlflow/webhooks"),
        ("POST", "api/3.0/mlflow/datasets/create"),
        ("GET", "api/3.0/mlflow/scorers/list"),
        ("GET", "api/2.0/endpoints/"),
        ("POST", "graphql"),
    ],
)
async def test_it_is_answered_with_mlflows_error(jp_fetch: Any, verb: str, path: str) -> None:
    body = "{}" if verb == "POST" else None
    headers = {"Content-Type": "application/json"}
    with pytest.raises(HTTPClientError) as refused:
        await jp_fetch("trackside", *path.split("/"), method=verb, body=body, headers=headers)

    answer = refused.value.response
    assert answer is not None
    assert answer.code == 404
    assert json.loads(answer.body)["error_code"] == "ENDPOINT_NOT_FOUND"
