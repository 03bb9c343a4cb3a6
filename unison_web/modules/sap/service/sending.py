"""Messages leave one after the other. What SAP refuses stands with SAP's words, and later ones of its order wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.engine import odata
from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import Refused
from unison_web.kit.outside import Outside
from unison_web.kit.vault import Vault
from unison_web.modules.sap.models import SapMessage
from unison_web.modules.sap.repository import LinkRepository, MessageRepository, SystemRepository
from unison_web.modules.sap.rules import LEASE, System
from unison_web.modules.sap.service.client import Client, Down, Said
from unison_web.modules.sap.service.systems import opened, watched

SERVICE, CONFIRMATION = "API_PROD_ORDER_CONFIRMATION_2_SRV", "ProdnOrdConf2"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it leaves. ``doubtful``: nobody knows whether it arrived before."""

    id: UUID
    key: str
    order: str
    operation: str
    good: str
    scrap: str
    unit: str
    happened: Any
    reversed_document: str
    takes_back: bool
    doubtful: bool


class Sender:
    def __init__(self, engine: AsyncEngine, organization: UUID, vault: Vault, outside: Outside) -> None:
        self._engine, self._vault, self._outside = engine, vault, outside
        self._actor = Actor(organization, name="Unison", may=everything)

    async def send_all(self) -> None:
        """Everything that may leave, unless somebody else is sending or SAP is left alone."""
        system = await self._hold()
        if system is None:
            return
        try:
            async with watched(self._engine, self._actor), Client(self._outside, system) as sap:
                while letter := await self._next():
                    await self._send(sap, letter)
        except (Down, Said, Refused):
            return
        finally:
            await self._let_go()

    async def _send(self, sap: Client, letter: Letter) -> None:
        """Raises where SAP is down: the message waits, and everything behind it."""
        try:
            document = (await self._there(sap, letter) if letter.doubtful else "") or await self._told(sap, letter)
        except Said as said:
            if said.status in (401, 403, 404, 408, 429) or said.status >= 500:
                await self._note(letter, error=str(said))
                raise
            await self._note(letter, state="refused", error=str(said))
        except Down as error:
            await self._note(letter, error=str(error))
            raise
        else:
            await self._note(letter, state="sent", document=document)

    async def _there(self, sap: Client, letter: Letter) -> str:
        """The document SAP has made of it, or nothing."""
        if letter.takes_back:
            group, _slash, count = letter.reversed_document.partition("/")
            path = odata.entity(CONFIRMATION, ConfirmationGroup=group, ConfirmationCount=count)
            found = await sap.one(SERVICE, path)
            return letter.reversed_document if found.get("IsReversed") is True else ""
        wanted = f"ConfirmationText eq {odata.literal(letter.key)}"  # whatever its order was then
        async for page in sap.pages(SERVICE, CONFIRMATION, filter=wanted, top="1"):
            for row in page.rows:
                return _document(row)
        return ""

    async def _told(self, sap: Client, letter: Letter) -> str:
        if letter.takes_back:
            group, _slash, count = letter.reversed_document.partition("/")
            asked = f"ConfirmationGroup={odata.literal(group)}&ConfirmationCount={odata.literal(count)}"
            await sap.create(SERVICE, f"CancelProdnOrdConf?{asked}", {})
            return letter.reversed_document
        record = {
            "OrderID": letter.order.rjust(12, "0"), "OrderOperation": letter.operation,
            "ConfirmationText": letter.key, "ConfirmationUnit": letter.unit,
            "ConfirmationYieldQuantity": letter.good, "ConfirmationScrapQuantity": letter.scrap,
            "PostingDate": odata.written(letter.happened.replace(hour=0, minute=0, second=0, microsecond=0)),
        }  # fmt: skip
        return _document(await sap.create(SERVICE, CONFIRMATION, record))

    async def _hold(self) -> System | None:
        async with unit_of_work(self._engine, self._actor) as uow:
            row = await SystemRepository(uow).the_one()
            if row is None or not (row.enabled and row.sends) or await MessageRepository(uow).next() is None:
                return None
            return opened(self._vault, row) if await LinkRepository(uow).hold(uow.now()) else None

    async def _let_go(self) -> None:
        async with unit_of_work(self._engine, self._actor) as uow:
            if link := await LinkRepository(uow).the_one(lock=True):
                link.sending_until = None

    async def _next(self) -> Letter | None:
        """Marked as tried before it leaves: if this process dies, the next one asks SAP first."""
        async with unit_of_work(self._engine, self._actor) as uow:
            messages = MessageRepository(uow)
            message, before = await messages.next(lock=True), None
            while message is not None and message.reverses:
                before = await messages.keyed(message.reverses)
                if before is None or before.state != "dropped":
                    break
                message.state = "dropped"  # what it takes back has never arrived
                await uow.session.flush()
                message, before = await messages.next(lock=True), None
            if message is None:
                return None
            letter = _letter(message, before)
            await messages.tried(message)
            if link := await LinkRepository(uow).the_one(lock=True):
                link.sending_until = uow.now() + LEASE
        return letter

    async def _note(self, letter: Letter, **told: str) -> None:
        async with unit_of_work(self._engine, self._actor) as uow:
            message = await MessageRepository(uow).record(letter.id, lock=True)
            message.error = ""
            for name, value in told.items():
                setattr(message, name, value[:500])


def _letter(message: SapMessage, before: SapMessage | None) -> Letter:
    return Letter(
        message.id, message.key, message.sap_order, message.operation, message.good, message.scrap, message.unit,
        message.happened_at, before.document if before else "", bool(message.reverses), message.attempts > 0,
    )  # fmt: skip


def _document(row: dict[str, Any]) -> str:
    return f"{row.get('ConfirmationGroup', '')}/{row.get('ConfirmationCount', '')}"
