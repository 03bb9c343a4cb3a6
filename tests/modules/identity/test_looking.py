"""An administrator looks at the product as somebody else: everything they see, nothing they do."""

from __future__ import annotations

from tests.cast import Person
from tests.modules.identity.people import newcomer, signed_in
from tests.modules.identity.test_accounts import of_graz as of_graz


async def look(who: Person, user: str) -> None:
    assert (await who.send(f"/users/{user}/view-as")).headers["location"] == "/home"


async def test_an_administrator_sees_what_another_sees_and_changes_nothing(admin: Person):
    boss = await signed_in(admin, (await newcomer(admin, "administrator"))["email"])
    new = await newcomer(admin, "planner")
    assert "See Unison as this person" in (await boss.see(f"/users/{new['id']}")).text
    await look(boss, new["id"])
    page = await boss.see("/work-orders")
    assert f"You see Unison as {new['name']}" in page.text
    assert "Stop" in page.text
    assert (await boss.see("/users/new")).status_code == 403
    for path, form in (
        ("/departments", {"code": "X", "name": "X"}),
        ("/me/theme", {"theme": "dark"}),
        ("/work-orders", {}),
    ):
        answer = await boss.send(path, **form)
        assert answer.status_code == 403, path
    answer = await boss.send("/me/language", locale="de_AT")
    assert "You only look at Unison as" in answer.text
    assert (await boss.send("/view-as/stop")).headers["location"] == f"/users/{new['id']}"
    assert "You see Unison as" not in (await boss.see("/home")).text
    assert (await boss.see("/users/new")).status_code == 200
    assert (await boss.send("/view-as/stop")).status_code == 404


async def test_the_trail_says_who_looked_and_when_it_ended(admin: Person):
    made = await newcomer(admin, "administrator")
    boss = await signed_in(admin, made["email"])
    new = await newcomer(admin)
    await look(boss, new["id"])
    await boss.send("/view-as/stop")
    trail = (await admin.api("GET", "/audit", params={"q": made["name"]})).json()["items"]
    said = [(entry["actor_name"], entry["reason"]) for entry in trail if "Unison as" in (entry["reason"] or "")]
    assert (made["name"], f"Looks at Unison as {new['name']}") in said
    assert (made["name"], f"No longer looks at Unison as {new['name']}") in said


async def test_looking_ends_with_the_session(admin: Person):
    made = await newcomer(admin, "administrator")
    boss, new = await signed_in(admin, made["email"]), await newcomer(admin)
    await look(boss, new["id"])
    assert (await boss.send("/auth/logout")).status_code == 303
    assert "You see Unison as" not in (await (await signed_in(admin, made["email"])).see("/home")).text


async def test_nobody_sees_more_through_somebody_else(
    of_graz: Person, other_admin: Person, admin: Person, planner: Person
):
    boss = (await other_admin.api("GET", "/auth/me")).json()["user_id"]
    answer = await of_graz.send(f"/users/{boss}/view-as")
    assert (answer.status_code, "outside your plant" in answer.text) == (422, True)
    foreign = (await admin.api("GET", "/auth/me")).json()["user_id"]
    assert (await other_admin.send(f"/users/{foreign}/view-as")).status_code == 404
    assert (await planner.send(f"/users/{foreign}/view-as")).status_code == 403
    assert "as yourself already" in (await admin.send(f"/users/{foreign}/view-as")).text
