"""Passkeys: added with the password, sign in alone, and only with a fresh, verified answer of the right device."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from tests.cast import Person
from tests.modules.identity.people import PASSWORD, newcomer, signed_in
from tests.modules.second_factor.authenticator import Device
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work


async def owner_of_one(admin: Person) -> tuple[Person, Device, dict[str, Any]]:
    person, device = await newcomer(admin), Device()
    who = await signed_in(admin, person["email"])
    asked = (await who.client.get("/me/security/passkeys", headers={"accept": "application/json"})).json()
    said = {"name": "Work laptop", "question": asked["question"], "answer": device.create(asked["options"])}
    refused = await who.send("/me/security/passkeys", **said, password="not this one")
    assert refused.status_code == 422
    done = await who.send("/me/security/passkeys", **said, password=PASSWORD)
    assert done.status_code == 201, done.text
    return who, device, person


async def try_it(by: Person, device: Device) -> Any:
    asked = (await by.api("GET", "/auth/passkey")).json()
    body = {"question": asked["question"], "answer": device.get(asked["options"])}
    return await by.api("POST", "/auth/passkey", body), body


async def test_a_passkey_signs_in_without_a_password(admin: Person):
    who, device, person = await owner_of_one(admin)
    assert "Work laptop" in (await who.see("/me/security")).text
    answer, _body = await try_it(admin, device)
    assert answer.status_code == 200, answer.text
    program = Person("p", "", "", "", admin.organization, admin.app, token=answer.json()["access_token"])
    me = (await program.api("GET", "/me")).json()
    assert me["me"]["email"] == person["email"]
    assert "passkey" in {session["method"] for session in me["sessions"]}


async def test_an_answer_counts_once(admin: Person):
    _who, device, _person = await owner_of_one(admin)
    _answer, body = await try_it(admin, device)
    again = await admin.api("POST", "/auth/passkey", body)
    assert (again.status_code, again.json()["code"]) == (422, "wrong-credentials")


@pytest.mark.parametrize("wrong", [{"flags": 1}, {"origin": "https://evil.example"}, {"host": "evil.example"}])
async def test_an_unverified_or_foreign_answer_is_refused(admin: Person, wrong: dict[str, Any]):
    _who, device, _person = await owner_of_one(admin)
    for name, value in wrong.items():
        setattr(device, name, value)
    answer, _body = await try_it(admin, device)
    assert (answer.status_code, answer.json()["code"]) == (422, "wrong-credentials")


async def test_another_key_or_person_is_refused(admin: Person):
    _who, device, _person = await owner_of_one(admin)
    copy = Device(identifier=device.identifier, handle=device.handle)
    assert (await try_it(admin, copy))[0].status_code == 422
    device.handle = "AAAAAAAAAAAAAAAAAAAAAA"
    assert (await try_it(admin, device))[0].status_code == 422
    assert (await try_it(admin, Device()))[0].status_code == 422


async def test_a_counter_that_goes_back_is_a_copied_device(admin: Person):
    _who, device, _person = await owner_of_one(admin)
    device.signs = 7
    assert (await try_it(admin, device))[0].status_code == 200
    device.signs = 6
    assert (await try_it(admin, device))[0].status_code == 422


async def test_a_removed_passkey_and_a_disabled_person_do_not_sign_in(admin: Person, other_admin: Person):
    who, device, _person = await owner_of_one(admin)
    key = (await who.client.get("/me/security", headers={"accept": "application/json"})).json()["passkeys"][0]
    path = f"/me/security/passkeys/{key['id']}/removal"
    assert (await other_admin.api("POST", path, {"password": "a password for the tests"})).status_code == 404
    assert (await who.send(path, password=PASSWORD)).status_code == 303
    assert (await try_it(admin, device))[0].status_code == 422
    _gone, other, person = await owner_of_one(admin)
    async with unit_of_work(admin.app.state.engine, system(admin.organization)) as uow:
        statement = text("update users set state = 'disabled' where email = :email")
        await uow.session.execute(statement, {"email": person["email"]})
    assert (await try_it(admin, other))[0].status_code == 422


async def test_the_password_alone_is_not_enough_where_there_is_a_passkey(admin: Person):
    _who, _device, person = await owner_of_one(admin)
    answer = await admin.api("POST", "/auth/login", {"email": person["email"], "password": PASSWORD})
    assert answer.json()["code"] == "second-factor-needed"
