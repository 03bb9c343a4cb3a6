"""Programs show a key: it can do a few things, in its own name, until it ends."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from tests.cast import ORIGIN, Person
from tests.modules.identity.people import newcomer
from unison_web.kit import clock
from unison_web.modules.api_keys import rules
from unison_web.modules.api_keys.service.recognition import Keys
from unison_web.modules.identity.service.principals import Principals

READS = ["materials:read", "units:read"]


async def made(by: Person, **said: Any) -> dict[str, Any]:
    answer = await by.api("POST", "/api-keys", {"name": f"Bridge {uuid4().hex[:8]}", "scopes": READS, **said})
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def program(by: Person, key: str) -> Person:
    return Person("program", "Program", "", "", by.organization, by.app, token=key)


def another_process(app: Litestar) -> Keys:
    state = app.state
    return Keys(state.engine, Principals(state.engine, state.permissions))


async def test_a_key_reads_what_it_was_given_and_nothing_else(admin: Person):
    bridge = program(admin, (await made(admin))["key"])
    assert (await bridge.api("GET", "/materials")).status_code == 200
    refused = await bridge.api("GET", "/work-orders")
    assert (refused.status_code, refused.json()["permission"]) == (403, "work_orders:read")
    assert (await bridge.api("POST", "/units", {})).status_code == 403


async def test_a_key_is_somebody_of_its_own_in_the_trail(admin: Person):
    key = await made(admin, scopes=["partners:write", "partners:read"])
    bridge = program(admin, key["key"])
    number = uuid4().hex[:10]
    answer = await bridge.api("POST", "/partners", {"number": number, "name": "Made by a program", "customer": True})
    assert answer.status_code == 201, answer.text
    entry = (await admin.api("GET", "/audit", params={"q": number})).json()["items"][0]
    assert entry["actor_name"] == f"{key['name']} (API key)"
    assert (await bridge.api("GET", "/auth/me")).json()["name"] == entry["actor_name"]


async def test_the_key_is_shown_once_and_never_again(admin: Person):
    key = await made(admin)
    for path in (f"/api-keys/{key['id']}", "/api-keys"):
        page, json = await admin.see(path), await admin.api("GET", path)
        assert page.status_code == json.status_code == 200
        assert key["key"] not in page.text + json.text
    trail = (await admin.api("GET", "/audit", params={"q": key["name"]})).text
    assert key["name"] in trail
    assert key["key"] not in trail and "secret_hash" not in trail


async def test_the_form_shows_the_key_and_keeps_what_was_typed_when_refused(admin: Person):
    name = f"Form {uuid4().hex[:8]}"
    refused = await admin.send("/api-keys", name=name)
    assert refused.status_code == 422
    assert name in refused.text and "Choose at least one right" in refused.text
    page = await admin.send("/api-keys", name=name, scopes="materials:read", days="30")
    assert page.status_code == 201
    key = page.text.split('class="secret">')[1].split("<")[0]
    assert rules.is_whole(key)
    assert (await program(admin, key).api("GET", "/materials")).status_code == 200


async def test_nobody_gives_more_than_they_have(planner: Person, admin: Person, auditor: Person):
    assert (await planner.api("POST", "/api-keys", {"name": "x", "scopes": READS})).status_code == 403
    assert (await auditor.see("/api-keys")).status_code == 200
    for scope in ("users:write", "api_keys:write", "visits:enter", "no_such:thing"):
        refused = await admin.api("POST", "/api-keys", {"name": "Too much", "scopes": [scope]})
        assert scope in refused.json()["errors"]["scopes"]


async def test_a_typing_error_is_told_from_a_key_that_does_not_count(admin: Person):
    key = await made(admin)
    wrong = key["key"][:-1] + ("a" if key["key"][-1] != "a" else "b")
    assert (await program(admin, wrong).api("GET", "/materials")).json()["code"] == "key-mistyped"
    unknown = await program(admin, rules.new_key()).api("GET", "/materials")
    assert (unknown.status_code, unknown.json()["code"]) == (401, "key-refused")


async def test_a_revoked_key_stops_here_at_once_and_elsewhere_within_five_seconds(
    admin: Person, app: Litestar, monkeypatch: pytest.MonkeyPatch
):
    key, elsewhere = await made(admin), another_process(app)
    assert (await elsewhere.recognize(key["key"], "127.0.0.1")).actor.name.startswith(key["name"])
    done = await admin.api("POST", f"/api-keys/{key['id']}/revocation", {"reason": "The bridge is gone"})
    assert (done.status_code, done.json()["state"]) == (200, "revoked")
    assert (await program(admin, key["key"]).api("GET", "/materials")).status_code == 401
    later = time.monotonic() + 5.01
    monkeypatch.setattr("unison_web.modules.api_keys.service.recognition.time.monotonic", lambda: later)
    with pytest.raises(Exception, match="revoked"):
        await elsewhere.recognize(key["key"], "127.0.0.1")


async def test_after_a_rotation_the_old_secret_works_until_the_chosen_time(admin: Person, app: Litestar):
    key = await made(admin)
    until = clock.now() + timedelta(hours=2)
    path = f"/api-keys/{key['id']}/rotation"
    new = (await admin.api("POST", path, {"old_works_until": until.isoformat()})).json()
    for secret in (key["key"], new["key"]):
        assert (await program(admin, secret).api("GET", "/materials")).status_code == 200
    app.state.bearers.forget()
    with clock.held_at(until + timedelta(seconds=1)):
        fresh = another_process(app)
        assert await fresh.recognize(new["key"], "127.0.0.1")
        with pytest.raises(Exception, match="revoked"):
            await fresh.recognize(key["key"], "127.0.0.1")
    late = {"old_works_until": (clock.now() + timedelta(days=40)).isoformat()}
    assert "days" in (await admin.api("POST", path, late)).json()["errors"]["old_works_until"]


async def test_a_key_ends_on_its_day(admin: Person, app: Litestar):
    key = await made(admin, days=1)
    with clock.held_at(clock.now() + timedelta(days=1, seconds=1)), pytest.raises(Exception, match="expired"):
        await another_process(app).recognize(key["key"], "127.0.0.1")


async def test_the_keys_of_a_disabled_person_stop(admin: Person, app: Litestar):
    person = await newcomer(admin, "administrator")
    signed = await admin.api(
        "POST", "/auth/login", {"email": person["email"], "password": "correct battery in the stable"}
    )
    maker = Person("maker", "", "", person["email"], admin.organization, app, token=signed.json()["access_token"])
    key = await made(maker)
    assert (await program(admin, key["key"]).api("GET", "/materials")).status_code == 200
    await admin.api("POST", f"/users/{person['id']}/state", {"state": "disabled", "reason": "left"})
    app.state.bearers.forget()
    assert (await program(admin, key["key"]).api("GET", "/materials")).status_code == 401


async def test_a_key_works_only_on_the_api_and_only_from_where_it_may(admin: Person):
    key = (await made(admin, addresses=["10.0.0.0/8"]))["key"]
    assert (await program(admin, key).api("GET", "/materials")).status_code == 401
    everywhere = (await made(admin))["key"]
    headers = {"authorization": f"Bearer {everywhere}", "accept": "text/html"}
    async with httpx.AsyncClient(transport=admin.client._transport, base_url=ORIGIN) as plain:
        assert (await plain.get("/materials", headers=headers)).status_code == 401
    assert (
        "addresses"
        in (
            await admin.api("POST", "/api-keys", {"name": "nowhere", "scopes": READS, "addresses": ["the office"]})
        ).json()["errors"]
    )


async def test_a_key_is_no_person(admin: Person):
    bridge = program(admin, (await made(admin))["key"])
    for path, body in (("/me/sign-out-everywhere", None), ("/me/password", {"current": "x", "password": "y" * 20})):
        refused = await bridge.api("POST", path, body)
        assert (refused.status_code, refused.json()["code"]) == (403, "not-for-keys")


async def test_too_many_requests_with_one_key_are_refused(admin: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rules, "PER_MINUTE", 3)
    bridge = program(admin, (await made(admin))["key"])
    assert [(await bridge.api("GET", "/units")).status_code for _time in range(4)] == [200, 200, 200, 429]


async def test_using_a_key_is_remembered_to_the_hour(admin: Person, app: Litestar):
    key = await made(admin)
    await program(admin, key["key"]).api("GET", "/units")
    first = (await admin.api("GET", f"/api-keys/{key['id']}")).json()["last_used_at"]
    app.state.bearers.forget()
    await program(admin, key["key"]).api("GET", "/units")
    assert first and (await admin.api("GET", f"/api-keys/{key['id']}")).json()["last_used_at"] == first


async def test_another_company_sees_no_key_of_ours(admin: Person, other_admin: Person):
    key = await made(admin)
    assert (await other_admin.api("GET", f"/api-keys/{key['id']}")).status_code == 404
    assert (await other_admin.api("POST", f"/api-keys/{key['id']}/revocation", {})).status_code == 404
    assert key["name"] not in (await other_admin.see("/api-keys")).text
