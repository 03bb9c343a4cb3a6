"""Second factors beside the provider's, a company with no other way in, and what the trail keeps of it all."""

from __future__ import annotations

from tests.cast import Person
from tests.modules.identity.people import newcomer, try_password
from tests.modules.second_factor.test_codes import enrolled
from tests.modules.second_factor.test_needed import set_back
from tests.modules.sign_on.conftest import email_of, me, set_up, tried, words_of_refusal
from tests.modules.sign_on.fake_provider import Provider


async def test_a_provider_with_one_factor_is_followed_by_ours(other_admin: Person, idp: Provider):
    _who, phone, _codes, person = await enrolled(other_admin)
    said = email_of(person)
    await set_up(other_admin, idp, proof="proved")
    who, answer = await tried(other_admin, idp, **said)
    assert answer.headers["location"] == "/login/second-factor" and await me(who) == {}
    assert "One more step" in (await who.see("/login/second-factor")).text
    done = await who.send("/auth/second-factor", code=phone.code())
    assert done.status_code == 303 and (await me(who))["email"] == person["email"]
    who, answer = await tried(other_admin, idp, **said, amr=["pwd", "mfa"])
    assert answer.headers["location"] == "/" and (await me(who))["email"] == person["email"]


async def test_who_has_no_second_factor_is_led_to_one(other_admin: Person, idp: Provider):
    await set_up(other_admin, idp, proof="proved")
    person = email_of(await newcomer(other_admin))
    await other_admin.send("/security", needed_by="everybody")
    try:
        who, _answer = await tried(other_admin, idp, **person)
        assert (await who.see("/home")).headers["location"] == "/me/security/app"
        who, _answer = await tried(other_admin, idp, **person, acr="phr")
        assert (await who.see("/home")).status_code == 200
    finally:
        await set_back(other_admin)


async def test_only_single_sign_on_closes_every_other_door_but_one(other_admin: Person, idp: Provider):
    person, glass = await newcomer(other_admin), await newcomer(other_admin, "administrator")
    early = await other_admin.api("POST", "/sign-on/alone", {"alone": True, "break_glass_id": glass["id"]})
    assert early.status_code == 422 and "Sign in with it once first" in early.text
    await tried(other_admin, idp, **email_of(person))
    nobody_left = await other_admin.api("POST", "/sign-on/alone", {"alone": True})
    assert nobody_left.status_code == 422 and "break_glass_id" in nobody_left.text
    wrong_one = await other_admin.api("POST", "/sign-on/alone", {"alone": True, "break_glass_id": person["id"]})
    assert wrong_one.status_code == 422
    assert (await other_admin.send("/sign-on/alone", alone="true", break_glass_id=glass["id"])).status_code == 303
    who = Person("p", "", "", person["email"], other_admin.organization, other_admin.app)
    closed = await try_password(who)
    assert closed.status_code == 422 and "single sign-on only" in closed.text
    login = {"email": person["email"], "password": "correct battery in the stable"}
    assert (await who.api("POST", "/auth/login", login)).json()["code"] == "sign-on-only"
    who.email = glass["email"]
    assert (await try_password(who)).status_code == 303
    assert (await tried(other_admin, idp, **email_of(person)))[1].status_code == 303
    locked_in = await other_admin.api("POST", "/sign-on", {"issuer": "https://x.example", "client_id": "unison"})
    assert locked_in.status_code == 422 and "only way in" in locked_in.text


async def test_everything_is_in_the_companys_trail(other_admin: Person, idp: Provider):
    person = email_of(await newcomer(other_admin))
    await words_of_refusal(other_admin, idp, sub="x", email=person["email"])
    await tried(other_admin, idp, **person)
    trail = await other_admin.api("GET", "/audit?limit=50")
    told = [(each["entity"], each["action"], str(each["after"])) for each in trail.json()["items"]]
    outcomes = [after for entity, _action, after in told if entity == "sign_on_tries"]
    assert "signed-in" in outcomes[0] and "has not verified" in outcomes[1]
    kinds = {(entity, action) for entity, action, _after in told}
    assert {("sign_on_links", "create"), ("sign_on_providers", "create")} <= kinds
    assert "what the provider gave" not in trail.text
