"""Bad input anywhere is a clear 4xx, never a 5xx, and never an answer that hangs."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import jwt
import pytest
from litestar import Litestar
from litestar.types import Empty

from tests.cast import ORIGIN
from tests.contracts import hostile
from tests.contracts.findings import nothing
from tests.contracts.recipes import RECIPES
from tests.contracts.records import params_of
from tests.contracts.routes import API, Route
from tests.contracts.world import Call, World
from unison_web.app import LARGEST_BODY
from unison_web.kit import clock

CHANGES = ("POST", "PUT", "PATCH")
#: They end the session of whoever calls, so every try would need another person. They take no body.
ENDINGS = ("/auth/logout", "/me/sign-out-everywhere", "/floor/lock", "/floor/sign-out", "/auth/login")


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Refusals are expected here; what breaks is named by the test itself."""
    caplog.set_level(logging.CRITICAL)
    yield


@pytest.fixture(scope="session")
def writes(routes: list[Route]) -> list[Route]:
    return [r for r in routes if r.method in CHANGES and r.record not in ENDINGS]


async def a_call(world: World, route: Route) -> Call:
    make = RECIPES.get((route.method, route.record))
    world.guest = world.guest or await world.someone()  # whose session may suffer
    return await make(world) if make else Call(params_of(world, route), {})


async def throw(world: World, route: Route, call: Call, content: bytes, kind: str, **headers: str) -> httpx.Response:
    """A body as it is, past every client that would put it right."""
    headers = {"content-type": kind, "idempotency-key": str(uuid4()), **headers}
    if route.on_api:
        headers["authorization"] = f"Bearer {(call.by or world.admin).token}"
        return await world.http.request(route.method, route.at(call.params), content=content, headers=headers)
    world.guest = world.guest or await world.someone()
    who = call.by or world.guest
    headers |= {"origin": ORIGIN, "x-csrf-token": who.csrf, "accept": "text/html"}
    return await who.client.request(route.method, route.at(call.params), content=content, headers=headers)


def bad(answer: httpx.Response, route: Route) -> bool:
    """A 5xx, or a refusal of the API that is no problem document."""
    if answer.status_code >= 500:
        return True
    return (
        route.on_api
        and answer.status_code >= 400
        and not answer.headers["content-type"].startswith("application/problem+json")
    )


LONG = pytest.param(True, marks=pytest.mark.load)
each_run_and_long = pytest.mark.parametrize("long", [False, LONG], ids=["short", "long"])


# Twenty thousand lists inside each other end in a RecursionError, and what that leaves behind is cleared away too deep
# in the stack for a finalizer: Python says so wherever the next collection happens to be, so it happens here.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@each_run_and_long
async def test_whole_bodies(writes: list[Route], owner: World, long: bool) -> None:
    found = []
    for route in writes:
        if not (route.on_api or long):
            continue
        call = await a_call(owner, route)
        for name, (kind, content) in hostile.chosen(hostile.BODIES, long=long).items():
            answer = await throw(owner, route, call, content, kind)
            found += [f"{route} with {name}: {said(answer)}"] if bad(answer, route) else []
    gc.collect()
    nothing(found)


@each_run_and_long
async def test_single_values(writes: list[Route], owner: World, document: dict[str, Any], long: bool) -> None:
    """Each field alone in an otherwise good body, so that it gets as far as it can."""
    found = []
    for route in writes:
        if not route.on_api:
            continue
        call = await a_call(owner, route)
        for name, schema in fields(document, route).items():
            for value in hostile.values(schema, everything=long):
                content = hostile.dumped({**(call.body or {}), name: value})
                answer = await throw(owner, route, call, content, "application/json")
                if bad(answer, route):
                    found.append(f"{route} {name} = {str(value)[:40]!r}: {said(answer)}")
                elif answer.is_success:
                    call = await a_call(owner, route)
    nothing(found)


def fields(document: dict[str, Any], route: Route) -> dict[str, Any]:
    operation = document["paths"].get(f"{API}{route.record}", {}).get(route.method.lower(), {})
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    named: dict[str, Any] = document["components"]["schemas"].get(schema.get("$ref", "").rsplit("/", 1)[-1], schema)
    properties: dict[str, Any] = named.get("properties", {})
    return properties


@pytest.fixture(scope="session")
async def document(owner: World) -> dict[str, Any]:
    found: dict[str, Any] = (await owner.http.get(f"{API}/openapi.json")).json()
    return found


@each_run_and_long
async def test_forms(writes: list[Route], owner: World, long: bool) -> None:
    found = []
    for route in writes:
        if route.on_api or route.path.startswith("/floor"):
            continue
        call = await a_call(owner, route)
        for name, form in hostile.chosen(hostile.FORMS, long=long).items():
            answer = await throw(owner, route, call, form.encode(), "application/x-www-form-urlencoded")
            found += [f"{route} with {name}: {said(answer)}"] if bad(answer, route) else []
    nothing(found)


