"""The administrator sets it up, presses Test, and is told in words what is wrong. Nothing inside is reached by it."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import ip_address
from typing import Any

import pytest
from sqlalchemy import text

from tests.cast import Person
from tests.modules.identity.people import newcomer
from tests.modules.sign_on.conftest import email_of, set_up, tried
from tests.modules.sign_on.fake_provider import Provider
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.outside import Outside, Unreachable
from unison_web.settings import SettingsError, load


async def findings(admin: Person) -> dict[str, tuple[bool, str]]:
    answer = await admin.api("POST", "/sign-on/test")
    assert answer.status_code == 200, answer.text
    return {each["what"]: (each["fine"], each["words"]) for each in answer.json()["findings"]}


async def test_a_provider_that_is_set_up_well(other_admin: Person, idp: Provider):
    said = await findings(other_admin)
    assert {what: fine for what, (fine, _words) in said.items()} == {"document": True, "keys": True, "client": True}
    page = await other_admin.send("/sign-on/test")
    assert page.status_code == 200 and "accepts the client id and secret" in page.text


async def test_the_wrong_secret(other_admin: Person, idp: Provider):
    await set_up(other_admin, idp, secret="mistyped")
    assert (await findings(other_admin))["client"] == (False, "The provider does not accept the client id and secret")


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"issuer": "https://other.example"}, "names another issuer: https://other.example"),
    ({"code_challenge_methods_supported": ["plain"]}, "does not offer PKCE"),
    ({"response_types_supported": ["id_token"]}, "authorization code flow"),
    ({"id_token_signing_alg_values_supported": ["HS256", "none"]}, "signs in no way that is accepted"),
    ({"token_endpoint": None}, "does not name its token_endpoint"),
    ({"token_endpoint": "http://user:pw@127.0.0.1/"}, "must not contain a user name"),
    ({"jwks_uri": "ftp://x.example/keys"}, "must start with https"),
]


@pytest.mark.parametrize(("change", "words"), WRONG)
async def test_a_document_that_will_not_do(other_admin: Person, idp: Provider, change: dict[str, Any], words: str):
    idp.document = change
    fine, said = (await findings(other_admin))["document"]
    assert not fine and words in said


@pytest.mark.parametrize(
    ("raw", "redirect", "words"),
    [(b"<html>", "", "not JSON"), (b"[]", "", "not a JSON object"), (b"[" * 100_000, "", "not JSON"),
     (b" " * 600_000, "", "far more than is expected"), (b"{}", "http://127.0.0.1:1/", "not followed")],
)  # fmt: skip
async def test_a_provider_that_answers_oddly(other_admin: Person, idp: Provider, raw: bytes, redirect: str, words: str):
    idp.raw, idp.redirect = raw, redirect
    fine, said = (await findings(other_admin))["document"]
    assert not fine and words in said


async def test_nobody_is_there(other_admin: Person, idp: Provider):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    await set_up(other_admin, idp, issuer=f"http://127.0.0.1:{port}")
    assert "Nothing answers" in (await findings(other_admin))["document"][1]


async def test_the_secret_is_sealed_and_never_told(other_admin: Person, idp: Provider):
    for path in ("/sign-on", "/sign-on/edit"):
        assert "what the provider gave" not in (await other_admin.see(path)).text
    assert "what the provider gave" not in (await other_admin.api("GET", "/sign-on")).text
    async with unit_of_work(other_admin.app.state.engine, system(other_admin.organization)) as uow:
        kept = await uow.session.scalar(text("select secret_sealed from sign_on_providers"))
    assert kept and "provider gave" not in kept
    await set_up(other_admin, idp, secret="")
    assert (await findings(other_admin))["client"][0], "an empty secret leaves the one that is there"


async def test_who_may_set_it_up(planner: Person, auditor: Person, other_admin: Person, idp: Provider):
    body = {"issuer": "https://login.example.com", "client_id": "x"}
    for person in (planner, auditor):
        assert (await person.api("POST", "/sign-on", body)).status_code == 403
        assert (await person.api("POST", "/sign-on/test")).status_code == 403
    assert (await auditor.see("/sign-on")).status_code == 200


async def test_what_is_refused_at_its_field(other_admin: Person, idp: Provider):
    wrong = [
        ({"issuer": "gopher://x"}, "issuer"), ({"issuer": "https://a b.example"}, "issuer"),
        ({"domains": "not a domain!"}, "domains"), ({"creates": True, "domains": ""}, "domains"),
        ({"role": "emperor"}, "role"),
    ]  # fmt: skip
    for change, field in wrong:
        body = {"issuer": idp.issuer, "client_id": "unison", "domains": "a.example", **change}
        answer = await other_admin.api("POST", "/sign-on", body)
        assert answer.status_code == 422 and field in answer.json()["errors"], (change, answer.text)


async def test_a_link_can_be_taken_away(other_admin: Person, idp: Provider):
    person = await newcomer(other_admin)
    await tried(other_admin, idp, **email_of(person))
    path = f"/users/{person['id']}/sign-on"
    assert "Linked" in (await other_admin.see(path)).text
    assert (await other_admin.send(f"{path}/unlink", reason="Has a new account there")).status_code == 303
    assert "Not linked" in (await other_admin.see(path)).text
    _who, answer = await tried(other_admin, idp, **{**email_of(person), "sub": "the new account"})
    assert answer.status_code == 303


HOSTILE = [
    "http://example.com/", "https://127.0.0.1/", "https://localhost/", "https://0.0.0.0/", "https://10.0.0.1/",
    "https://172.16.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data", "https://[::1]/",
    "https://[::]/", "https://[fe80::1]/", "https://[fc00::1]/", "https://[::ffff:127.0.0.1]/", "https://100.64.0.1/",
    "https://[::ffff:10.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://224.0.0.1/",
    "https://2130706433/", "https://0x7f.1/", "https://0177.0.0.1/", "https://127.1/", "https://255.255.255.255/",
    "file:///etc/passwd", "gopher://127.0.0.1:6379/_x", "ftp://example.com/", "https://user:pw@example.com/",
    "https://example.com:0/", "https://", "https:///x", "//example.com/", "https://exa mple.com/", "https://[::1",
    "https://example.com/#x", "https://240.0.0.1/", "https://198.18.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE)
async def test_addresses_that_are_never_asked(address: str, monkeypatch: pytest.MonkeyPatch):
    """As in production. No socket is opened, whatever the name says."""

    async def opened(*_any: Any, **_more: Any) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(asyncio.get_running_loop(), "create_connection", opened, raising=False)
    monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", opened, raising=False)
    with pytest.raises(Unreachable):
        await Outside().get(address)


async def test_a_name_that_leads_inside_is_not_asked(idp: Provider):
    """localhost is a name like any other: its address decides. Here, where people develop, it may be asked."""
    address = idp.issuer.replace("127.0.0.1", "localhost") + "/.well-known/openid-configuration"
    assert (await Outside(loopback=True).get(address)).status == 200
    with pytest.raises(Unreachable):
        await Outside().get(address)


async def test_a_provider_inside_is_asked_where_the_installation_allows_it():
    inside, of = Outside(inside=("192.0.2.0/24",)), ip_address
    assert inside._allowed(of("192.0.2.7"))
    assert not inside._allowed(of("10.0.0.7"))
    with pytest.raises(SettingsError, match="UNISON_INSIDE_NETWORKS"):
        load({"UNISON_INSIDE_NETWORKS": "somewhere"})
