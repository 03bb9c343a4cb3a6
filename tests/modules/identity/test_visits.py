"""A superuser steps into a company: only with a reason, seen on every page, in the company's own trail, and back."""

from __future__ import annotations

import pytest

from tests.cast import Person
from tests.modules.identity.people import browser_of, try_password

WHY = "They asked why order K-2310 is late"


@pytest.fixture
async def root(admin: Person) -> Person:
    who = browser_of(admin, "root@unison.example")
    assert (await try_password(who, "a password for the tests")).status_code == 303
    return who


async def enter(root: Person, company: str, reason: str = WHY) -> int:
    page = await root.see("/visits")
    value = page.text.split(f">{company}</label>")[0].rsplit('value="', 1)[1].split('"')[0]
    return (await root.send("/visits", organization_id=value, reason=reason)).status_code


async def test_root_starts_at_the_companies_and_sees_none_from_inside(root: Person):
    assert (await root.see("/")).headers["location"] == "/visits"
    page = await root.see("/visits")
    assert "Adventure Works Cycles" in page.text
    assert "Kestrel Gearworks" in page.text
    assert ">Unison platform</label>" not in page.text, "the platform is no company to visit"
    for path in ("/home", "/work-orders", "/users", "/audit"):
        assert (await root.see(path)).status_code == 403


async def test_a_visit_needs_a_reason_that_says_something(root: Person):
    assert await enter(root, "Kestrel Gearworks", reason="just so") == 422
    answer = await root.send("/visits", reason=WHY)
    assert answer.status_code == 422
    assert WHY in answer.text, "what was typed is still there"
    assert "Kestrel Gearworks" in answer.text, "and so are the companies"


async def test_a_visitor_is_told_so_on_every_page_and_can_leave(root: Person, other_admin: Person):
    assert await enter(root, "Kestrel Gearworks") == 303
    for path in ("/home", "/work-orders", "/users"):
        page = await root.see(path)
        assert page.status_code == 200
        assert "You are visiting Kestrel Gearworks" in page.text
        assert "K-2310" in page.text
    assert (await root.send("/visits/end")).headers["location"] == "/"
    page = await root.see("/visits")
    assert page.status_code == 200, "root is root again without signing in"
    assert "You are visiting" not in page.text
    trail = (await other_admin.api("GET", "/audit", params={"q": "K-2310"})).json()["items"]
    assert {entry["actor_name"] for entry in trail} == {"Robin Root (support)"}
    assert "visit ended" in {(entry["after"] or {}).get("ended_because") for entry in trail}


async def test_what_a_visitor_changes_is_theirs_in_the_trail_of_that_company_only(
    root: Person, other_admin: Person, admin: Person
):
    await enter(root, "Kestrel Gearworks")
    assert (await root.send("/departments", code="HELP", name="Helped by support")).status_code == 303
    await root.send("/visits/end")
    found = (await other_admin.api("GET", "/audit", params={"entity": "departments"})).json()["items"][0]
    assert (found["actor_name"], found["label"]) == ("Robin Root (support)", "HELP")
    ours = (await admin.api("GET", "/audit", params={"q": "Robin"})).json()["items"]
    assert "HELP" not in {entry["label"] for entry in ours}


async def test_visitors_are_no_people_of_the_company(root: Person, other_admin: Person):
    await enter(root, "Kestrel Gearworks")
    assert "Robin" not in (await other_admin.see("/users")).text


async def test_only_root_enters_companies(admin: Person, stranger: Person):
    assert (await admin.see("/visits")).status_code == 403
    page = await admin.send("/visits", organization_id=str(stranger.organization), reason=WHY)
    assert page.status_code == 403


async def test_who_does_not_visit_has_no_visit_to_end(planner: Person):
    assert (await planner.send("/visits/end")).status_code == 404
    assert (await planner.see("/home")).status_code == 200


async def test_nobody_enters_a_company_that_is_not_there(root: Person):
    answer = await root.send("/visits", organization_id="01900000-0000-7000-8000-000000000000", reason=WHY)
    assert answer.status_code == 404
