"""A mail exists exactly if what it tells about does, is sent once, and is never lost."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.mail.conftest import by_smtp, set_up, steps
from tests.modules.mail.servers import PASSWORD, USER, sendgrid, sendgrid_error, smtp
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.mail.service import Letter, send

LETTER = {"template": "mail/letters/test.html", "said": {"who": "Ana", "provider": "SMTP"}, "subject": "A test"}


async def test_who_is_invited_can_read_the_mail_where_nothing_leaves(other_admin: Person, work: Any) -> None:
    email = f"new{uuid4().hex[:6]}@kestrel.example"
    body = {"name": "Nils New", "email": email, "role": "operator"}
    invited = await other_admin.api("POST", "/users/invite", body)
    assert invited.status_code == 201, invited.text
    listed = (await other_admin.api("GET", f"/mails?q={email}")).json()["items"]
    assert len(listed) == 1
    mail = await work(listed[0]["id"])
    assert mail["state"] == "caught"
    assert invited.json()["link"] in mail["text"] and "Nils New" in mail["text"]
    page = await other_admin.see(f"/mails/{mail['id']}")
    assert invited.json()["link"] in page.text


async def test_a_link_is_in_no_event_and_nobody_else_reads_it(
    engine: AsyncEngine, other_admin: Person, other_planner: Person
) -> None:
    email = f"new{uuid4().hex[:6]}@kestrel.example"
    link = (await other_admin.api("POST", "/users/invite", {"name": "N", "email": email, "role": "operator"})).json()[
        "link"
    ]
    mail = (await other_admin.api("GET", f"/mails?q={email}")).json()["items"][0]["id"]
    seen = await other_planner.api("GET", f"/mails/{mail}")
    assert seen.status_code == 200 and seen.json()["text"] == "" and seen.json()["because"]
    assert link not in (await other_planner.see(f"/mails/{mail}")).text
    assert (await other_planner.api("GET", f"/mails/{mail}/file")).status_code == 403
    async with unit_of_work(engine, other_admin.actor) as uow:  # type: ignore[arg-type]
        for table in ("events", "audit_log"):
            many = text(f"select count(*) from {table} t where t::text like '%' || :secret || '%'")
            assert (await uow.session.execute(many, {"secret": link.rsplit("/", 1)[1]})).scalar_one() == 0


async def test_what_an_invitation_said_is_forgotten_once_it_was_sent(other_admin: Person, work: Any) -> None:
    async with smtp() as box:
        await set_up(other_admin, **by_smtp(box.port))
        email = f"new{uuid4().hex[:6]}@kestrel.example"
        link = (
            await other_admin.api("POST", "/users/invite", {"name": "N", "email": email, "role": "operator"})
        ).json()["link"]
        listed = (await other_admin.api("GET", f"/mails?q={email}")).json()["items"]
        mail = await work(listed[0]["id"])
    assert mail["state"] == "sent" and mail["text"] == "" and not mail["may_again"]
    assert link in box.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert (await other_admin.api("POST", f"/mails/{mail['id']}/again")).status_code in (409, 422)


async def test_what_is_taken_back_sends_nothing(engine: AsyncEngine, other_admin: Person) -> None:
    key = str(uuid4())
    with pytest.raises(ZeroDivisionError):
        async with unit_of_work(engine, other_admin.actor) as uow:  # type: ignore[arg-type]
            await send(uow, Letter("notice", key, "ana@kestrel.example", **LETTER))  # type: ignore[arg-type]
            raise ZeroDivisionError
    async with unit_of_work(engine, other_admin.actor) as uow:  # type: ignore[arg-type]
        many = await uow.session.execute(text("select count(*) from mail_messages where key = :k"), {"k": key})
        assert many.scalar_one() == 0


async def test_the_same_key_is_one_mail_even_for_two_at_once(write: Any) -> None:
    key = str(uuid4())
    first, second, third = await asyncio.gather(*(write(key=key) for _ in range(3)))
    assert first == second == third


async def test_a_server_that_stumbles_gets_exactly_one_mail(other_admin: Person, write: Any, work: Any) -> None:
    async with smtp() as box:
        await set_up(other_admin, **by_smtp(box.port))
        box.refuse, box.times = "451 try later", 1
        mail = await work(key := await write())
        assert (mail["state"], mail["fault"], mail["attempts"]) == ("queued", "away", 1)
        assert "451" in mail["error"] and mail["next_at"]
        mail = await work(key)
        assert mail["state"] == "sent" and mail["error"] == ""
        again = await work(key)
    assert again["attempts"] == 2 and len(box.mails) == 1
    assert steps(mail) == ["queued", "sending", "waiting", "sending", "sent"]


async def test_a_run_that_was_killed_sends_under_the_same_name(
    engine: AsyncEngine, other_admin: Person, write: Any, work: Any
) -> None:
    """As if the worker died after the server took the mail and before that was written down."""
    async with smtp() as box:
        await set_up(other_admin, **by_smtp(box.port))
        key = await write()
        await work(key)
        async with unit_of_work(engine, other_admin.actor) as uow:  # type: ignore[arg-type]
            await uow.session.execute(text("update mail_messages set state = 'sending' where id = :i"), {"i": key})
        await work(key)
    assert len(box.mails) == 2
    assert box.mails[0]["Message-ID"] == box.mails[1]["Message-ID"] == f"<{key}@kestrel.example>"


async def test_a_wrong_password_is_said_in_the_settings_and_loses_nothing(
    other_admin: Person, write: Any, work: Any
) -> None:
    async with smtp(auth_required=True) as box:
        await set_up(other_admin, **by_smtp(box.port, smtp_user=USER, smtp_password="wrong"))
        mail = await work(key := await write())
        assert (mail["state"], mail["fault"]) == ("queued", "settings")
        page = await other_admin.see("/mail-settings")
        assert "does not accept the user name and password" in page.text and "wrong" not in page.text.split("<main")[1]
        told = await set_up(other_admin, **by_smtp(box.port, smtp_user=USER, smtp_password=PASSWORD))
        assert told["trouble"] == ""
        mail = await work(key)  # the settings woke it: no hour of waiting
    assert mail["state"] == "sent" and len(box.mails) == 1


async def test_after_two_days_it_has_failed_and_can_be_sent_again(other_admin: Person, write: Any, work: Any) -> None:
    async with smtp() as box:
        await set_up(other_admin, **by_smtp(box.port))
        box.refuse, box.times = "451 try later", 8
        key = await write()
        for _ in range(8):
            mail = await work(key)
        assert mail["state"] == "failed" and mail["may_again"]
        assert (await other_admin.api("POST", f"/mails/{key}/again")).status_code == 200
        mail = await work(key)
    assert mail["state"] == "sent" and len(box.mails) == 1


async def test_an_unknown_recipient_is_not_tried_for_days(other_admin: Person, write: Any, work: Any) -> None:
    async with smtp() as box:
        await set_up(other_admin, **by_smtp(box.port))
        box.recipient = "550 no such user here"
        mail = await work(await write())
    assert (mail["state"], mail["fault"]) == ("failed", "refused") and "no such user" in mail["error"]


async def test_the_second_way_is_taken_when_the_first_is_away(other_admin: Person, write: Any, work: Any) -> None:
    async with sendgrid() as api, smtp() as box:
        await set_up(other_admin, **by_smtp(box.port, provider="sendgrid", fallback="smtp", sendgrid_key="SG.x"))
        api.answers = [sendgrid_error(503, "service unavailable")]
        mail = await work(await write(), sendgrid_url=api.url)
    assert (mail["state"], mail["provider"]) == ("sent", "smtp") and len(box.mails) == 1
    assert steps(mail) == ["queued", "sending", "waiting", "sent"]


async def test_a_suppressed_address_gets_nothing(other_admin: Person, write: Any, work: Any) -> None:
    async with smtp() as box:
        await set_up(other_admin, **by_smtp(box.port))
        put = await other_admin.api("POST", "/mail-suppressions", {"address": "Gone@Kestrel.example", "note": "left"})
        assert put.status_code == 201, put.text
        mail = await work(key := await write(to="gone@kestrel.example"))
        assert mail["state"] == "suppressed" and not box.mails
        assert (await other_admin.api("POST", f"/mails/{key}/again")).status_code in (409, 422)
        off = await other_admin.api("POST", f"/mail-suppressions/{put.json()['id']}/removal")
        assert off.status_code == 200
        assert (await other_admin.api("POST", f"/mails/{key}/again")).status_code == 200
        assert (await work(key))["state"] == "sent"


async def test_more_than_the_limit_waits_for_the_next_minute(
    engine: AsyncEngine, other_admin: Person, write: Any, work: Any
) -> None:
    async with unit_of_work(engine, other_admin.actor) as uow:  # type: ignore[arg-type]
        await uow.session.execute(text("update mail_messages set claimed_at = claimed_at - interval '1 hour'"))
    async with smtp() as box:
        await set_up(other_admin, **by_smtp(box.port, per_minute=1))
        first, second = await write(), await write()
        assert (await work(first))["state"] == "sent"
        mail = await work(second)
    assert mail["state"] == "queued" and mail["next_at"] and len(box.mails) == 1


async def test_one_company_never_sends_as_another(
    engine: AsyncEngine, admin: Person, other_admin: Person, write: Any, work: Any
) -> None:
    """Adventure Works has a server; a mail of Kestrel is caught, and nobody there sees it."""
    async with smtp() as box:
        await set_up(admin, **by_smtp(box.port))
        mail = await work(key := await write())
        assert mail["state"] == "caught" and not box.mails
        assert (await admin.api("GET", f"/mails/{key}")).status_code == 404
        async with unit_of_work(engine, admin.actor) as uow:  # type: ignore[arg-type]
            await uow.session.execute(text("delete from mail_settings"))
    assert isinstance(key, UUID)
