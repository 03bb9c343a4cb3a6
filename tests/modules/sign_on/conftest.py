"""Kestrel has a provider for each test; what it was is put back afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from tests.cast import Person
from tests.modules.identity.people import browser_of
from tests.modules.sign_on.fake_provider import CLIENT, SECRET, Provider, provider
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.sign_on.service import discovery

COMPANY, DOMAIN = "kestrel", "adventure-works.example"  # where newcomers of the tests have their mail


@pytest.fixture
async def idp(other_admin: Person) -> AsyncIterator[Provider]:
    """A provider Kestrel has set up, with the button on its sign-in page."""
    async with provider() as made:
        await set_up(other_admin, made)
        yield made
    await forget(other_admin)


async def set_up(admin: Person, made: Provider, **change: Any) -> httpx.Response:
    body = {
        "issuer": made.issuer, "client_id": CLIENT, "secret": SECRET, "domains": DOMAIN, "enabled": True, **change,
    }  # fmt: skip
    answer = await admin.api("POST", "/sign-on", body)
    assert answer.status_code == 200, answer.text
    return answer


async def forget(admin: Person) -> None:
    discovery.forget()
    async with unit_of_work(admin.app.state.engine, system(admin.organization)) as uow:
        for table in ("sign_on_providers", "sign_on_links", "sign_on_tries"):
            await uow.session.execute(text(f"delete from {table}"))


async def pressed(admin: Person, company: str = COMPANY) -> tuple[Person, str]:
    """A browser of nobody that pressed the button, and the address it was sent to."""
    who = browser_of(admin)
    answer = await who.see("/login/sso", company=company)
    assert answer.status_code == 303, answer.text
    return who, answer.headers["location"]


async def came_back(who: Person, said: dict[str, str]) -> httpx.Response:
    return await who.see("/login/sso/callback", **said)


async def tried(admin: Person, idp: Provider, **person: Any) -> tuple[Person, httpx.Response]:
    """All the way: press, sign in at the provider as ``person``, come back."""
    idp.person = person
    who, address = await pressed(admin)
    return who, await came_back(who, idp.authorize(address))


def email_of(person: dict[str, Any]) -> dict[str, Any]:
    return {"sub": f"sub-{person['email']}", "email": person["email"], "email_verified": True}


async def me(who: Person) -> dict[str, Any]:
    answer = await who.client.get("/auth/me", headers={"accept": "application/json"})
    return answer.json() if answer.is_success else {}


async def words_of_refusal(admin: Person, idp: Provider, **person: Any) -> str:
    who, answer = await tried(admin, idp, **person)
    assert answer.status_code == 403 and "You are not signed in" in answer.text, answer.text
    assert await me(who) == {}
    return answer.text
