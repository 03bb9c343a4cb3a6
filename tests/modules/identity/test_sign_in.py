"""Signing in, in a browser and by program."""

from __future__ import annotations

from tests.cast import Person

PASSWORD = "a password for the tests"


async def test_a_planner_signs_in_with_e_mail_and_lands_on_the_home_page(planner: Person, nobody: Person):
    await nobody.see("/login")
    answer = await nobody.send("/auth/login", email=planner.email, password=PASSWORD)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert "httponly" in answer.headers["set-cookie"].lower()


async def test_a_wrong_password_keeps_the_e_mail_and_says_the_same_as_for_nobody(planner: Person, nobody: Person):
    await nobody.see("/login")
    wrong = await nobody.send("/auth/login", email=planner.email, password="not this one")
    unknown = await nobody.send("/auth/login", email="nobody@adventure-works.example", password="not this one")
    assert wrong.status_code == unknown.status_code == 422
    assert planner.email in wrong.text
    assert "do not go together" in wrong.text
    assert "do not go together" in unknown.text


async def test_a_program_gets_a_token_pair_and_learns_who_it_is(planner: Person):
    pair = (await planner.api("POST", "/auth/login", {"email": planner.email, "password": PASSWORD})).json()
    planner_by_program = Person(
        planner.account, planner.name, "", planner.email, planner.organization, planner.app, token=pair["access_token"]
    )
    me = (await planner_by_program.api("GET", "/auth/me")).json()
    assert me["email"] == planner.email
    assert me["organization_name"] == "Adventure Works Cycles"


async def test_a_refresh_token_used_twice_ends_the_whole_session(planner: Person):
    first = (await planner.api("POST", "/auth/login", {"email": planner.email, "password": PASSWORD})).json()
    second = await planner.api("POST", "/auth/refresh", {"refresh_token": first["refresh_token"]})
    assert second.status_code == 200
    again = await planner.api("POST", "/auth/refresh", {"refresh_token": first["refresh_token"]})
    assert again.status_code == 401
    after = await planner.api("POST", "/auth/refresh", {"refresh_token": second.json()["refresh_token"]})
    assert after.status_code == 401


async def test_a_form_without_its_token_is_refused(planner: Person):
    answer = await planner.client.post("/me/theme", data={"theme": "dark"})
    assert answer.status_code == 403


async def test_a_form_from_another_site_is_refused(planner: Person):
    headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    answer = await planner.client.post(
        "/me/theme", data={"theme": "dark", "_csrf_token": planner.csrf}, headers=headers
    )
    assert answer.status_code == 403
