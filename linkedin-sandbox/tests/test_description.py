"""The OpenAPI document says what the sandbox has, and every answer is as it says: Schemathesis asks."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from linkedin_sandbox import create_app, web
from linkedin_sandbox.description import asks
from linkedin_sandbox.description.document import document, routes
from linkedin_sandbox.fixture import Sandbox
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from .conftest import Customer

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
EXAMPLES = max(3, settings().max_examples // 30)  # for each operation
FUZZED = settings(
    max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def described(linkedin: Sandbox) -> Any:
    return schemathesis.openapi.from_url(f"{linkedin.base}/sandbox/openapi.json")


def operations(schema: Any, *beginnings: str) -> Iterator[Any]:
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path.startswith(beginnings):
            yield operation


def fuzz(operation: Any, headers: dict[str, str]) -> None:
    @FUZZED
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        case.validate_response(case.call(headers=headers), checks=CHECKS, headers=headers)

    ask()


@pytest.fixture
def app() -> Iterator[Flask]:
    made = create_app()
    yield made
    made.extensions[web.EXTENSION].close()


def test_every_call_with_a_note_of_its_own_exists(app: Flask) -> None:
    calls = {f"{verb} {rule.rule}" for rule, verb in routes(app)}
    assert set(asks.QUERIES) | set(asks.METHODS) | set(asks.FORMS) <= calls


def test_every_route_of_the_wire_is_described(app: Flask) -> None:
    paths = document(app, "http://localhost")["paths"]
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(("/v2/", "/rest/", "/sandbox/api/")):
            shown = rule.rule.replace("<int:", "<").replace("<", "{").replace(">", "}")
            assert {verb.lower() for verb in rule.methods or () if verb not in {"HEAD", "OPTIONS"}} <= set(paths[shown])


@pytest.mark.req("SB-07")
@pytest.mark.timeout(1800)
def test_the_wire_answers_as_described(linkedin: Sandbox, enabled: Customer) -> None:
    token = enabled.client.oauth.application_token().value
    for operation in operations(described(linkedin), "/v2/", "/rest/", "/oauth/"):
        fuzz(operation, {"Authorization": f"Bearer {token}"})


@pytest.mark.req("SB-07")
@pytest.mark.timeout(1800)
def test_the_control_api_answers_as_described(linkedin: Sandbox, enabled: Customer) -> None:
    for operation in operations(described(linkedin), "/sandbox/api/"):
        if operation.path != "/sandbox/api/world/seed":  # a million people a call would take the day
            fuzz(operation, {})
