"""What providers tell of mails they took: arrived, came back, called spam."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.db.transaction import open_connection
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.outside import Outside, Unreachable
from unison_web.modules.mail import rules
from unison_web.modules.mail.models import MailMessage
from unison_web.modules.mail.repository import MailEventRepository, MailRepository
from unison_web.modules.mail.service.company import hashed
from unison_web.modules.mail.service.outbox import step, suppress

FOLLOWS = {"delivered": ("sent",), "bounced": ("sent", "delivered"), "complained": ("sent", "delivered", "bounced")}
SENDGRID = {"delivered": "delivered", "bounce": "bounced", "dropped": "bounced", "spamreport": "complained"}
SES = {"Delivery": "delivered", "Bounce": "bounced", "Complaint": "complained"}
MOST_CERTIFICATES = 50
_certificates: dict[str, bytes] = {}


@dataclass(frozen=True, slots=True)
class Told:
    """``lasting``: the address will not work tomorrow either. ``key`` is the provider's own name of the event."""

    mail: str
    kind: str
    key: str
    words: str = ""
    lasting: bool = False


async def company_behind(engine: AsyncEngine, secret: str) -> UUID | None:
    async with open_connection(engine) as connection:
        statement = text("select organization_id from gate_mail_hook(:it)")
        found: UUID | None = (await connection.execute(statement, {"it": hashed(secret)})).scalar_one_or_none()
    return found


async def fetch(outside: Outside, address: str) -> bytes:
    """A certificate of Amazon, remembered: its address names it for good. ValueError where it cannot be had."""
    if address not in _certificates:
        try:
            answer = await outside.get(address)
        except Unreachable as error:
            raise ValueError(str(error)) from error
        if answer.status != 200:
            raise ValueError(answer.status)
        if len(_certificates) >= MOST_CERTIFICATES:
            _certificates.clear()
        _certificates[address] = answer.body
    return _certificates[address]


def from_sendgrid(body: bytes) -> list[Told]:
    try:
        events = json.loads(body)
    except (ValueError, RecursionError):
        return []
    found = [each for each in events if isinstance(each, dict)] if isinstance(events, list) else []
    return [
        Told(
            str(each.get("unison_mail", "")), SENDGRID[each["event"]], f"sendgrid:{each.get('sg_event_id', '')}"[:200],
            str(each.get("reason", ""))[:300], each["event"] == "bounce" and each.get("type", "bounce") == "bounce",
        )
        for each in found if each.get("event") in SENDGRID
    ]  # fmt: skip


def from_ses(said: dict[str, Any]) -> list[Told]:
    """One notification of SNS: an event of a configuration set, or a notification of an identity."""
    try:
        event = json.loads(said["Message"])
        kind = SES[event.get("eventType") or event["notificationType"]]
        mail = event["mail"].get("tags", {}).get("unison_mail", [""])[0]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return []
    bounce = event.get("bounce") or {}
    first: dict[str, Any] = next(iter(bounce.get("bouncedRecipients") or []), {})
    words = str(first.get("diagnosticCode", "") or bounce.get("bounceSubType", ""))[:300]
    return [
        Told(str(mail), kind, f"ses:{said.get('MessageId', '')}"[:200], words, bounce.get("bounceType") == "Permanent")
    ]


async def take(uow: UnitOfWork, provider: str, told: list[Told]) -> int:
    """What is new of it is written down; an address that does not work, or does not want us, gets nothing more."""
    new = 0
    for each in told[:1000]:
        row = await _meant(uow, provider, each.mail)
        if row is None or await MailEventRepository(uow).knows(each.key):
            continue
        step(uow, row, each.kind, words=each.words, provider=provider, key=each.key)
        if row.state in FOLLOWS[each.kind]:
            row.state, row.error = each.kind, each.words if each.kind == "bounced" else row.error
        if each.kind == "complained" or each.lasting:
            await suppress(uow, row.to_address, each.kind, each.words)
        await uow.session.flush()
        new += 1
    return new


async def _meant(uow: UnitOfWork, provider: str, mail: str) -> MailMessage | None:
    try:
        row = await MailRepository(uow).whole(UUID(mail), lock=True)
    except (ValueError, NotFound):
        return None
    return row if row.provider == provider and row.state not in rules.OPEN else None
