"""How a company sends: who may say it, what it never shows, and what does not make sense."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.mail.conftest import by_smtp, set_up
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.mail.service.writing import inlined


async def test_a_password_is_sealed_and_never_shown(engine: AsyncEngine, other_admin: Person) -> None:
    told = await set_up(other_admin, **by_smtp(25, smtp_user="mes", smtp_password="very-own-password"))
    assert told["has_smtp_password"]
    pages = [(await other_admin.see(path)).text for path in ("/mail-settings", "/mail-settings/edit", "/audit")]
    assert not any("very-own-password" in page for page in [*pages, str(told)])
    async with unit_of_work(engine, other_admin.actor) as uow:  # type: ignore[arg-type]
        row = (await uow.session.execute(text("select s::text from mail_settings s"))).scalar_one()
    assert "very-own-password" not in row


async def test_an_empty_password_leaves_the_one_that_is_there(other_admin: Person) -> None:
    await set_up(other_admin, **by_smtp(25, smtp_user="mes", smtp_password="first"))
    assert (await set_up(other_admin, **by_smtp(26, smtp_user="mes")))["has_smtp_password"]
    assert not (await set_up(other_admin, **by_smtp(26)))["has_smtp_password"]  # nobody signs in any more


async def test_settings_that_make_no_sense_are_refused_at_the_field(other_admin: Person) -> None:
    async def fields(**said: Any) -> set[str]:
        answer = await other_admin.api("POST", "/mail-settings", said)
        assert answer.status_code == 422, answer.text
        return set(answer.json()["errors"])

    assert await fields(provider="smtp") == {"sender_address"}
    ours = {"sender_address": "mes@kestrel.example"}
    assert await fields(provider="smtp", **ours) == {"smtp_host"}
    open_air = {"smtp_host": "mail.example.com", "smtp_security": "none", "smtp_user": "x", "smtp_password": "y"}
    assert await fields(provider="smtp", **ours, **open_air) == {"smtp_security"}
    assert await fields(provider="sendgrid", **ours) == {"sendgrid_key"}
    assert await fields(provider="ses", **ours) == {"ses_region", "ses_key_id", "ses_secret"}
    assert await fields(provider="smtp", fallback="smtp", smtp_host="a.example", **ours) == {"fallback"}


async def test_only_administrators_change_them(other_planner: Person) -> None:
    assert (await other_planner.api("POST", "/mail-settings", {"provider": "catcher"})).status_code == 403
    assert (await other_planner.api("POST", "/mail-settings/test", {"to": "a@b.example"})).status_code == 403


async def test_looks_stand_at_each_element_and_narrow_screens_have_theirs() -> None:
    html = "<html><head></head><body><p class='button'>x</p></body></html>"
    dressed = inlined(html, "#0b6b53")
    assert "#0b6b53" in dressed.split("<body")[1] and "@media" in dressed and "#1b5aa6" not in dressed
