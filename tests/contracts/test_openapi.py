"""The document is valid OpenAPI 3.1, complete, and true: a program that knows nothing else can work with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from litestar import Litestar

from tests.contracts.findings import nothing
from tests.contracts.recipes import RECIPES
from tests.contracts.routes import API, Route
from tests.contracts.world import World
from unison_web.kit.permissions import ANYONE

CASES = Path(__file__).resolve().parents[1] / "cases" / "openapi"


@pytest.fixture(scope="session")
async def document(owner: World) -> dict[str, Any]:
    found: dict[str, Any] = (await owner.http.get(f"{API}/openapi.json")).json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path.removeprefix(API), operation


def test_it_is_valid(document: dict[str, Any]) -> None:
    """Against the schema that the OpenAPI Initiative publishes (tests/cases/openapi)."""
    schema = json.loads((CASES / "schema-3.1.json").read_text(encoding="utf-8"))
    found = Draft202012Validator(schema).iter_errors(document)
    nothing(f"{'/'.join(map(str, error.absolute_path))}: {error.message[:150]}" for error in found)


def test_every_body_has_an_example_that_would_be_taken(document: dict[str, Any]) -> None:
    """In words of the demo's factory; it fits its own schema."""
    wrong = []
    for method, path, operation in operations(document):
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if body is None:
            continue
        if "example" not in body:
            wrong.append(f"{method} {path} has none")
        wrong += [f"{method} {path}: {said}" for said in misfits(document, body["schema"], body.get("example", {}))]
    nothing(wrong)


def test_every_schema_is_one(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    nothing(sorted(named - set(document["components"]["schemas"])))


def test_every_route_of_the_api_is_in_it(routes: list[Route], document: dict[str, Any]) -> None:
    known = {(method, path) for method, path, _operation in operations(document)}
    twice = {("POST", "/edit"), ("POST", "/roles")}  # the same for plain forms, which cannot PUT
    nothing(
        str(route)
        for route in routes
        if route.on_api
        and (route.method, route.record) not in known
        and not any(route.method == method and route.path.endswith(end) for method, end in twice)
        and route.record not in ("/docs", "/openapi.json")
    )


def test_every_operation_says_what_it_does_takes_and_answers(document: dict[str, Any]) -> None:
    wrong = []
    for method, path, operation in operations(document):
        lacks = [
            what
            for what, there in {
                "a summary or description": operation.get("description") or operation.get("summary"),
                "a tag": operation.get("tags"),
                "an answer": any(code.startswith("2") for code in operation["responses"]),
                "the refusal 422": "422" in operation["responses"],
                "the refusal 429": "429" in operation["responses"],
                "the refusal 401": "401" in operation["responses"],
            }.items()
            if not there
        ]
        lacks += [f"a schema for {code}" for code, said in operation["responses"].items() if not said.get("content")]
        wrong += [f"{method} {path} lacks {what}" for what in lacks]
    nothing(wrong)


def test_names_of_operations_are_unique(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _method, _path, operation in operations(document)]
    nothing(sorted({name for name in names if names.count(name) > 1}))


def test_security_is_what_the_routes_ask(routes: list[Route], document: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    for route in routes:
        operation = document["paths"].get(route.path, {}).get(route.method.lower())
        if route.on_api and operation and route.permission != ANYONE:
            assert operation["security"] == [{"bearer": []}], str(route)


def test_lists_say_how_they_are_asked(app: Litestar, routes: list[Route], document: dict[str, Any]) -> None:
    """Search, sort, paging and every filter with its choices: nobody has to guess them."""
    wrong = []
    for route in routes:
        view = route.opt.get("listing")
        if not view or not route.on_api:
            continue
        said = {
            p["name"]: p["schema"]
            for p in document["paths"][route.path]["get"].get("parameters", [])
            if p["in"] == "query"
        }
        wanted = {"q", "sort", "after", "before", "limit", "cols", *(item.key for item in view.listing.filters)}
        wrong += [f"{route}: {name} is not said" for name in sorted(wanted - set(said))]
    nothing(wrong)


def test_posts_say_that_they_take_a_key(document: dict[str, Any]) -> None:
    """But for signing in, and for providers, who send no key of ours: their events have names of their own."""
    wrong = []
    for method, path, operation in operations(document):
        names = {p["name"].lower() for p in operation.get("parameters", []) if p["in"] == "header"}
        if method == "POST" and "idempotency-key" not in names and not path.startswith(("/auth/", "/hooks/")):
            wrong.append(f"POST {path}")
    nothing(wrong)


async def test_what_works_is_what_the_document_allows(owner: World, document: dict[str, Any]) -> None:
    """Bodies that work fit their schema, and what comes back fits the answer's: checked by running every recipe."""
    wrong = []
    for (method, path), make in RECIPES.items():
        operation = document["paths"].get(API + path, {}).get(method.lower())
        if operation is None:
            continue
        call = await make(owner)
        answer = await owner.ask(method, path.format_map(call.params), call.body, by=call.by)
        asked = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        replied = operation["responses"].get(str(answer.status_code), {}).get("content", {}).get("application/json", {})
        wrong += [f"{method} {path} body: {said}" for said in misfits(document, asked, call.body or {}) if asked]
        if str(answer.status_code) not in operation["responses"]:
            wrong.append(f"{method} {path}: {answer.status_code} is not in the document")
        wrong += [f"{method} {path} answer: {said}" for said in misfits(document, replied.get("schema"), answer.json())]
    nothing(wrong)


def misfits(document: dict[str, Any], schema: Any, value: Any) -> list[str]:
    if schema is None:
        return []
    whole = {**schema, "components": document["components"]}
    found = Draft202012Validator(whole).iter_errors(value)
    return [f"{'/'.join(map(str, error.absolute_path))} {error.message[:120]}" for error in found][:3]


async def test_the_page_loads_nothing_from_elsewhere(owner: World) -> None:
    page = (await owner.http.get(f"{API}/docs", headers={"accept": "text/html"})).text
    assert "swagger" in page.lower()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
