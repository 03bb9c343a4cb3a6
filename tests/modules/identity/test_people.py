"""People of a company: adding them, what they may do, and getting them out."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.identity.people import newcomer, signed_in
from unison_web.modules.identity.service import principals


async def test_the_list_is_a_page_a_fragment_and_json(admin: Person, operator: Person):
    page = await admin.see("/users", q="Okafor")
    assert "Paul Okafor" in page.text
    assert "Planner" in page.text, "roles have names"
    rows = await admin.fragment("/users", "users-list")
    assert (rows.status_code, "<html" in rows.text) == (200, False)
    assert (await admin.api("GET", "/users", params={"q": "okafor"})).json()["count"] == 1
    assert (await operator.see("/users")).status_code == 403


async def test_a_stranger_finds_nobody_of_ours(admin: Person, other_admin: Person, planner: Person):
    ours = (await admin.api("GET", "/users", params={"q": "okafor"})).json()["items"][0]["id"]
    for path in (f"/users/{ours}", f"/users/{ours}/password"):
        assert (await other_admin.see(path)).status_code == 404
    assert (await other_admin.send(f"/users/{ours}/state", state="disabled")).status_code == 404
    assert (await other_admin.send(f"/users/{ours}/roles", **{"roles[0]": "auditor"})).status_code == 404
    assert (await planner.see("/me")).status_code == 200


async def test_rubbish_comes_back_at_its_fields_with_everything_that_was_typed(admin: Person):
    answer = await admin.send("/users", name="Kim", email="not an address", role="", badge="x" * 50, password="short")
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert 'value="Kim"' in answer.text
    assert 'value="not an address"' in answer.text
    assert 'href="#f-email"' in answer.text, "the summary leads to the field"
    assert "Supervisor" in answer.text, "the roles can still be chosen"
    assert "short" not in answer.text.replace("field short", ""), "no password comes back"


async def test_nobody_is_added_who_could_never_sign_in(admin: Person):
    answer = await admin.api("POST", "/users", {"name": "Kim", "email": "kim@x.example", "role": "operator"})
    assert "Give a password or a badge" in answer.json()["errors"]["password"]


async def test_an_e_mail_and_a_badge_belong_to_one_person(admin: Person):
    new = await newcomer(admin)
    body = {"name": "Kim", "email": new["email"], "role": "operator", "badge": f"B{uuid4().hex[:6]}"}
    assert "already has this e-mail" in (await admin.api("POST", "/users", body)).json()["errors"]["email"]
    assert (await admin.api("POST", "/users", {**body, "email": "kim2@x.example"})).status_code == 201
    again = await admin.api("POST", "/users", {**body, "email": "kim3@x.example"})
    assert "this badge already" in again.json()["errors"]["badge"]


async def test_roles_are_set_exactly_and_count_at_once(admin: Person):
    new = await newcomer(admin, "auditor")
    who = await signed_in(admin, new["email"])
    assert "Read-only" in (await who.see("/work-orders")).text
    assert (await who.see("/work-orders/new")).status_code == 403
    answer = await admin.send(f"/users/{new['id']}/roles", **{"roles[0]": "planner", "roles[1]": "quality"})
    assert answer.status_code == 303
    assert (await who.see("/work-orders/new")).status_code == 200
    assert "Read-only" not in (await who.see("/work-orders")).text
    assert (await admin.api("GET", f"/users/{new['id']}")).json()["roles"] == ["planner", "quality"]
    trail = await admin.see(f"/audit/records/{new['id']}")
    assert "Removed</b> Role of a person Auditor" in trail.text
    assert "Created</b> Role of a person Planner" in trail.text


async def test_a_role_nobody_knows_is_refused(admin: Person):
    new = await newcomer(admin)
    answer = await admin.api("PUT", f"/users/{new['id']}/roles", {"roles": ["king"]})
    assert answer.json()["errors"] == {"role": "There is no role of this name"}
    assert (await admin.api("GET", f"/users/{new['id']}")).json()["roles"] == ["planner"]


async def test_a_disabled_person_is_out_at_once_and_can_come_back(admin: Person):
    new = await newcomer(admin)
    who = await signed_in(admin, new["email"])
    assert (await who.see("/home")).status_code == 200
    assert (await admin.send(f"/users/{new['id']}/state", state="disabled", reason="left")).status_code == 303
    assert (await who.see("/home")).status_code == 401
    assert "Bring back" in (await admin.see(f"/users/{new['id']}")).text
    await admin.send(f"/users/{new['id']}/state", state="active")
    assert (await signed_in(admin, new["email"])).account


async def test_every_other_process_knows_within_five_seconds(
    admin: Person, app: Litestar, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
):
    """Another process remembers who somebody is; it must not remember longer than it says."""
    assert principals.REMEMBER_SECONDS <= 5
    monkeypatch.setattr(principals, "REMEMBER_SECONDS", 0.2)
    new = await newcomer(admin)
    who = await signed_in(admin, new["email"])
    await who.see("/me")
    session = next(key for key, known in app.state.principals._sessions.items() if known.actor.email == new["email"])
    elsewhere = principals.Principals(engine, app.state.permissions)
    assert await elsewhere.of_session(admin.organization, session)
    await admin.send(f"/users/{new['id']}/state", state="disabled")
    await asyncio.sleep(0.25)
    assert await elsewhere.of_session(admin.organization, session) is None


async def test_nobody_shuts_themselves_out(admin: Person):
    me = (await admin.api("GET", "/auth/me")).json()["user_id"]
    answer = await admin.send(f"/users/{me}/state", state="disabled")
    assert answer.status_code == 422
    assert "You cannot change your own account" in answer.text
    assert "Disable" not in (await admin.see(f"/users/{me}")).text


async def test_the_matrix_of_roles_speaks_in_words(auditor: Person):
    page = await auditor.see("/roles")
    assert "Bills of materials" in page.text
    assert "hold and resume" in page.text
    assert "work_orders:hold" not in page.text
    assert "visits" not in page.text
