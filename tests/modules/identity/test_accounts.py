"""Accounts: a link to come in with, roles in single plants, and getting somebody out."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.identity.people import PASSWORD, browser_of, newcomer, signed_in
from tests.modules.setup.blank import blank


async def invite(admin: Person, role: str = "planner", plant: str = "") -> dict[str, Any]:
    mark = uuid4().hex[:8]
    body = {
        "name": f"Guest {mark}",
        "email": f"{mark}@x.example",
        "role": role,
        **({"plant_id": plant} if plant else {}),
    }
    answer = await admin.api("POST", "/users/invite", body)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def path_of(link: str) -> str:
    return "/welcome/" + link.rsplit("/", 1)[1]


async def plants(admin: Person) -> dict[str, str]:
    found = (await admin.api("GET", "/plants")).json()["items"]
    return {plant["code"]: plant["id"] for plant in found}


@pytest.fixture
async def of_graz(other_admin: Person) -> Person:
    """An administrator of one of Kestrel's two plants."""
    made = await newcomer(other_admin, "operator")
    graz = (await plants(other_admin))["GRZ"]
    at = f"/users/{made['id']}/memberships"
    assert (await other_admin.api("POST", at, {"role": "administrator", "plant_id": graz})).status_code == 200
    held = (await other_admin.api("GET", f"/users/{made['id']}")).json()["memberships"]
    everywhere = next(one["id"] for one in held if one["plant_id"] is None)
    assert (await other_admin.api("DELETE", f"{at}/{everywhere}")).status_code == 200
    return await signed_in(other_admin, made["email"])


async def test_an_invitation_is_a_link_that_is_shown_once_and_works_once(admin: Person):
    page = await admin.send("/users/invite", name="Kim Lee", email=f"{uuid4().hex}@x.example", role="planner")
    assert page.status_code == 201
    assert "This link is being sent to" in page.text
    made = await invite(admin)
    shown = await admin.see(f"/users/{made['id']}")
    assert "Invited" in shown.text
    assert made["link"] not in shown.text
    guest = browser_of(admin)
    page = await guest.see(path_of(made["link"]))
    assert "Welcome to Adventure Works Cycles" in page.text
    assert made["email"] in page.text
    weak = await guest.send(path_of(made["link"]), name="Kim", password="short")
    assert (weak.status_code, "at least 15 characters" in weak.text) == (422, True)
    answer = await guest.send(path_of(made["link"]), name="Kim Lee", password=PASSWORD)
    assert answer.status_code == 303
    assert (await guest.see("/home")).status_code == 200
    assert (await admin.api("GET", f"/users/{made['id']}")).json()["state"] == "active"
    assert (await browser_of(admin).see(path_of(made["link"]))).status_code == 404
    assert (await signed_in(admin, made["email"])).account


async def test_two_people_with_one_link_are_one_who_gets_in(admin: Person):
    made = await invite(admin)
    both = [browser_of(admin), browser_of(admin)]
    for who in both:
        await who.see(path_of(made["link"]))
    sent = [who.send(path_of(made["link"]), name="Kim", password=PASSWORD) for who in both]
    answers = await asyncio.gather(*sent)
    assert sorted(answer.status_code for answer in answers) == [303, 404]


async def test_a_new_link_ends_the_older_one_and_disabling_ends_both(admin: Person):
    made = await invite(admin)
    newer = (await admin.api("POST", f"/users/{made['id']}/invitation")).json()
    assert (await browser_of(admin).see(path_of(made["link"]))).status_code == 404
    assert (await browser_of(admin).see(path_of(newer["link"]))).status_code == 200
    await admin.api("POST", f"/users/{made['id']}/state", {"state": "disabled"})
    assert (await browser_of(admin).see(path_of(newer["link"]))).status_code == 404
    assert (await browser_of(admin).see("/welcome/nothing-like-it")).status_code == 404


async def test_locking_needs_a_reason_and_takes_effect_at_once(admin: Person):
    new = await newcomer(admin)
    who = await signed_in(admin, new["email"])
    refused = await admin.send(f"/users/{new['id']}/lock", reason=" ")
    assert refused.status_code == 422
    assert (await admin.send(f"/users/{new['id']}/lock", reason="Laptop was stolen")).status_code == 303
    assert (await who.see("/home")).status_code == 401
    page = await admin.see(f"/users/{new['id']}")
    assert "Laptop was stolen" in page.text
    assert "Unlock" in page.text
    await admin.send(f"/users/{new['id']}/state", state="active")
    assert "Laptop" not in (await admin.see(f"/users/{new['id']}")).text.split("audit")[0]
    assert (await signed_in(admin, new["email"])).account


async def test_one_session_ends_and_the_other_goes_on(admin: Person, other_admin: Person):
    new = await newcomer(admin)
    lost, kept = await signed_in(admin, new["email"]), await signed_in(admin, new["email"])
    first = (await admin.api("GET", f"/users/{new['id']}")).json()["sessions"][-1]["id"]
    assert (await other_admin.api("POST", f"/users/{new['id']}/sessions/{first}/end")).status_code == 404
    assert (await admin.send(f"/users/{new['id']}/sessions/{first}/end")).status_code == 303
    seen = {(await who.see("/me")).status_code for who in (lost, kept)}
    assert seen == {200, 401}
    await admin.send(f"/users/{new['id']}/sessions/end")
    assert {(await who.see("/me")).status_code for who in (lost, kept)} == {401}


