"""The OpenAPI document, one operation for each route."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from linkedin_sandbox.control.reading import TAKES
from linkedin_sandbox.description import asks

Json = dict[str, Any]
OPEN = ("/oauth/", "/sandbox/")  # no bearer token
LEFT_OUT = ("/oauth/v2/authorization",)  # pages for people
TEXT: Json = {"type": "string"}
OBJECT: Json = {"type": "object"}
RESULTS: Json = {
    "type": "object",
    "required": ["results", "errors"],
    "properties": {"results": OBJECT, "errors": OBJECT},
}
ELEMENTS: Json = {
    "type": "object",
    "required": ["elements"],
    "properties": {"elements": {"type": "array"}, "paging": OBJECT},
}
SCHEMAS: Json = {
    "Refusal": {
        "type": "object",
        "required": ["message", "serviceErrorCode", "status"],
        "properties": {
            "message": TEXT,
            "serviceErrorCode": {"type": "integer"},
            "status": {"type": "integer"},
            "code": TEXT,
        },
    },
    "TokenRefusal": {
        "type": "object",
        "required": ["error", "error_description"],
        "properties": {"error": TEXT, "error_description": TEXT},
    },
    "ControlRefusal": {
        "type": "object",
        "required": ["error"],
        "properties": {"error": TEXT, "fields": {"type": "array"}},
    },
    "Results": RESULTS,
    "Elements": ELEMENTS,
}
PREFIXES = ("/v2/", "/rest/", "/oauth/", "/sandbox/api/")


def document(app: Flask, base: str) -> Json:
    """Describe every call of the wire and of the control API that this application answers."""
    paths: Json = {}
    schemas = dict(SCHEMAS)
    for rule, verb in routes(app):
        shown = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        paths.setdefault(shown, {})[verb.lower()] = _operation(app, rule, verb, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "LinkedIn sandbox",
            "version": "1",
            "description": "A stand-in for LinkedIn's partner API, and the control API of the stand-in.",
        },
        "servers": [{"url": base}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """The described routes with each of their verbs."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(PREFIXES) and rule.rule not in LEFT_OUT:
            yield from ((rule, verb) for verb in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def _operation(app: Flask, rule: Rule, verb: str, schemas: Json) -> Json:
    call = f"{verb} {rule.rule}"
    found: Json = {
        "operationId": call,
        "parameters": [*_path(rule), *_query(call, rule, verb), *_headers(call)],
        "responses": _responses(call, rule, verb),
    }
    if body := _body(app, call, rule, schemas):
        found["requestBody"] = body
    return found | ({} if rule.rule.startswith(OPEN) else {"security": [{"token": []}]})


# --- what is asked ------------------------------------------------------------------------------------------------


def _path(rule: Rule) -> Iterator[Json]:
    for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", rule.rule):
        schema = {"type": "integer", "minimum": 0} if kind == "int" else TEXT
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query(call: str, rule: Rule, verb: str) -> Iterator[Json]:
    for word in asks.QUERIES.get(call, "").split():
        name = word.rstrip("!*")
        schema: Json = {"type": "array", "items": TEXT} if "*" in word else TEXT
        yield {"name": name, "in": "query", "required": "!" in word, "schema": schema, "explode": True}
    if is_batch(call, rule, verb):
        ids: Json = {"type": "array", "items": TEXT, "minItems": 1, "maxItems": 100}
        yield {"name": "ids", "in": "query", "required": verb != "GET", "schema": ids, "explode": True}


def _headers(call: str) -> Iterator[Json]:
    if " /v2/" in call or " /rest/" in call:
        yield _header("X-Restli-Protocol-Version", ["1.0.0", "2.0.0"], required=False)
    if " /rest/" in call:
        yield _header("LinkedIn-Version", None, required=True)
    if method := asks.METHODS.get(call):
        yield _header("X-RestLi-Method", [method], required=True)


def _header(name: str, values: list[str] | None, *, required: bool) -> Json:
    schema = TEXT | ({"enum": values} if values else {"pattern": "^20[0-9]{2}(0[1-9]|1[0-2])$"})
    return {"name": name, "in": "header", "required": required, "schema": schema}


def is_batch(call: str, rule: Rule, verb: str) -> bool:
    """Is this one of the calls whose keys stand in `ids`?"""
    synced = rule.rule.startswith(("/v2/", "/rest/")) and call not in asks.QUERIES
    return synced and (
        verb in {"PUT", "DELETE"} or asks.METHODS.get(call) == "batch_partial_update" or call in BATCH_READS
    )


BATCH_READS = frozenset(
    f"GET {path}"
    for path in (
        "/v2/atsApplications",
        "/v2/atsCandidates",
        "/v2/atsIntegrations",
        "/v2/atsIntegrations/<key>/configurations",
        "/v2/jobPostingStatus",
        "/v2/simpleJobPostingTasks",
        "/rest/candidates",
        "/rest/integrations",
        "/rest/integrationConfigurations",
        "/rest/simpleJobPostingTasks",
    )
)


def _body(app: Flask, call: str, rule: Rule, schemas: Json) -> Json | None:
    if words := asks.FORMS.get(call):
        names = words.split()
        form = {
            "type": "object",
            "required": [one.rstrip("!") for one in names if one.endswith("!")],
            "properties": {one.rstrip("!"): TEXT for one in names},
        }
        return {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}}
    if call.startswith(("GET ", "DELETE ")):
        return None
    return {"required": True, "content": {"application/json": {"schema": _json_body(app, call, rule, schemas)}}}


def _json_body(app: Flask, call: str, rule: Rule, schemas: Json) -> Json:
    view = app.view_functions[rule.endpoint]
    if model := TAKES.get(f"{view.__module__}.{view.__name__}"):
        whole = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= whole.pop("$defs", {}) | {model.__name__: whole}
        return {"$ref": f"#/components/schemas/{model.__name__}"}
    if asks.METHODS.get(call) == "batch_create":
        return _holding("elements", {"type": "array", "items": OBJECT, "minItems": 1, "maxItems": 100})
    if is_batch(call, rule, call.partition(" ")[0]):
        return _holding("entities", {"type": "object", "additionalProperties": OBJECT})
    return OBJECT


def _holding(name: str, schema: Json) -> Json:
    return {"type": "object", "required": [name], "properties": {name: schema}}


# --- what comes back ----------------------------------------------------------------------------------------------


def _responses(call: str, rule: Rule, verb: str) -> Json:
    refusal = (
        "ControlRefusal" if rule.rule.startswith("/sandbox/") else "TokenRefusal" if call in asks.FORMS else "Refusal"
    )
    good: Json = OBJECT
    if is_batch(call, rule, verb):
        good = {"anyOf": [_named("Results"), _named("Elements")]} if verb == "GET" else _named("Results")
    elif call in asks.FINDERS or asks.METHODS.get(call) == "batch_create":
        good = _named("Elements")
    return {"2XX": _reply("As LinkedIn answers", good), "4XX": _reply("Refused, with the reason", _named(refusal))}


def _named(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _reply(words: str, schema: Json) -> Json:
    return {"description": words, "content": {"application/json": {"schema": schema}}}
