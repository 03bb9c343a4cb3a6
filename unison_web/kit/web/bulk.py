"""One verb for many rows of a list: those that were ticked, or all the filter matches.

Each row is a part of its own: what its rules refuse is taken back and said, the others are done, with one audit row for
each change, as if somebody had done them one by one. Up to :data:`MOST_AT_ONCE` all of it is one transaction and one
request key; more are a job (``kit.web.bulk_runs``) with a page that says how far it is.
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
from unison_web.kit.web import bulk_runs
from unison_web.kit.web.listing import Listing
from unison_web.kit.web.structs import In, Out

#: Rows that are done while somebody waits; rows a job takes.
MOST_AT_ONCE, MOST = 200, 50_000


@dataclass(frozen=True)
class Bulk:
    """A verb of a list. ``find`` loads one row for changing, ``act`` does it, with what was said: a reason if it
    ``asks`` for one, one of the ``options``, or the code of a record that the address ``picks`` offers."""

    key: str
    label: Any
    permission: str
    find: Callable[[UnitOfWork, UUID], Awaitable[Any]]
    act: Callable[[UnitOfWork, Any, str], Awaitable[Any]]
    icon: str = ""
    asks: bool = False
    options: Sequence[tuple[str, Any]] = ()
    picks: str = ""


class BulkIn(In):
    """``ids`` of rows, or ``all`` that ``query`` (the list's own filters) matches; ``value`` is one of the verb's
    choices, where it has any. ``sure`` is the number of rows the caller has seen: when all are meant and it is another,
    nothing is done."""

    example: ClassVar[dict[str, Any]] = {"ids": ["0193f2a4-6c1e-7d52-9b0a-3f6f2c1d8e45"], "reason": "Material is late"}

    ids: list[UUID] = []
    all: bool = False
    query: Annotated[str, Meta(max_length=2000)] = ""
    reason: Annotated[str, Meta(title="Reason", max_length=500)] = ""
    value: Annotated[str, Meta(max_length=120, title="Choice")] = ""
    sure: int | None = None


class BulkRefusal(Out):
    """A row that stayed as it was, and why."""

    id: UUID
    label: str
    why: str


class BulkOut(Out):
    """What became of them. ``waits`` is true while nothing was done because ``sure`` is not ``count``; ``run`` is the
    job that does more than can be waited for."""

    title: str
    count: int
    done: int = 0
    refused: list[BulkRefusal] = []
    waits: bool = False
    href: str = ""
    query: str = ""
    reason: str = ""
    value: str = ""
    run: UUID | None = None


async def carry_out(uow: UnitOfWork, listing: Listing[Any], bulk: Bulk, said: BulkIn) -> BulkOut:
    """Do it to each; rows of other companies and plants are as good as missing."""
    _complete(bulk, said)
    ids = await _meant(uow, listing, said)
    if not ids:
        raise Refused(_("Tick at least one row first"), code="nothing-chosen")
    if len(ids) > MOST:
        raise Refused(_("At most {n} rows at once. Narrow the list first").format(n=f"{MOST:,}"), code="too-many")
    outcome = BulkOut(str(bulk.label), len(ids), href=listing.url + said.query, query=said.query)
    outcome.reason, outcome.value = said.reason.strip(), said.value
    if said.all and said.sure != len(ids):
        outcome.waits = True
    elif len(ids) > MOST_AT_ONCE:
        outcome.run = await bulk_runs.queue(uow, listing.noun, bulk.key, outcome, sorted(ids))
    else:
        outcome.done, outcome.refused = await each(uow, bulk, sorted(ids), outcome.reason, outcome.value)
    return outcome


async def each(
    uow: UnitOfWork, bulk: Bulk, ids: Sequence[UUID], reason: str, value: str
) -> tuple[int, list[BulkRefusal]]:
    """How many were done, and what was refused. Everybody goes in the same order, so that nobody waits in a circle."""
    given, refused = uow.reason, []
    for row in ids:
        uow.reason = reason if bulk.asks else given  # not what the row before it has left behind
        if refusal := await _one(uow, bulk, row, value or reason):
            refused.append(refusal)
    return len(ids) - len(refused), refused


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
    if bulk.picks and not said.value.strip():
        raise Refused(_("Choose one of the values"), value=_("Choose one of the values"))
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
    return list(await uow.session.scalars(chosen.limit(MOST + 1), organization))
