"""One verb for many rows of a list: those that were ticked, or all the filter matches.

Each row is a part of its own: what its rules refuse is taken back and said, the others are done. All of it is one
transaction, one request key, and one audit row for each change, as if somebody had done them one by one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar
from urllib.parse import parse_qsl
from uuid import UUID

from litestar.datastructures import MultiDict
from msgspec import Meta
from sqlalchemy import Select, select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused, UnisonError
from unison_web.kit.i18n import _
from unison_web.kit.web.listing import Listing
from unison_web.kit.web.structs import In, Out

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Bulk:
    """A verb of a list. ``find`` loads one row for changing, ``act`` does it, with what was said: a reason if it
    ``asks`` for one, or one of the ``options``."""

    key: str
    label: Any
    permission: str
    find: Callable[[UnitOfWork, UUID], Awaitable[Any]]
    act: Callable[[UnitOfWork, Any, str], Awaitable[Any]]
    icon: str = ""
    asks: bool = False
    options: Sequence[tuple[str, Any]] = ()


class BulkIn(In):
    """``ids`` of rows, or ``all`` that ``query`` (the list's own filters) matches. ``sure`` is the number of rows the
    caller has seen: when all are meant and it is another, nothing is done."""

    example: ClassVar[dict[str, Any]] = {"ids": ["0193f2a4-6c1e-7d52-9b0a-3f6f2c1d8e45"], "reason": "Material is late"}

    ids: list[UUID] = []
    all: bool = False
    query: Annotated[str, Meta(max_length=2000)] = ""
    reason: Annotated[str, Meta(title="Reason", max_length=500)] = ""
    value: Annotated[str, Meta(max_length=60, description="One of the verb's choices, where it has any.")] = ""
    sure: int | None = None


class BulkRefusal(Out):
    """A row that stayed as it was, and why."""

    id: UUID
    label: str
    why: str


class BulkOut(Out):
    """What became of them. ``waits`` is true while nothing was done because ``sure`` is not ``count``."""

    title: str
    count: int
    done: int = 0
    refused: list[BulkRefusal] = []
    waits: bool = False
    href: str = ""
    query: str = ""
    reason: str = ""
    value: str = ""


async def carry_out(uow: UnitOfWork, listing: Listing[Any], bulk: Bulk, said: BulkIn) -> BulkOut:
    """Do it to each; rows of other companies and plants are as good as missing."""
    _complete(bulk, said)
    ids = await _meant(uow, listing, said)
    if not ids:
        raise Refused(_("Tick at least one row first"), code="nothing-chosen")
    if len(ids) > MOST_AT_ONCE:
        raise Refused(_("At most {n} rows at once. Narrow the list first").format(n=MOST_AT_ONCE), code="too-many")
    outcome = BulkOut(str(bulk.label), len(ids), href=listing.url + said.query, query=said.query)
    outcome.reason, outcome.value = said.reason.strip(), said.value
    if said.all and said.sure != len(ids):
        outcome.waits = True
        return outcome
    given = uow.reason
    for row in sorted(ids):  # everybody in the same order, so that two people do not wait for each other
        uow.reason = outcome.reason if bulk.asks else given  # not what the row before it has left behind
        if refusal := await _one(uow, bulk, row, outcome.value or outcome.reason):
            outcome.refused.append(refusal)
        else:
            outcome.done += 1
    return outcome


async def _one(uow: UnitOfWork, bulk: Bulk, row: UUID, said: str) -> BulkRefusal | None:
    label = ""
    try:
        async with uow.attempt():
            record = await bulk.find(uow, row)
            label = record.audit_label
            await bulk.act(uow, record, said)
    except UnisonError as refusal:
        return BulkRefusal(row, label, _words(refusal))
    return None


def _complete(bulk: Bulk, said: BulkIn) -> None:
    if bulk.asks and not said.reason.strip():
        raise Refused(_("Say why"), reason=_("Say why"))
    if bulk.options and said.value not in {value for value, _label in bulk.options}:
        raise Refused(_("Choose one of the values"), value=_("Choose one of the values"))


def _words(refusal: UnisonError) -> str:
    fields = getattr(refusal, "fields", {})
    return refusal.message or "; ".join(fields.values()) or _("There is nothing here by that name")


async def _meant(uow: UnitOfWork, listing: Listing[Any], said: BulkIn) -> list[UUID]:
    if not said.all:
        return list(dict.fromkeys(said.ids))
    asked = listing.parse(MultiDict(parse_qsl(said.query.lstrip("?"))))
    where = listing.conditions(asked.q, asked.narrowed)
    chosen: Select[Any] = listing.joins(select(listing.model.id).select_from(listing.model)).where(*where)
    organization = {"organization": uow.organization_id}
    return list(await uow.session.scalars(chosen.limit(MOST_AT_ONCE + 1), organization))
