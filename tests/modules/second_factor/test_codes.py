"""A code of an app after the password: for browsers and for programs, against guessing and repeating."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from litestar import Litestar

from tests.cast import Person
from tests.modules.identity.people import PASSWORD, browser_of, newcomer, signed_in, try_password
from unison_web.kit import clock
from unison_web.modules.second_factor import rules


class Phone:
    """An authenticator app; its clock can be turned on."""

    def __init__(self, seed: str) -> None:
        self.app = pyotp.TOTP(seed)

    def code(self, later: int = 0) -> str:
        return self.app.at(int(clock.now().timestamp()) + later)


async def enrolled(admin: Person, role: str = "planner") -> tuple[Person, Phone, list[str], dict[str, Any]]:
    """Somebody new who turned the app on in a browser."""
    person = await newcomer(admin, role)
    who = await signed_in(admin, person["email"])
    page = await who.see("/me/security/app")
    seed, offer = page.text.split("<code>")[1].split("<")[0], page.text.split('name="offer" value="')[1].split('"')[0]
    done = await who.send("/me/security/app", offer=offer, code=Phone(seed).code(-30), password=PASSWORD)
    assert done.status_code == 201, done.text
    codes = [part.split("<")[0] for part in done.text.split("<li><code>")[1:]]
    return who, Phone(seed), codes, person


async def ticket(person: dict[str, Any], by: Person) -> str:
    answer = await by.api("POST", "/auth/login", {"email": person["email"], "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (401, "second-factor-needed")
    return answer.json()["ticket"]  # type: ignore[no-any-return]


async def test_the_app_is_asked_after_the_password(admin: Person):
    _who, phone, codes, person = await enrolled(admin)
    assert len(codes) == rules.RECOVERY_CODES
    browser = browser_of(admin, person["email"])
    answer = await try_password(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login/second-factor")
    assert "session" not in browser.client.cookies
    page = await browser.see("/login/second-factor")
    assert "One more step" in page.text
    wrong = await browser.send("/auth/second-factor", code="000000")
    assert wrong.status_code == 422 and "does not fit" in wrong.text
    right = await browser.send("/auth/second-factor", code=phone.code())
    assert (right.status_code, right.headers["location"]) == (303, "/")
    assert (await browser.see("/me/security")).status_code == 200


async def test_a_program_gets_a_ticket_and_then_tokens(admin: Person):
    _who, phone, _codes, person = await enrolled(admin)
    pair = await admin.api("POST", "/auth/second-factor", {"ticket": await ticket(person, admin), "code": phone.code()})
    assert pair.status_code == 200
    program = Person("p", "", "", person["email"], admin.organization, admin.app, token=pair.json()["access_token"])
    assert (await program.api("GET", "/auth/me")).json()["email"] == person["email"]


async def test_a_code_counts_once_also_when_sent_twice_at_once(admin: Person):
    _who, phone, _codes, person = await enrolled(admin)
    said = {"ticket": await ticket(person, admin), "code": phone.code()}
    answers = await asyncio.gather(*[admin.api("POST", "/auth/second-factor", said) for _press in range(4)])
    assert sorted(answer.status_code for answer in answers) == [200, 422, 422, 422]
    assert (await admin.api("POST", "/auth/second-factor", said)).status_code == 422


@pytest.mark.parametrize(("later", "status"), [(-60, 422), (0, 200), (30, 200), (60, 422)])
async def test_the_steps_beside_now_count_and_no_others(admin: Person, later: int, status: int):
    _who, phone, _codes, person = await enrolled(admin)
    now = clock.now()
    with clock.held_at(now + timedelta(minutes=2)):
        said = {"ticket": await ticket(person, admin), "code": phone.code(later)}
        assert (await admin.api("POST", "/auth/second-factor", said)).status_code == status


async def test_a_recovery_code_works_once(admin: Person):
    who, _phone, codes, person = await enrolled(admin)
    said = {"ticket": await ticket(person, admin), "code": codes[3].lower()}
    assert (await admin.api("POST", "/auth/second-factor", said)).status_code == 200
    assert (await admin.api("POST", "/auth/second-factor", said)).status_code == 422
    assert "9 left" in (await who.see("/me/security")).text


async def test_guessing_is_stopped(admin: Person):
    _who, phone, _codes, person = await enrolled(admin)
    said = {"ticket": await ticket(person, admin), "code": "000000"}
    for _try in range(rules.TRIES):
        assert (await admin.api("POST", "/auth/second-factor", said)).status_code == 422
    stopped = await admin.api("POST", "/auth/second-factor", {**said, "code": phone.code()})
    assert (stopped.status_code, stopped.headers["retry-after"]) == (429, "900")


async def test_a_ticket_ends_and_cannot_be_made(admin: Person):
    _who, phone, _codes, person = await enrolled(admin)
    given = await ticket(person, admin)
    forged = await admin.api("POST", "/auth/second-factor", {"ticket": given[:-4] + "AAAA", "code": phone.code()})
    assert (forged.status_code, forged.json()["code"]) == (401, "ticket-over")
    with clock.held_at(clock.now() + timedelta(minutes=11)):
        late = await admin.api("POST", "/auth/second-factor", {"ticket": given, "code": phone.code()})
    assert late.status_code == 401


async def test_adding_and_removing_needs_the_password(admin: Person):
    who, phone, _codes, _person = await enrolled(admin)
    assert (await who.send("/me/security/app/removal", password="not this one")).status_code == 422
    assert (await who.send("/me/security/app/removal", password=PASSWORD)).status_code == 303
    page = await who.see("/me/security/app")
    offer = page.text.split('name="offer" value="')[1].split('"')[0]
    again = await who.send("/me/security/app", offer=offer, code="123456", password=PASSWORD)
    assert again.status_code == 422
    assert offer != "" and page.text.split("<code>")[1][:32] in again.text, "the same seed: the phone has it already"


async def test_no_secret_is_stored_shown_or_in_the_trail(admin: Person, app: Litestar):
    who, phone, codes, person = await enrolled(admin)
    seed = phone.app.secret
    trail = (await admin.api("GET", "/audit", params={"q": person["name"], "limit": "200"})).text
    pages = (await who.see("/me/security")).text + (await admin.see(f"/users/{person['id']}/second-factor")).text
    for secret in (seed, *codes, codes[0].replace("-", "")):
        assert secret not in trail + pages
    assert "seed_sealed" not in trail or '"seed_sealed": null' in trail.replace('":null', '": null')


async def test_an_administrator_resets_with_a_reason(admin: Person, planner: Person, other_admin: Person):
    who, _phone, codes, person = await enrolled(admin)
    path = f"/users/{person['id']}/second-factor/reset"
    assert (await planner.api("POST", path, {"reason": "I would like to"})).status_code == 403
    assert (await other_admin.api("POST", path, {"reason": "I would like to"})).status_code == 404
    assert (await admin.send(path, reason="short")).status_code == 422
    assert (await admin.send(path, reason="Lost her phone, came by in person")).status_code == 303
    assert (await who.see("/me")).status_code == 401, "signed out everywhere"
    assert (await try_password(browser_of(admin, person["email"]))).headers["location"] == "/"
    trail = (await admin.api("GET", "/audit", params={"q": "Authenticator app"})).json()["items"]
    assert "came by in person" in {entry["reason"].partition(", ")[2] for entry in trail}


async def test_nobody_resets_their_own(admin: Person):
    mine = await admin.api("POST", f"/users/{admin.actor.user_id}/second-factor/reset", {"reason": "I lost my phone"})
    assert mine.status_code == 422


async def test_the_session_says_how_it_began(admin: Person):
    who, phone, _codes, person = await enrolled(admin)
    browser = browser_of(admin, person["email"])
    await try_password(browser)
    await browser.send("/auth/second-factor", code=phone.code())
    answer = await browser.client.get("/me", headers={"accept": "application/json"})
    assert [session["method"] for session in answer.json()["sessions"] if session["current"]] == ["app"]
