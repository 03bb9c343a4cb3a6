"""Sheets of badges: cards of the size of a bank card (ISO/IEC 7810 ID-1), whose code a tablet's sign-in reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from sqlalchemy import or_, select

from unison_web.kit import labels
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.jobs import enqueue
from unison_web.kit.labels import Symbol
from unison_web.modules.identity.models import Badge, User
from unison_web.modules.identity.repository import in_sight
from unison_web.modules.organizations.models import Organization
from unison_web.modules.prints.models import Print
from unison_web.modules.prints.schemas_badges import BadgesIn, HolderOut

#: How many people are offered at once; a search narrows them.
MOST = 200
#: Cards on a sheet: two beside each other, as many rows as printers leave room for.
ON_SHEET = {"A4": 10, "Letter": 8}
#: mm: the square of a QR code, the widest bars, and the thinnest bar that a scanner still reads.
SQUARE, WIDEST, THICKEST, THINNEST = 24.0, 77.0, 0.6, 0.19


@dataclass(frozen=True, slots=True)
class Card:
    name: str
    number: str
    symbol: Symbol
    module: float
    bars: bool


async def holders(uow: UnitOfWork, q: str = "", ids: Sequence[UUID] | None = None) -> list[HolderOut]:
    """People in sight who hold a badge that works, by name."""
    statement = (
        select(User.id, User.name, Badge.code)
        .join(Badge, (Badge.user_id == User.id) & (Badge.organization_id == User.organization_id))
        .where(
            User.organization_id == uow.organization_id, User.state == "active", ~User.visitor,
            Badge.state == "active", in_sight(),
        )
        .order_by(User.name)
        .limit(MOST)
    )  # fmt: skip
    if ids is not None:
        statement = statement.where(User.id.in_(ids))
    for word in q.split()[:5]:
        statement = statement.where(or_(User.name.icontains(word, autoescape=True), Badge.code == word))
    return [HolderOut(key, name, code) for key, name, code in await uow.session.execute(statement)]


async def ask(uow: UnitOfWork, plant: UUID | None, data: BadgesIn) -> Print:
    """The row and its job, together or not at all. What stands on the cards is looked up when they are made."""
    chosen = list(dict.fromkeys(data.people))
    if not chosen:
        raise Refused(people=_("Choose somebody"))
    if len(await holders(uow, ids=chosen)) < len(chosen):
        raise NotFound
    if plant is None:
        raise Refused(_("Choose a plant first, at the top of the page"))
    asker = await uow.session.get(User, (uow.organization_id, uow.actor.user_id)) if uow.actor.user_id else None
    wanted = Print(
        plant_id=plant, work_order_id=None, order=None, kind="badges", copies=1, asked_by=uow.actor.user_id,
        asker=asker, title=f"Badges {uow.now():%Y-%m-%d}", state="queued", trouble="", ready_at=None,
        wanted={"people": [str(key) for key in chosen], "paper": data.paper, "code": data.code},
    )  # fmt: skip
    uow.session.add(wanted)
    await uow.session.flush()
    await enqueue(uow, "render_print", f"print:{wanted.id}", print_id=wanted.id)
    return wanted


async def sheets(uow: UnitOfWork, wanted: Print) -> tuple[str, list[list[Card]]]:
    """The company's name, and the cards of each sheet."""
    said = wanted.wanted or {}
    found = await holders(uow, ids=[UUID(key) for key in said["people"]])
    company = await uow.session.get(Organization, uow.organization_id)
    cards = [card(each, said["code"]) for each in found]
    return company.name if company else "", list(_sheets_of(cards, ON_SHEET[said["paper"]]))


def _sheets_of(cards: Iterable[Card], most: int) -> Iterator[list[Card]]:
    left = iter(cards)
    while sheet := list(islice(left, most)):
        yield sheet


def card(holder: HolderOut, code: str) -> Card:
    """Bars where they were asked for and stay thick enough to be read; else a QR code."""
    if code == "bars":
        drawn = labels.code_128(holder.badge)
        if (module := min(THICKEST, WIDEST / drawn.width)) >= THINNEST:
            return Card(holder.name, holder.badge, drawn, module, True)
    drawn = labels.qr(holder.badge)
    return Card(holder.name, holder.badge, drawn, SQUARE / drawn.width, False)
