"""People come in by their company's provider, and nobody else does."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import pytest

from tests.cast import Person
from tests.modules.identity.people import newcomer
from tests.modules.sign_on.conftest import (
    DOMAIN,
    came_back,
    email_of,
    me,
    pressed,
    set_up,
    tried,
    words_of_refusal,
)
from tests.modules.sign_on.fake_provider import Key, Provider


async def test_somebody_known_comes_in_and_is_linked(other_admin: Person, idp: Provider):
    person = await newcomer(other_admin)
    who, answer = await tried(other_admin, idp, **email_of(person))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (await me(who))["email"] == person["email"]
    link = (await other_admin.api("GET", f"/users/{person['id']}/sign-on")).json()
    assert (link["linked"], link["subject"], link["issuer"]) == (True, f"sub-{person['email']}", idp.issuer)
    shown = (await other_admin.api("GET", "/sign-on")).json()
    assert shown["people"] == 1 and shown["worked_at"] and shown["tries"][0]["outcome"] == "signed-in"


async def test_the_link_holds_when_the_address_changes(other_admin: Person, idp: Provider):
    person = await newcomer(other_admin)
    await tried(other_admin, idp, **email_of(person))
    who, answer = await tried(other_admin, idp, sub=f"sub-{person['email']}", email=f"married@{DOMAIN}")
    assert answer.status_code == 303 and (await me(who))["email"] == person["email"]


async def test_one_goes_on_where_one_wanted_to_go(other_admin: Person, idp: Provider):
    idp.person = email_of(await newcomer(other_admin))
    who, _address = await pressed(other_admin)
    begun = await who.see("/login/sso", company="kestrel", next="/work-orders?q=1")
    answer = await came_back(who, idp.authorize(begun.headers["location"]))
    assert answer.headers["location"] == "/work-orders?q=1"
    begun = await who.see("/login/sso", company="kestrel", next="https://evil.example/")
    assert (await came_back(who, idp.authorize(begun.headers["location"]))).headers["location"] == "/"


async def test_nobody_is_added_unless_the_company_wants_it(other_admin: Person, idp: Provider):
    fresh = {"sub": "fresh", "email": f"fresh-{time.time_ns()}@{DOMAIN}", "email_verified": True, "name": "Fresh Face"}
    assert "Ask an administrator to add you" in await words_of_refusal(other_admin, idp, **fresh)
    await set_up(other_admin, idp, creates=True, role="planner")
    who, answer = await tried(other_admin, idp, **fresh)
    assert answer.status_code == 303
    assert (await me(who))["name"] == "Fresh Face" and (await me(who))["roles"] == ["planner"]


async def test_who_was_invited_is_there_at_once(other_admin: Person, idp: Provider):
    mail = f"invited-{time.time_ns()}@{DOMAIN}"
    made = await other_admin.api("POST", "/users/invite", {"name": "New", "email": mail, "role": "planner"})
    assert made.is_success, made.text
    who, answer = await tried(other_admin, idp, sub=mail, email=mail, email_verified=True)
    assert answer.status_code == 303 and (await me(who))["email"] == mail


async def test_a_token_for_another_question_is_refused(other_admin: Person, idp: Provider):
    person = email_of(await newcomer(other_admin))
    idp.twist = lambda claims: {**claims, "nonce": "of another sign-in"}
    assert "belongs to another sign-in" in await words_of_refusal(other_admin, idp, **person)


TWISTS = {
    "another application": lambda claims: {**claims, "aud": "another"},
    "another application too": lambda claims: {**claims, "aud": ["unison", "another"]},
    "another provider": lambda claims: {**claims, "iss": "https://evil.example"},
    "too old": lambda claims: {**claims, "exp": int(time.time()) - 120},
    "how long it counts": lambda claims: {k: v for k, v in claims.items() if k != "exp"},
    "clock": lambda claims: {**claims, "iat": int(time.time()) + 600},
    "who this is": lambda claims: {k: v for k, v in claims.items() if k != "sub"},
}


@pytest.mark.parametrize("words", TWISTS)
async def test_claims_that_are_not_for_us_now(other_admin: Person, idp: Provider, words: str):
    person = email_of(await newcomer(other_admin))
    idp.twist = TWISTS[words]
    assert words.removesuffix(" too") in await words_of_refusal(other_admin, idp, **person)


def part(said: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


def unsigned(idp: Provider, claims: dict[str, Any]) -> str:
    return f"{part({'alg': 'none', 'kid': idp.key.name})}.{part(claims)}."


def signed_with_the_public_key(idp: Provider, claims: dict[str, Any]) -> str:
    """HS256 with what everybody knows as the secret."""
    known = json.dumps(idp.key.public()).encode()
    body = f"{part({'alg': 'HS256', 'kid': idp.key.name})}.{part(claims)}"
    made = hmac.new(known, body.encode(), hashlib.sha256).digest()
    return f"{body}.{base64.urlsafe_b64encode(made).rstrip(b'=').decode()}"


def signed_with_the_client_secret(idp: Provider, claims: dict[str, Any]) -> str:
    body = f"{part({'alg': 'HS256'})}.{part(claims)}"
    made = hmac.new(b"what the provider gave", body.encode(), hashlib.sha256).digest()
    return f"{body}.{base64.urlsafe_b64encode(made).rstrip(b'=').decode()}"


def by_another_key(idp: Provider, claims: dict[str, Any]) -> str:
    own, idp.key = idp.key, Key()
    idp.key.name = own.name
    made, idp.key = idp.signed(claims), own
    return made


def changed_afterwards(idp: Provider, claims: dict[str, Any]) -> str:
    head, _body, signature = idp.signed(claims).split(".")
    return f"{head}.{part({**claims, 'sub': 'somebody else'})}.{signature}"


@pytest.mark.parametrize(
    "sign",
    [unsigned, signed_with_the_public_key, signed_with_the_client_secret, by_another_key, changed_afterwards,
     lambda _idp, _claims: "not.a.token"],
)  # fmt: skip
async def test_signatures_the_provider_did_not_make(other_admin: Person, idp: Provider, sign: Any):
    person = email_of(await newcomer(other_admin))
    idp.sign = sign
    assert "signature is not right" in await words_of_refusal(other_admin, idp, **person)


async def test_the_provider_changes_its_keys(other_admin: Person, idp: Provider):
    person = email_of(await newcomer(other_admin))
    assert (await tried(other_admin, idp, **person))[1].status_code == 303
    idp.key = Key("ES256")
    assert (await tried(other_admin, idp, **person))[1].status_code == 303
    idp.asked.clear()
    assert (await tried(other_admin, idp, **person))[1].status_code == 303
    assert "GET /keys" not in idp.asked  # known by now


async def test_strangers_cannot_make_us_ask_for_keys_all_day(other_admin: Person, idp: Provider):
    person = email_of(await newcomer(other_admin))
    idp.sign = lambda own, claims: own.signed(claims, kid="unheard of")
    for _turn in range(8):
        await words_of_refusal(other_admin, idp, **person)
    assert idp.asked.count("GET /keys") <= 6


async def test_an_answer_counts_once(other_admin: Person, idp: Provider):
    idp.person = email_of(await newcomer(other_admin))
    who, address = await pressed(other_admin)
    note = who.client.cookies["sign-on"]
    said = idp.authorize(address)
    assert (await came_back(who, said)).status_code == 303
    for again in (said, {**said, "code": idp.authorize(address)["code"]}):
        thief, _address = await pressed(other_admin)
        thief.client.cookies.set("sign-on", note)
        refused = await came_back(thief, again)
        assert refused.status_code == 403 and "used already" in refused.text
        assert await me(thief) == {}


async def test_an_answer_belongs_to_the_browser_that_asked(other_admin: Person, idp: Provider):
    """Somebody else's answer, sent to a victim as a link, does not sign the victim in as the attacker."""
    idp.person = email_of(await newcomer(other_admin))
    attacker, address = await pressed(other_admin)
    said = idp.authorize(address)
    victim, _own = await pressed(other_admin)
    refused = await came_back(victim, said)
    assert refused.status_code == 403 and "another sign-in" in refused.text
    blank = Person("b", "", "", "", other_admin.organization, other_admin.app)
    assert (await came_back(blank, said)).status_code == 403
    assert await me(victim) == await me(blank) == await me(attacker) == {}


