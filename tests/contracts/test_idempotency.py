"""Every POST may be sent twice: the same key gets the same answer and one effect, another body under it is refused."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import text

from tests.cast import Person
from tests.contracts.findings import nothing
from tests.contracts.recipes import RECIPES
from tests.contracts.routes import Route
from tests.contracts.world import Call, World
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work

#: Why a POST keeps no answer.
WITHOUT = {
    "/auth/login": "whoever asks again gets a session of their own",
    "/auth/second-factor": "whoever asks again needs another code",
    "/auth/passkey": "an answer of the device is its own key: it works once",
    "/auth/refresh": "a refresh token is its own key: it works once",
    "/auth/logout": "the second one has no session to say it in",
    "/me/sign-out-everywhere": "the second one has no session to say it in",
    "/users/{user_id}/view-as": "from then on it is somebody else who asks, and writes nothing",
    "/view-as/stop": "the second one looks through nobody's eyes any more",
    "/sign-on/test": "it asks somebody else each time; nothing is stored",
    "/connections/{connection_id}/test": "it asks somebody else each time; nothing is stored",
    "/mail-settings/test": "it asks somebody else each time; nothing is stored",
    "/sap/test": "it asks somebody else each time; nothing is stored",
    "/hooks/mail/{secret}": "providers send no key; each event of theirs has a name that counts once",
}


#: Of these one is alive at a time: making another ends the first.
ALONE = frozenset({"/sap/runs/{run_id}/cancel"})


def posts(routes: list[Route]) -> list[Route]:
    return [
        r
        for r in routes
        if r.on_api and ("POST", r.record) in RECIPES and r.method == "POST" and r.record not in WITHOUT
    ]


async def ask(world: World, route: Route, call: Call, key: str, **change: Any) -> httpx.Response:
    body = {**(call.body or {}), **change} if call.body is not None or change else None
    path = route.record.format_map(call.params)
    return await world.ask("POST", path, body, by=call.by, headers={"idempotency-key": key})


async def test_the_same_request_has_one_effect(routes: list[Route], owner: World) -> None:
    wrong = []
    for route in posts(routes):
        call, key = await RECIPES["POST", route.record](owner), str(uuid4())
        first = await ask(owner, route, call, key)
        before = await rows_of(owner)
        again = await ask(owner, route, call, key)
        after = await rows_of(owner)
        same = (first.status_code, first.content, first.headers.get("location")) == (
            again.status_code, again.content, again.headers.get("location"),
        )  # fmt: skip
        if not first.is_success or not same or again.headers.get("idempotent-replayed") != "true" or before != after:
            wrong.append(f"{route}: {first.status_code} then {again.status_code} {again.text[:100]}")
    nothing(wrong)


async def test_another_request_under_the_same_key_is_refused(routes: list[Route], owner: World) -> None:
    wrong = []
    for route in posts(routes):
        call, other, key = (
            await RECIPES["POST", route.record](owner),
            await RECIPES["POST", route.record](owner),
            str(uuid4()),
        )
        if route.record in ALONE:
            continue
        assert (await ask(owner, route, call, key)).is_success
        other.by = call.by
        refused = await ask(owner, route, other, key)
        if other.params == call.params and other.body == call.body:
            continue
        if refused.status_code != 422 or refused.json()["code"] != "key-reused":
            wrong.append(f"{route}: {refused.status_code} {refused.text[:120]}")
    nothing(wrong)


async def rows_of(world: World) -> int:
    """Audit rows and events: whatever happens leaves one or the other."""
    async with unit_of_work(world.admin.app.state.engine, system(world.admin.organization)) as uow:
        counted = [f"(select count(*) from {table})" for table in ("audit_log", "events", "production_log")]
        return int(await uow.session.scalar(text("select " + " + ".join(counted))) or 0)


async def test_a_refusal_is_not_kept(owner: World) -> None:
    """What was refused had no effect, so the key is still free for the corrected request."""
    key = str(uuid4())
    assert (await owner.ask("POST", "/materials", {"number": ""}, headers={"idempotency-key": key})).status_code == 422
    call = await RECIPES["POST", "/materials"](owner)
    assert (await owner.ask("POST", "/materials", call.body, headers={"idempotency-key": key})).status_code == 201


async def test_a_key_belongs_to_a_person_and_a_company(owner: World, outsider: World, planner: Person) -> None:
    key = str(uuid4())
    answers = [
        await owner.ask("POST", "/materials", body_of(owner), headers={"idempotency-key": key}),
        await owner.ask("POST", "/materials", body_of(owner), by=planner, headers={"idempotency-key": key}),
        await outsider.ask("POST", "/materials", body_of(outsider), headers={"idempotency-key": key}),
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.json()["id"] for answer in answers}) == 3


def body_of(world: World) -> dict[str, str]:
    return {"number": world.mark(), "name": world.mark(), "type": "buy", "unit": "EA"}


async def test_twenty_at_once_have_one_effect(owner: World) -> None:
    """The double click of an impatient person, and the retry of an impatient program."""
    order = await owner.order("running")
    path, key = f"/work-orders/{order['number']}/operations/10/reports", str(uuid4())
    asked = [owner.ask("POST", path, {"quantity": "1"}, headers={"idempotency-key": key}) for _copy in range(20)]
    answers = await asyncio.gather(*asked)
    assert {answer.status_code for answer in answers} <= {201, 409, 503}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    now = (await owner.ask("GET", f"/work-orders/{order['number']}/operations/10")).json()
    assert now["good"] == "1"


async def test_a_form_carries_its_key_too(owner: World) -> None:
    """The hidden field of every form: sent twice, saved once."""
    key, values = str(uuid4()), body_of(owner)
    first, again = [await owner.admin.send("/materials", request_key=key, **values) for _press in range(2)]
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["location"] == again.headers["location"]