async def test_paths(routes: list[Route], owner: World) -> None:
    found = []
    on_api = {(route.method, route.record) for route in routes if route.on_api}
    for route in routes:
        twin = not route.on_api and (route.method, route.record) in on_api  # the same handler behind another door
        if not route.params or twin:
            continue
        known = params_of(owner, route)
        for name in route.params:
            for segment in hostile.SEGMENTS:
                path = route.at({**known, name: segment})
                answer = await throw(
                    owner, Route(route.method, path, "", route.handler), Call(), b"", "application/json"
                )
                quiet = route.record.startswith("/hooks/")  # says the same to everybody, so that nobody learns anything
                if bad(answer, route) or (answer.is_success and not quiet):
                    found.append(f"{route} {name} = {segment[:20]}: {said(answer)}")
    nothing(found)


@each_run_and_long
async def test_queries(routes: list[Route], owner: World, long: bool) -> None:
    found = []
    for route in routes:
        if route.method != "GET" or not route.on_api:
            continue
        for query in hostile.QUERIES if long else hostile.FEW_QUERIES:
            answer = await owner.ask("GET", route.record.format_map(params_of(owner, route)), params=query)
            found += [f"{route} {str(query)[:40]}: {said(answer)}"] if bad(answer, route) else []
    nothing(found)


async def test_a_body_that_is_too_large_is_refused_before_it_is_read(writes: list[Route], owner: World) -> None:
    found = []
    for route in writes:
        if route.handler.request_max_body_size not in (Empty, LARGEST_BODY):
            continue  # it takes files
        call = Call(params_of(owner, route))
        large = b"x" * (LARGEST_BODY + 1)
        answer = await throw(owner, route, call, large, "application/json")
        found += [] if answer.status_code in (413, 403, 404) else [f"{route}: {said(answer)}"]
    nothing(found)


async def test_a_large_body_without_a_length_is_refused_too(owner: World) -> None:
    async def pieces() -> Any:
        for _piece in range(11):
            yield b"x" * 1024 * 1024

    headers = {"authorization": f"Bearer {owner.admin.token}", "content-type": "application/json"}
    answer = await owner.http.post(f"{API}/materials", content=pieces(), headers=headers)
    assert answer.status_code == 413


def forged(app: Litestar, owner: World) -> dict[str, str]:
    """Tokens that look like one of ours."""
    settings = app.state.settings
    claims = jwt.decode(owner.admin.token, options={"verify_signature": False})
    now = int(clock.now().timestamp())

    def signed(key: str = settings.secret_key, algorithm: str = "HS256", **change: Any) -> str:
        return jwt.encode({**claims, **change}, key, algorithm=algorithm)

    head, body, tail = owner.admin.token.split(".")
    return {
        "nothing": "", "garbage": "garbage", "dots": "..", "half": f"{head}.{body}",
        "another signature": f"{head}.{body}.{tail[::-1]}",
        "signed by somebody else": signed(key="x" * 48), "expired": signed(exp=now - 1, iat=now - 3600),
        "no algorithm": jwt.encode(claims, None, algorithm="none"), "a refresh": signed(type="refresh"),
        "a tablet's": signed(type="floor"), "no session": signed(sid=str(uuid4())),
        "a session that is none": signed(sid="1"),
        "no company": signed(organization_id=None), "no expiry": signed(exp=None),
        "long": "a" * 6000, "deep": f"{head}.{'W' * 4000}.{tail}",
    }  # fmt: skip


async def test_tokens_that_are_not_ours(app: Litestar, owner: World) -> None:
    found = []
    for name, token in forged(app, owner).items():
        for scheme in ("Bearer", "bearer", "Basic"):
            if scheme == "Basic" and name != "garbage":
                continue
            answer = await owner.http.get(f"{API}/materials", headers={"authorization": f"{scheme} {token}"})
            found += [] if answer.status_code == 401 else [f"{name}: {said(answer)}"]
    nothing(found)


async def test_another_companys_token_stays_in_its_company(app: Litestar, owner: World, outsider: World) -> None:
    """A good signature over the other company's id: the session is not there."""
    claims = jwt.decode(outsider.admin.token, options={"verify_signature": False})
    claims["organization_id"] = str(owner.admin.organization)
    token = jwt.encode(claims, app.state.settings.secret_key, algorithm="HS256")
    answer = await owner.http.get(f"{API}/materials", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 401


@pytest.mark.parametrize("key", ["x" * 201, "a\tb", "\x7f", "é" * 10])
async def test_keys_that_are_none(owner: World, key: str) -> None:
    answer = await owner.ask("POST", "/materials", {}, headers={"idempotency-key": key.encode()})
    assert answer.status_code == 422


def said(answer: httpx.Response) -> str:
    return f"{answer.status_code} {' '.join(answer.text.split())[:120]}"