async def test_a_stolen_code_is_worth_nothing_without_the_verifier(other_admin: Person, idp: Provider):
    idp.person = email_of(await newcomer(other_admin))
    _victim, address = await pressed(other_admin)
    stolen = idp.authorize(address)["code"]
    thief, own = await pressed(other_admin)
    refused = await came_back(thief, {"code": stolen, "state": idp.authorize(own)["state"]})
    assert refused.status_code == 403 and await me(thief) == {}


async def test_an_address_has_to_be_verified_and_of_the_company(other_admin: Person, idp: Provider):
    person = await newcomer(other_admin)
    said = await words_of_refusal(other_admin, idp, sub="x", email=person["email"], email_verified=False)
    assert "has not verified" in said
    assert "has not verified" in await words_of_refusal(other_admin, idp, sub="x", email=person["email"])
    foreign = await words_of_refusal(other_admin, idp, sub="x", email="who@evil.example", email_verified=True)
    assert "is no address of this company" in foreign
    tries = (await other_admin.api("GET", "/sign-on")).json()["tries"]
    assert [each["outcome"] for each in tries] == ["refused"] * 3 and "evil.example" in tries[0]["because"]


async def test_an_address_that_went_to_somebody_else_opens_nothing(other_admin: Person, idp: Provider):
    person = email_of(await newcomer(other_admin))
    await tried(other_admin, idp, **person)
    assert "linked to somebody else" in await words_of_refusal(other_admin, idp, **{**person, "sub": "the next one"})


