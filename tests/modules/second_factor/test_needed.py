"""A company can ask for a second factor: who has none is led to add one, and can do nothing else until then."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.cast import Person
from tests.modules.identity.people import PASSWORD, newcomer, signed_in
from tests.modules.second_factor.test_codes import Phone
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.second_factor.service import own


@pytest.fixture
async def asked(other_admin: Person) -> AsyncIterator[Person]:
    """Kestrel asks its administrators. The administrator of the tests has a session from before."""
    yield other_admin
    await set_back(other_admin)


async def set_back(admin: Person) -> None:
    async with unit_of_work(admin.app.state.engine, system(admin.organization)) as uow:
        await own.set_policy(uow, "nobody")
    admin.app.state.principals.forget()


async def test_administrators_are_led_to_add_one_and_planners_are_not(asked: Person):
    admin = await newcomer(asked, "administrator")
    planner = await newcomer(asked, "planner")
    boss, worker = await signed_in(asked, admin["email"]), await signed_in(asked, planner["email"])
    assert (await asked.send("/security", needed_by="administrators")).status_code == 303
    assert (await worker.see("/work-orders")).status_code == 200
    for path in ("/home", "/users", "/work-orders"):
        led = await boss.see(path)
        assert (led.status_code, led.headers["location"]) == (303, "/me/security/app")
    refused = await boss.send("/departments", code="X", name="X")
    assert refused.headers["location"] == "/me/security/app"
    page = await boss.see("/me/security/app")
    assert "Add one to go on" in page.text
    seed, offer = page.text.split("<code>")[1].split("<")[0], page.text.split('name="offer" value="')[1].split('"')[0]
    assert (await boss.send("/me/security/app", offer=offer, code=Phone(seed).code(), password=PASSWORD)).is_success
    assert (await boss.see("/users")).status_code == 200
    kept = await boss.send("/me/security/app/removal", password=PASSWORD)
    assert kept.status_code == 422 and "needs a second factor" in kept.text


async def test_a_program_is_told_by_a_code(asked: Person):
    person = await newcomer(asked, "administrator")
    pair = (await asked.api("POST", "/auth/login", {"email": person["email"], "password": PASSWORD})).json()
    await asked.send("/security", needed_by="everybody")
    program = Person("p", "", "", person["email"], asked.organization, asked.app, token=pair["access_token"])
    refused = await program.api("GET", "/materials")
    assert (refused.status_code, refused.json()["code"]) == (403, "second-factor-missing")
    assert (await program.api("GET", "/me/security/app")).status_code == 200


async def test_who_may_ask(planner: Person, auditor: Person):
    assert (await planner.api("POST", "/security", {"needed_by": "everybody"})).status_code == 403
    assert (await auditor.see("/security")).status_code == 200
    assert (await auditor.api("POST", "/security", {"needed_by": "everybody"})).status_code == 403