async def test_a_role_counts_in_one_plant_only(other_admin: Person):
    new = await newcomer(other_admin, "auditor")
    where = await plants(other_admin)
    body = {"role": "planner", "plant_id": where["GRZ"]}
    held = (await other_admin.api("POST", f"/users/{new['id']}/memberships", body)).json()["memberships"]
    assert [(one["role_name"], one["plant"]) for one in held] == [("Auditor", ""), ("Planner", "Graz")]
    twice = await other_admin.api("POST", f"/users/{new['id']}/memberships", body)
    assert "has this role there already" in twice.json()["errors"]["role"]
    who = await signed_in(other_admin, new["email"])
    await who.send("/me/plant", plant_id=where["GRZ"])
    assert (await who.see("/work-orders/new")).status_code == 200
    await who.send("/me/plant", plant_id=where["MTY"])
    assert (await who.see("/work-orders/new")).status_code == 403


@pytest.fixture
async def only_one(admin: Person, engine: AsyncEngine) -> Person:
    """The administrator of a company that has nobody else."""
    _organization, email = await blank(engine, PASSWORD)
    return await signed_in(admin, email)


async def test_the_last_administrator_stays_one(only_one: Person):
    page = await only_one.see("/users", q="Frieda")
    me = next(part.split('"')[0] for part in page.text.split('href="/users/') if part[8] == "-")
    answer = await only_one.send(f"/users/{me}/roles", **{"roles[0]": "planner"})
    assert (answer.status_code, "Nobody would be left" in answer.text) == (422, True)
    held = (await only_one.see(f"/users/{me}")).text.split("/memberships/")[1].split("/")[0]
    answer = await only_one.send(f"/users/{me}/memberships/{held}/end")
    assert (answer.status_code, "Nobody would be left" in answer.text) == (422, True)
    roles = (await only_one.see("/roles")).text
    role = roles.split(">Administrator</a>")[0].rsplit('href="/roles/', 1)[1].split('"')[0]
    answer = await only_one.send(f"/roles/{role}/rights", **{"rights[0]": "users:write", "rights[1]": "roles:read"})
    assert (answer.status_code, "Nobody would be left" in answer.text) == (422, True)
    assert (await only_one.see("/roles/new")).status_code == 200


async def test_an_administrator_of_one_plant_sees_nobody_of_another(of_graz: Person, other_admin: Person):
    where = await plants(other_admin)
    theirs = await newcomer(other_admin, "operator")
    at = f"/users/{theirs['id']}/memberships"
    everywhere = (await other_admin.api("GET", f"/users/{theirs['id']}")).json()["memberships"][0]["id"]
    await other_admin.api("POST", at, {"role": "planner", "plant_id": where["MTY"]})
    await other_admin.api("DELETE", f"{at}/{everywhere}")
    for path in ("", "/password", "/lock"):
        assert (await of_graz.see(f"/users/{theirs['id']}{path}")).status_code == 404, path
    for path, form in (
        ("state", {"state": "disabled"}), ("lock", {"reason": "because"}), ("sessions/end", {}),
        ("memberships", {"role": "operator", "plant_id": where["GRZ"]}), ("password", {"password": PASSWORD}),
    ):  # fmt: skip
        assert (await of_graz.send(f"/users/{theirs['id']}/{path}", **form)).status_code == 404, path
    assert theirs["name"] not in (await of_graz.see("/users", q=theirs["name"])).text.split("users-list")[-1]


async def test_an_administrator_of_one_plant_gives_roles_there_only(of_graz: Person, other_admin: Person):
    where = await plants(other_admin)
    mark = uuid4().hex[:8]
    form = {"name": mark, "email": f"{mark}@x.example", "role": "operator"}
    for plant in ("", where["MTY"]):
        answer = await of_graz.send("/users/invite", **form, plant_id=plant)
        assert answer.status_code == 422
        assert "your own plant only" in answer.text
    assert (await of_graz.send("/users/invite", **form, plant_id=where["GRZ"])).status_code == 201


async def test_an_administrator_of_one_plant_cannot_take_over_one_of_all(of_graz: Person, other_admin: Person):
    boss = (await other_admin.api("GET", "/auth/me")).json()["user_id"]
    page = await of_graz.see(f"/users/{boss}")
    assert "also works outside your plant" in page.text
    for path, form in (("password", {"password": PASSWORD}), ("lock", {"reason": "mine"}), ("sessions/end", {})):
        assert (await of_graz.send(f"/users/{boss}/{path}", **form)).status_code == 422
    assert (await other_admin.see("/home")).status_code == 200


async def test_an_administrator_of_one_plant_sees_no_other_plant(of_graz: Person, other_admin: Person):
    where, json = await plants(other_admin), {"accept": "application/json"}
    mine = (await of_graz.client.get("/plants", headers=json)).json()["items"]
    assert [plant["code"] for plant in mine if plant["state"] == "active"] == ["GRZ"]
    assert (await of_graz.client.get(f"/plants/{where['MTY']}", headers=json)).status_code == 404
    assert (await of_graz.client.get(f"/plants/{where['GRZ']}", headers=json)).status_code == 200
    assert "MTY" not in (await of_graz.client.get("/exports/lists/plants.csv")).text
