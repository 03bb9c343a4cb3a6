"""Somebody's own page: where they are signed in, language, theme, plant, and going on to where they wanted to go."""

from __future__ import annotations

import pytest

from tests.cast import Person
from tests.modules.identity.people import browser_of, newcomer, signed_in, try_password

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36"


async def test_the_page_says_where_one_is_signed_in_in_words(admin: Person):
    new = await newcomer(admin)
    who = browser_of(admin, new["email"])
    who.client.headers["user-agent"] = CHROME
    await try_password(who)
    page = await who.see("/me")
    assert "Chrome on Linux" in page.text
    assert "Mozilla" not in page.text
    assert "1 place" in page.text
    assert "Planner" in page.text
    assert (await who.client.get("/me", headers={"accept": "application/json"})).json()["me"]["email"] == new["email"]


async def test_numbers_follow_the_language_one_chooses(admin: Person, factory: object):
    who = await signed_in(admin, (await newcomer(admin))["email"])
    assert (await who.send("/me/language", locale="de_AT")).status_code == 303
    page = await who.see("/work-orders/new")
    assert '<html lang="de-AT"' in page.text
    typed = {"material": "nothing", "quantity": "12,5", "due_at": "2027-01-15T16:00"}
    answer = await who.send("/work-orders", **typed)
    assert answer.status_code == 422
    assert 'id="e-f-quantity"' not in answer.text, "12,5 is a number in Austria"
    assert 'id="e-f-due_at"' not in answer.text, "and a browser sends no seconds"
    assert 'value="12,5"' in answer.text
    assert 'value="2027-01-15T16:00"' in answer.text


async def test_a_page_turns_round_for_who_reads_from_the_right(admin: Person):
    who = await signed_in(admin, (await newcomer(admin))["email"])
    page = await who.see("/me")
    assert 'dir="ltr"' in page.text
    assert "vendor/tabler.css" in page.text
    await who.send("/me/language", locale="he_IL")
    page = await who.see("/me")
    assert '<html lang="he-IL" dir="rtl"' in page.text
    assert "vendor/tabler.rtl.css" in page.text
    assert "vendor/tabler.css" not in page.text


async def test_a_browser_may_ask_for_any_language(nobody: Person):
    for asked in ("*", "zz", "tlh-KLI;q=0.9, en"):
        page = await nobody.client.get("/login", headers={"accept-language": asked, "accept": "text/html"})
        assert (page.status_code, '<html lang="en" dir="ltr"' in page.text) == (200, True)


async def test_only_languages_on_the_list_can_be_chosen(planner: Person):
    for nonsense in ("xx_YY", "../../etc", "klingon"):
        assert (await planner.send("/me/language", locale=nonsense)).status_code == 422


async def test_a_theme_stays_and_one_stays_on_the_page(planner: Person):
    answer = await planner.send("/me/theme", theme="dark", _next="/work-orders")
    assert answer.headers["location"] == "/work-orders"
    assert 'data-bs-theme="dark"' in (await planner.see("/work-orders")).text
    assert (await planner.send("/me/theme", theme="auto")).headers["location"] == "/me"
    assert (await planner.send("/me/theme", theme="pink")).status_code == 422


async def test_a_plant_is_changed_for_this_session_only(other_planner: Person):
    plants = {plant["name"]: plant["id"] for plant in (await other_planner.api("GET", "/plants")).json()["items"]}
    answer = await other_planner.send("/me/plant", plant_id=plants["Monterrey"], _next="/work-orders")
    assert answer.headers["location"] == "/work-orders"
    assert "Monterrey" in (await other_planner.see("/work-orders")).text
    deep = await other_planner.send("/me/plant", plant_id=plants["Graz"], _next="/machines/of-another-plant")
    assert deep.headers["location"] == "/", "a record of one plant may not be there in the other"


async def test_nobody_works_in_a_plant_of_another_company(planner: Person, stranger: Person):
    theirs = (await stranger.api("GET", "/plants")).json()["items"][0]["id"]
    assert (await planner.send("/me/plant", plant_id=theirs)).status_code == 404


@pytest.mark.parametrize("next", ["/work-orders?open=yes", "/s/WO-1"])
async def test_after_signing_in_one_is_where_one_wanted_to_go(planner: Person, next: str):
    who = browser_of(planner, planner.email)
    page = await who.see("/login", next=next)
    assert f'name="_next" value="{next}"' in page.text
    answer = await try_password(who, "a password for the tests", _next=next)
    assert answer.headers["location"] == next


@pytest.mark.parametrize("next", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
async def test_signing_in_never_leads_to_another_site(planner: Person, next: str):
    who = browser_of(planner, planner.email)
    assert (await try_password(who, "a password for the tests", _next=next)).headers["location"] == "/"


async def test_a_mistake_at_sign_in_keeps_where_one_wanted_to_go(planner: Person):
    who = browser_of(planner, planner.email)
    answer = await try_password(who, "wrong", _next="/work-orders")
    assert 'name="_next" value="/work-orders"' in answer.text


async def test_an_account_in_two_companies_asks_which(admin: Person, other_admin: Person):
    new = await newcomer(admin)
    body = {"name": "Same", "email": new["email"], "role": "auditor", "password": "correct battery in the stable"}
    assert (await other_admin.api("POST", "/users", body)).status_code == 201
    who = browser_of(admin, new["email"])
    asked = await try_password(who)
    assert asked.status_code == 422
    assert '<option value="kestrel">Kestrel Gearworks</option>' in asked.text
    assert (await try_password(who, organization="kestrel")).status_code == 303
    assert "Kestrel Gearworks" in (await who.see("/me")).text


async def test_signing_out_everywhere_is_everywhere(admin: Person):
    email = (await newcomer(admin))["email"]
    here, there = await signed_in(admin, email), await signed_in(admin, email)
    assert (await here.send("/me/sign-out-everywhere")).headers["location"] == "/login"
    assert (await there.see("/me")).status_code == 401