@pytest.mark.parametrize("state", ["disabled", "locked"])
async def test_an_account_that_is_switched_off_stays_out(other_admin: Person, idp: Provider, state: str):
    person = await newcomer(other_admin)
    await tried(other_admin, idp, **email_of(person))
    gone = await other_admin.api("POST", f"/users/{person['id']}/state", {"state": state, "reason": "Left us"})
    assert gone.is_success
    assert "switched off" in await words_of_refusal(other_admin, idp, **email_of(person))


async def test_one_companys_provider_opens_no_other_company(other_admin: Person, idp: Provider, planner: Person):
    """Kestrel's provider vouches for somebody of Adventure Works: at Kestrel nobody is called that."""
    said = {"sub": "x", "email": planner.email, "email_verified": True}
    assert "Nobody here has the e-mail" in await words_of_refusal(other_admin, idp, **said)
    assert (await planner.see("/login/sso", company="adventure-works")).status_code == 422
    who, address = await pressed(other_admin)
    assert (await came_back(who, {**idp.authorize(address), "iss": "https://evil.example"})).status_code == 403


async def test_the_provider_says_no(other_admin: Person, idp: Provider):
    who, address = await pressed(other_admin)
    state = idp.authorize(address)["state"]
    answer = await came_back(who, {"error": "access_denied", "error_description": "<script>", "state": state})
    assert answer.status_code == 403 and "did not let you in" in answer.text and "<script>alert" not in answer.text


async def test_the_sign_in_page_of_the_company_has_the_button(other_admin: Person, idp: Provider, nobody: Person):
    page = await nobody.see("/login", company="kestrel", next="/work-orders")
    assert 'href="/login/sso?company=kestrel&amp;next=/work-orders"' in page.text
    assert 'href="/login/sso"' in (await nobody.see("/login")).text
    assert "No company with single sign-on" in (await nobody.see("/login/sso", company="nobody-inc")).text
