"""Roles: what they include in words, changed by the company, followed by updates; and why somebody may not."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Person
from tests.modules.identity.people import newcomer, signed_in
from tests.modules.identity.test_accounts import of_graz as of_graz
from unison_web.modules.identity import rules
from unison_web.modules.identity.rules_reach import rights_of


async def role_of(admin: Person, code: str) -> dict[str, Any]:
    roles = (await admin.api("GET", "/roles")).json()["roles"]
    found = next(role for role in roles if role["code"] == code)
    return (await admin.api("GET", f"/roles/{found['id']}")).json()  # type: ignore[no-any-return]


async def own_role(admin: Person, copy_of: str = "auditor") -> dict[str, Any]:
    answer = await admin.api("POST", "/roles", {"name": f"Role {uuid4().hex[:6]}", "copy_of": copy_of})
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def test_a_role_is_a_page_of_rights_in_words(auditor: Person, stranger: Person, admin: Person):
    planner = await role_of(admin, "planner")
    page = await auditor.see(f"/roles/{planner['id']}")
    assert "Work orders" in page.text
    assert "hold and resume" in page.text
    assert "Paul Okafor" in page.text
    assert "work_orders:hold" not in page.text
    assert (await stranger.see(f"/roles/{planner['id']}")).status_code in (403, 404)


async def test_an_own_role_begins_as_a_copy_and_counts_at_once_when_changed(admin: Person):
    role = await own_role(admin)
    assert "audit:verify" in role["rights"]
    new = await newcomer(admin, role["code"])
    who = await signed_in(admin, new["email"])
    assert (await who.see("/work-orders/new")).status_code == 403
    rights = [*role["rights"], "work_orders:create"]
    form = {f"rights[{n}]": name for n, name in enumerate(rights)}
    answer = await admin.send(f"/roles/{role['id']}/rights", **form, version=str(role["version"]))
    assert answer.status_code == 303
    assert (await who.see("/work-orders/new")).status_code == 200
    late = await admin.api("PUT", f"/roles/{role['id']}/rights", {"rights": [], "version": role["version"]})
    assert late.status_code == 412
    refused = await admin.api("POST", f"/roles/{role['id']}/remove")
    assert "Give them another one first" in refused.json()["detail"]
    await admin.api("PUT", f"/users/{new['id']}/roles", {"roles": ["auditor"]})
    assert (await admin.api("POST", f"/roles/{role['id']}/remove")).status_code == 200
    assert (await admin.api("GET", f"/roles/{role['id']}")).status_code == 404


async def test_two_roles_of_one_name_and_rights_nobody_knows_are_refused(admin: Person):
    role = await own_role(admin)
    again = await admin.api("POST", "/roles", {"name": role["name"]})
    assert "already a role of this name" in again.json()["errors"]["name"]
    taken = await admin.api("POST", "/roles", {"name": "Planner"})
    assert "already a role of this name" in taken.json()["errors"]["name"]
    for name in ("work_orders:fly", "visits:enter"):
        answer = await admin.api("PUT", f"/roles/{role['id']}/rights", {"rights": [name]})
        assert "no right of this name" in answer.json()["errors"]["rights"]


async def test_a_changed_role_says_how_it_differs_and_goes_back(other_admin: Person):
    role = await role_of(other_admin, "logistics")
    rights = sorted({*role["rights"], "work_orders:create"} - {"audit:read"})
    changed = (await other_admin.api("PUT", f"/roles/{role['id']}/rights", {"rights": rights})).json()
    assert (changed["added"], changed["taken"]) == (["work_orders:create"], ["audit:read"])
    page = await other_admin.see(f"/roles/{role['id']}")
    assert "Back to what Unison came with" in page.text
    assert "Audit trail: see" in page.text
    again = (await other_admin.api("POST", f"/roles/{role['id']}/reset")).json()
    assert (again["rights"], again["added"], again["taken"]) == (role["rights"], [], [])
    mine = await own_role(other_admin)
    assert (await other_admin.api("POST", f"/roles/{mine['id']}/reset")).status_code == 422


def test_new_rights_of_an_update_reach_roles_that_exist_also_changed_ones():
    """Companies that were founded before a right existed have it in the roles it belongs to; what they took out
    stays out, and their own roles stay as they are."""

    def known(*names: str) -> Any:
        return lambda pattern: [n for n in names if pattern in (n, "*:*") or (pattern, n[-5:]) == ("*:read", ":read")]

    before, after = known("stock:read", "bom:read"), known("stock:read", "bom:read", "seals:read")
    changed = [("bom:read", True), ("stock:old*", False)]
    assert rights_of("logistics", changed, before) == {"stock:read"}
    assert rights_of("logistics", changed, after) == {"stock:read", "seals:read"}
    assert rights_of("shift-lead", [("bom:read", False)], after) == {"bom:read"}


async def test_a_company_that_exists_has_what_this_version_says_of_its_roles(
    admin: Person, monkeypatch: pytest.MonkeyPatch
):
    """As after an update: the version that runs says more of a role than the one the company was founded with."""
    before = await role_of(admin, "maintenance")
    assert "stock:read" in before["rights"]
    assert "prints:create" not in before["rights"]
    name, permissions = rules.SEEDED_ROLES["maintenance"]
    monkeypatch.setitem(rules.SEEDED_ROLES, "maintenance", (name, (*permissions, "prints:create")))
    assert "prints:create" in (await role_of(admin, "maintenance"))["rights"]


async def test_an_administrator_of_one_plant_changes_no_role(of_graz: Person, other_admin: Person):
    role = await role_of(other_admin, "planner")
    assert "Only an administrator of all plants" in (await of_graz.see(f"/roles/{role['id']}")).text
    for path, form in (("", {"name": "Mine"}), (f"/{role['id']}/rights", {"rights[0]": "users:write"})):
        assert (await of_graz.send(f"/roles{path}", **form)).status_code == 422
    assert (await role_of(other_admin, "planner"))["rights"] == role["rights"]


async def test_nobody_gives_rights_they_do_not_have(admin: Person):
    role = await own_role(admin, "auditor")
    rights = [*role["rights"], "users:write", "roles:write"]
    assert (await admin.api("PUT", f"/roles/{role['id']}/rights", {"rights": rights})).status_code == 200
    new = await newcomer(admin, role["code"])
    who = await signed_in(admin, new["email"])
    answer = await who.send(f"/users/{new['id']}/memberships", role="administrator")
    assert answer.status_code == 422
    assert "You cannot give what you may not do yourself" in answer.text
    answer = await who.send(f"/roles/{role['id']}/rights", **{"rights[0]": "work_orders:create"})
    assert (answer.status_code, "may not do yourself" in answer.text) == (422, True)
    boss = (await admin.api("GET", "/auth/me")).json()["user_id"]
    page = await who.see(f"/users/{boss}")
    assert "may do more than you" in page.text
    assert (await who.send(f"/users/{boss}/password", password="a sentence nobody guesses")).status_code == 422


async def test_every_refusal_says_what_is_missing_and_who_can_give_it(operator: Person):
    page = await operator.see("/users")
    assert page.status_code == 403
    for words in ("People: see", "Operator", "Administrator, Auditor", "Who can give it"):
        assert words in page.text
    problem = (await operator.api("POST", "/work-orders", {})).json()
    assert problem["permission"] == "work_orders:create"
    why = problem["why"]
    assert (why["right"], why["roles"]) == ("Work orders: create", ["Operator"])
    assert 1 <= len(why["ask"]) <= 5
    assert set(why["allowed_by"]) >= {"Planner", "Administrator"}
    assert why["plant"] == "Bothell"
    part = await operator.fragment("/users", "users-list")
    assert "Who can give it" in part.text


async def test_an_administrator_asks_why(admin: Person, other_admin: Person, operator: Person):
    who = operator.actor
    assert who
    query = {"user": str(who.user_id), "permission": "work_orders:create", "plant": ""}
    page = await admin.see("/roles/why", **query)
    assert "No: Work orders: create" in page.text
    assert "Planner" in page.text
    answer = (await admin.api("GET", "/roles/why", params={**query, "permission": "floor:report"})).json()["answer"]
    assert (answer["allowed"], answer["because"]) == (True, ["Operator"])
    assert (await other_admin.see("/roles/why", **query)).status_code == 404
    assert (await admin.see("/roles/why")).status_code == 200
    assert (await operator.see("/roles/why")).status_code == 403
