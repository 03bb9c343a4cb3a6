"""Kestrel sends mail in these tests; afterwards it catches again, and nothing is left."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from unison_web import worker
from unison_web.demo.companies import system
from unison_web.kit import jobs
from unison_web.kit.db.transaction import open_connection
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.mail.jobs import send_mail
from unison_web.modules.mail.service import Letter, send
from unison_web.settings import Settings

Work = Callable[[Any], Awaitable[dict[str, Any]]]
SENDER = {"sender_address": "mes@kestrel.example", "sender_name": "Kestrel"}


async def set_up(admin: Person, **said: Any) -> dict[str, Any]:
    answer = await admin.api("POST", "/mail-settings", {**SENDER, **said})
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def by_smtp(port: int, **more: Any) -> dict[str, Any]:
    return {"provider": "smtp", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", **more}


@pytest.fixture(autouse=True)
async def catching_again(other_admin: Person) -> AsyncIterator[None]:
    yield
    async with unit_of_work(other_admin.app.state.engine, system(other_admin.organization)) as uow:
        for table in ("mail_settings", "mail_suppressions"):
            await uow.session.execute(text(f"delete from {table}"))


@pytest.fixture
def work(settings: Settings, engine: AsyncEngine, other_admin: Person) -> Work:
    """What the worker does with a mail's newest job, and how the mail is then. ``settings`` may be others."""

    async def once(mail: Any, **others: Any) -> dict[str, Any]:
        async with unit_of_work(engine, system(other_admin.organization)) as uow:
            turn = (
                await uow.session.execute(text("select job from mail_messages where id = :i"), {"i": mail})
            ).scalar_one()
        async with open_connection(engine) as connection:
            found = await connection.execute(
                text("select job from saq.saq_jobs where key = :key"), {"key": f"unison:mail:{turn}"}
            )
            job = jobs.queue(settings.database_url).deserialize(bytes(found.scalar_one()))
        context = {
            "engine": engine, "settings": msgspec.structs.replace(settings, **others), "job": job,
            "vault": other_admin.app.state.vault,
        }  # fmt: skip
        _name, run = worker.alive(send_mail)
        await run(context, **job.kwargs)
        return (await other_admin.api("GET", f"/mails/{mail}")).json()  # type: ignore[no-any-return]

    return once


@pytest.fixture
def write(engine: AsyncEngine, other_admin: Person) -> Callable[..., Awaitable[UUID]]:
    """A letter of Kestrel, as a module writes it."""

    async def one(to: str = "ana@kestrel.example", key: str = "", **more: Any) -> UUID:
        said = {"who": "Ana", "provider": "SMTP"}
        letter = Letter("notice", key or str(uuid4()), to, "A test", "mail/letters/test.html", said, **more)
        async with unit_of_work(engine, other_admin.actor) as uow:  # type: ignore[arg-type]
            return (await send(uow, letter)).id

    return one


def steps(mail: dict[str, Any]) -> list[str]:
    """Oldest first."""
    return [each["kind"] for each in reversed(mail["events"])]
