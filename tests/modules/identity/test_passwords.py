"""Passwords: long ones, not guessed ones, and ten tries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import Person
from tests.modules.identity.people import PASSWORD, browser_of, newcomer, signed_in, try_password
from unison_web.kit import clock
from unison_web.modules.identity import rules

WRONG = "not the password at all"
NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("fourteen chars", False),
        ("fifteen chars!!", True),
        ("x" * 129, False),
        ("correct horse battery staple", False),
        ("aaaaaaaaaaaaaaaaaaaa", False),
        ("Paul Okafor 1234567", False),
        ("a sentence only I would say", True),
        ("ÄÖÜ ist auch ein Passwort", True),
    ],
)
def test_a_password_is_long_and_not_on_every_list(password: str, good: bool):
    assert bool(rules.password_is_good(password, about=("Paul Okafor", "planner@adventure-works.example"))) is good


@pytest.mark.parametrize(
    ("failed", "minutes_ago", "may"),
    [(0, 0, True), (9, 0, True), (10, 1, False), (10, 16, True), (15, 1, True), (20, 1, False), (100, 10_000, False)],
)
def test_ten_tries_in_a_quarter_of_an_hour_and_a_hundred_ever(failed: int, minutes_ago: int, may: bool):
    assert bool(rules.may_try(failed, NOW - timedelta(minutes=minutes_ago), NOW)) is may


async def test_after_ten_tries_even_the_right_password_has_to_wait(admin: Person):
    email = (await newcomer(admin))["email"]
    who = browser_of(admin, email)
    with clock.held_at(NOW):
        for _try in range(10):
            assert (await try_password(who, WRONG)).status_code == 422
        locked = await try_password(who)
        assert locked.status_code == 429
        assert "Wait a quarter of an hour" in locked.text
        assert email in locked.text, "the form is still there with what was typed"
        assert int(locked.headers["retry-after"]) > 0
    with clock.held_at(NOW + timedelta(minutes=14, seconds=59)):
        assert (await try_password(who)).status_code == 429
    with clock.held_at(NOW + timedelta(minutes=15)):
        assert (await try_password(who)).status_code == 303


async def test_an_administrator_sees_who_is_locked_and_unlocks_them(admin: Person, auditor: Person):
    new = await newcomer(admin)
    who = browser_of(admin, new["email"])
    for _try in range(10):
        await try_password(who, WRONG)
    page = f"/users/{new['id']}"
    assert "Unlock" in (await admin.see(page)).text
    assert "Unlock" not in (await auditor.see(page)).text
    assert (await admin.send(f"{page}/state", state="active", reason="unlocked")).status_code == 303
    assert "Unlock" not in (await admin.see(page)).text
    assert (await try_password(who)).status_code == 303
    entries = (await admin.api("GET", f"/audit/records/{new['id']}")).json()
    assert [entry["reason"] for entry in entries if entry["action"] == "update"] == ["unlocked"]


async def test_a_program_is_locked_out_too(admin: Person):
    email = (await newcomer(admin))["email"]
    for _try in range(10):
        await admin.api("POST", "/auth/login", {"email": email, "password": WRONG})
    answer = await admin.api("POST", "/auth/login", {"email": email, "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many-requests")


async def test_changing_the_password_ends_the_other_sessions(admin: Person):
    email = (await newcomer(admin))["email"]
    here, there = await signed_in(admin, email), await signed_in(admin, email)
    new = "another sentence of mine"
    assert (await here.send("/me/password", current=PASSWORD, password=new)).status_code == 303
    assert (await here.see("/me")).status_code == 200
    assert (await there.see("/me")).status_code == 401
    assert (await try_password(browser_of(admin, email), new)).status_code == 303


async def test_each_mistake_is_said_at_its_field_and_no_password_comes_back(admin: Person):
    who = await signed_in(admin, (await newcomer(admin))["email"])
    wrong = await who.send("/me/password", current=WRONG, password="another sentence of mine")
    assert wrong.status_code == 422
    assert "This is not your current password" in wrong.text
    assert WRONG not in wrong.text
    weak = await who.send("/me/password", current=PASSWORD, password="short")
    assert "Use at least 15 characters" in weak.text
    empty = await who.send("/me/password")
    assert empty.text.count("Enter a value") >= 2


async def test_a_password_given_anew_unlocks_and_ends_every_session(admin: Person, planner: Person):
    new = await newcomer(admin)
    there = await signed_in(admin, new["email"])
    form = f"/users/{new['id']}/password"
    assert new["name"] in (await admin.see(form)).text
    assert (await planner.see(form)).status_code == 403
    weak = await admin.send(form, password="short")
    assert weak.status_code == 422
    assert new["name"] in weak.text, "the form still says whom it is about"
    given = "a sentence somebody else thought of"
    assert (await admin.send(form, password=given)).status_code == 303
    assert (await there.see("/me")).status_code == 401
    assert (await try_password(browser_of(admin, new["email"]), given)).status_code == 303
