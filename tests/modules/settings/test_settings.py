"""Settings: the narrowest choice counts, everybody sees whose it is, and each does what it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cast import Person
from tests.modules.identity.people import browser_of, newcomer, signed_in, try_password
from tests.modules.identity.test_accounts import invite
from unison_web.kit import preferences
from unison_web.kit.preferences import Chosen


async def choose(who: Person, key: str, value: str, scope: str = "organization") -> dict[str, Any]:
    answer = await who.api("PUT", f"/settings/values/{key}", {"scope": scope, "value": value})
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def test_the_narrowest_choice_counts_and_one_that_does_not_fit_is_passed_over(monkeypatch: pytest.MonkeyPatch):
    key = "look.density"
    assert Chosen().source(key, None) == ("compact", "system")
    company = {(key, "organization", None): "office"}
    assert Chosen(company).source(key, None) == ("office", "organization")
    assert Chosen({**company, (key, "user", None): "compact"}).source(key, None) == ("compact", "user")
    assert Chosen({**company, (key, "user", None): "of an older version"}).source(key, None)[1] == "organization"
    monkeypatch.setenv("UNISON_SETTING_LOOK_DENSITY", "office")
    assert Chosen().source(key, None) == ("office", "system")
    monkeypatch.setenv("UNISON_SETTING_LOOK_DENSITY", "nonsense")
    assert Chosen().value(key) == "compact"


async def test_the_page_is_searched_and_says_whose_choice_it_is_and_when(admin: Person):
    await choose(admin, "invitation.days", "3")
    page = await admin.see("/settings", q="invitation")
    assert "3 days" in page.text
    assert "Adventure Works Cycles" in page.text
    assert "Ruth Castillo" in page.text.split("settings-found")[-1]
    assert "Tablets lock after" not in page.text.split("settings-found")[-1]
    made = await invite(admin)
    left = datetime.fromisoformat(made["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=2, hours=23) < left <= timedelta(days=3)
    back = await choose(admin, "invitation.days", "")
    assert (back["value"], back["source"]) == ("7", "system")


async def test_a_session_lasts_as_long_as_the_company_says(admin: Person):
    new = await newcomer(admin)
    await choose(admin, "session.hours", "2")
    await signed_in(admin, new["email"])
    session = (await admin.api("GET", f"/users/{new['id']}")).json()["sessions"][0]
    assert datetime.fromisoformat(session["expires_at"]) - datetime.now(UTC) < timedelta(hours=2, seconds=1)
    await choose(admin, "session.hours", "")


async def test_somebody_chooses_for_themselves_only(planner: Person, operator: Person):
    await choose(planner, "look.density", "office", "user")
    assert 'data-density="office"' in (await planner.see("/work-orders")).text
    assert 'data-density="compact"' in (await operator.see("/work-orders")).text
    refused = await planner.api("PUT", "/settings/values/look.density", {"scope": "organization", "value": "office"})
    assert refused.status_code == 403
    assert refused.json()["why"]["right"] == "Settings: change"
    await choose(planner, "look.density", "", "user")


async def test_a_value_that_does_not_fit_is_refused_at_its_field(admin: Person):
    page = await admin.send("/settings/values/session.hours/edit", scope="organization", value="99")
    assert (page.status_code, "A whole number from 1 to 24" in page.text) == (422, True)
    page = await admin.send("/settings/values/session.hours/edit", scope="user", value="3")
    assert "not chosen there" in page.text
    assert (await admin.see("/settings/values/no.such/edit")).status_code == 404


async def test_another_company_chooses_for_itself(admin: Person, other_admin: Person):
    await choose(admin, "session.hours", "5")
    theirs = (await other_admin.api("GET", "/settings/values/session.hours")).json()
    assert theirs["value"] != "5", "whatever it has chosen itself, it is not ours"
    await choose(admin, "session.hours", "")


def test_every_setting_is_whole():
    for setting in preferences.every():
        assert setting.fits(setting.default), setting.key
        assert set(setting.scopes) <= set(preferences.SCOPES)
        assert str(setting.label)
        assert str(setting.help)


async def test_a_language_is_one_value_wherever_it_is_changed(admin: Person, planner: Person):
    """With the person, with the plant, on the settings page: the same column, searched and dated like any setting."""
    assert (await planner.send("/me/language", locale="de_AT")).status_code == 303
    mine = (await planner.api("GET", "/settings/values/look.language")).json()
    assert (mine["value"], mine["source"], mine["by"]) == ("de_AT", "user", planner.name)
    page = await planner.see("/settings", q="sprache")
    assert "Deutsch" in page.text.split("settings-found")[-1]
    await choose(planner, "look.language", "es_MX", "user")
    assert 'lang="es-MX"' in (await planner.see("/me")).text
    back = await choose(planner, "look.language", "", "user")
    assert back["source"] in ("plant", "organization")
    refused = await planner.api("PUT", "/settings/values/look.language", {"scope": "plant", "value": "fr_FR"})
    assert refused.status_code == 403
    before = (await admin.api("GET", "/settings/values/look.language")).json()
    plant = next(level for level in before["levels"] if level["scope"] == "plant")
    changed = await choose(admin, "look.language", "en_GB", "plant")
    assert next(level for level in changed["levels"] if level["scope"] == "plant")["by"] == admin.name
    plants = (await admin.api("GET", "/plants")).json()["items"]
    assert "en_GB" in {each["locale"] for each in plants}
    empty = await admin.api("PUT", "/settings/values/look.language", {"scope": "plant", "value": ""})
    assert empty.status_code == 422 and "always have one" in empty.text
    await choose(admin, "look.language", plant["value"], "plant")
    company = next(level for level in before["levels"] if level["scope"] == "organization")
    changed = await choose(admin, "look.language", "en_GB")
    assert next(level for level in changed["levels"] if level["scope"] == "organization")["by"] == admin.name
    await choose(admin, "look.language", company["value"])


async def test_a_theme_is_chosen_for_everybody_and_by_each(admin: Person, planner: Person):
    planner.client.cookies.delete("theme")
    await choose(planner, "look.theme", "", "user")
    await choose(admin, "look.theme", "dark")
    try:
        assert 'data-bs-theme="dark"' in (await planner.see("/work-orders")).text
        planner.client.cookies.set("theme", "light")  # as this browser remembers from an older version
        assert 'data-bs-theme="light"' in (await planner.see("/work-orders")).text
        await planner.send("/me/theme", theme="dark")
        mine = (await planner.api("GET", "/settings/values/look.theme")).json()
        assert (mine["value"], mine["source"], mine["by"]) == ("dark", "user", planner.name)
        back = await planner.send("/settings/values/look.theme/edit", scope="user", value="")
        assert any('theme=""; ' in each and "Max-Age=0" in each for each in back.headers.get_list("set-cookie"))
        assert (await planner.api("GET", "/settings/values/look.theme")).json()["source"] == "organization"
    finally:
        planner.client.cookies.delete("theme", domain="")
        await choose(admin, "look.theme", "")


@pytest.mark.parametrize("hours", ["2", "24"])
async def test_the_browser_keeps_the_cookie_as_long_as_the_session_counts(admin: Person, hours: str):
    new = await newcomer(admin)
    await choose(admin, "session.hours", hours)
    try:
        answer = await try_password(browser_of(admin, new["email"]))
        cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("session="))
        age = int(cookie.split("Max-Age=")[1].split(";")[0])
        assert 0 <= int(hours) * 3600 - age <= 5
    finally:
        await choose(admin, "session.hours", "")
