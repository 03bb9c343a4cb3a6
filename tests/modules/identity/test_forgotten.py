"""Somebody forgot their password: a mail to them leads back in, and tells nobody else anything."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.identity.people import PASSWORD, browser_of, newcomer, signed_in, try_password
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.identity.service import forgotten

NEW = "another sentence of mine"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgotten, "ALWAYS", 0.0)


async def asks(admin: Person, email: str) -> Person:
    who = browser_of(admin, email)
    await who.see("/login/forgotten")
    answer = await who.send("/login/forgotten", email=email)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login/sent")
    return who


async def links(engine: AsyncEngine, admin: Person, email: str) -> list[str]:
    """The addresses in the mails somebody got."""
    async with unit_of_work(engine, system(admin.organization)) as uow:
        found = await uow.session.scalars(
            text("select text from mail_messages where to_address = :to and kind = 'password' order by id"),
            {"to": email},
        )
        return [re.findall(r"https?://\S+(/login/new-password/\S+)", each)[0] for each in found]


async def test_the_link_in_the_mail_lets_choose_a_new_password_once(engine: AsyncEngine, admin: Person) -> None:
    email = (await newcomer(admin))["email"]
    elsewhere = await signed_in(admin, email)
    who = await asks(admin, email)
    [link] = await links(engine, admin, email)
    assert email in (await who.see(link)).text
    assert (await who.send(link, password=NEW)).headers["location"] == "/login"
    assert (await try_password(browser_of(admin, email), NEW)).status_code == 303
    assert (await try_password(browser_of(admin, email), PASSWORD)).status_code == 422
    elsewhere.app.state.principals.forget()
    assert (await elsewhere.see("/")).status_code in (302, 303), "whoever was signed in is not any more"
    assert (await who.see(link)).status_code == 404
    assert (await who.send(link, password=NEW)).status_code == 404


async def test_a_weak_password_is_said_at_its_field_and_the_link_still_works(
    engine: AsyncEngine, admin: Person
) -> None:
    email = (await newcomer(admin))["email"]
    who = await asks(admin, email)
    [link] = await links(engine, admin, email)
    refused = await who.send(link, password="short")
    assert refused.status_code == 422
    assert "15 characters" in refused.text
    assert (await who.send(link, password=NEW)).status_code == 303


async def test_who_is_unknown_gets_the_same_answer_and_no_mail(engine: AsyncEngine, admin: Person) -> None:
    await asks(admin, "nobody@adventure-works.example")
    assert await links(engine, admin, "nobody@adventure-works.example") == []
    page = (await browser_of(admin).see("/login/sent")).text
    assert "If somebody here has this address" in page


async def test_one_mail_in_two_minutes_however_often_somebody_asks(engine: AsyncEngine, admin: Person) -> None:
    email = (await newcomer(admin))["email"]
    for _time in range(3):
        await asks(admin, email)
    assert len(await links(engine, admin, email)) == 1


async def test_an_hour_later_the_link_is_gone_and_a_new_one_works(engine: AsyncEngine, admin: Person) -> None:
    email = (await newcomer(admin))["email"]
    who = await asks(admin, email)
    async with unit_of_work(engine, system(admin.organization)) as uow:
        change = text("update password_links set expires_at = expires_at - cast(:by as interval)")
        await uow.session.execute(change, {"by": timedelta(minutes=61)})
    [old] = await links(engine, admin, email)
    assert (await who.see(old)).status_code == 404
    await asks(admin, email)
    new = (await links(engine, admin, email))[-1]
    assert (await who.see(old)).status_code == 404
    assert (await who.see(new)).status_code == 200


async def test_who_was_sent_away_gets_no_way_back(engine: AsyncEngine, admin: Person) -> None:
    made = await newcomer(admin)
    answer = await admin.api("POST", f"/users/{made['id']}/lock", {"reason": "Left the company"})
    assert answer.status_code == 200, answer.text
    await asks(admin, made["email"])
    assert await links(engine, admin, made["email"]) == []
