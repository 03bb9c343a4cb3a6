"""What is taken out: found, allowed, understood, and written down before the first byte leaves."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from litestar.datastructures import MultiDict

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import guarded_update
from unison_web.kit.errors import Conflict, NotFound
from unison_web.kit.i18n import _
from unison_web.kit.jobs import enqueue
from unison_web.kit.web.listing import Listing, ListQuery
from unison_web.modules.exports import lists, rules
from unison_web.modules.exports.models import Export
from unison_web.modules.exports.repository import ExportRepository
from unison_web.modules.exports.sheet import Sheet

#: A file is the whole list, whichever page of it somebody looks at.
PAGES = frozenset({"after", "before", "limit"})


@dataclass(frozen=True, eq=False)
class Wanted:
    """A list as it was asked for. ``query`` says it again later, in a job."""

    listing: Listing[Any]
    title: str
    asked: ListQuery
    query: str
    sheet: Sheet


def understood(actor: Actor, noun: str, said: MultiDict[Any]) -> Wanted:
    """Raises what the list's own page would: NotFound, Forbidden, or Refused by name."""
    view = lists.allowed(actor, noun)
    asked = view.listing.parse(said)
    told = sorted(said.multi_items(), key=itemgetter(0))
    query = urlencode([(name, value) for name, value in told if name not in PAGES and value])
    sheet = Sheet(view.listing.drawn(asked.cols), actor.timezone)
    return Wanted(view.listing, str(view.title), asked, query, sheet)


def again(actor: Actor, row: Export) -> Wanted:
    """What ``row`` asked for, as the list understands it now."""
    return understood(actor, row.noun, MultiDict(parse_qsl(row.query)))


async def note(uow: UnitOfWork, wanted: Wanted, form: str, **told: Any) -> Export:
    """The row of a file. From here on the trail knows who took what."""
    await _tidy_up(uow)
    today = uow.now().astimezone(uow.actor.timezone).date()
    row = Export(
        plant_id=uow.actor.plant_id, noun=wanted.listing.noun, title=wanted.title, query=wanted.query, format=form,
        file_name=f"{wanted.listing.noun}-{today}.{form}", requested_by=uow.actor.user_id, **told,
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    return row


async def _tidy_up(uow: UnitOfWork) -> None:
    """What is over a week old goes when the next file is asked for; so does what a stopped server left half sent."""
    files = ExportRepository(uow)
    await files.forget(uow.now() - rules.KEPT)
    for row in await files.never_ended(uow.now() - rules.LONGEST_SENDING):
        row.state, row.error, row.finished_at = "failed", _("The server stopped while it was sent"), uow.now()


async def queue(uow: UnitOfWork, wanted: Wanted, rows: int) -> Export:
    """A file a worker makes. Who waits for the same one already gets that."""
    if waiting := await ExportRepository(uow).same_unfinished(wanted.listing.noun, wanted.query):
        return waiting
    rules.fits_excel(rows).or_refuse()
    row = await note(uow, wanted, "xlsx", state="queued", rows_total=rows, rows_done=0, error="")
    await enqueue(uow, "make_export", f"export:{row.id}", export_id=row.id)
    return row


async def cancel(uow: UnitOfWork, export_id: UUID) -> Export:
    """The worker notices between two batches. Raises Conflict where there is nothing to stop any more."""
    row = await ExportRepository(uow).own(export_id)
    stopped = {"state": "cancelled", "finished_at": uow.now()}
    waiting = Export.state.in_(rules.UNFINISHED)
    if not (rules.may_cancel(row.state, row.format) and await guarded_update(uow, Export, row.id, stopped, waiting)):
        raise Conflict(_("This file is not being made any more"), code="not-running")
    return row


async def file_of(uow: UnitOfWork, export_id: UUID) -> tuple[Export, bytes]:
    """The file, to who asked for it and may still see the list."""
    row = await ExportRepository(uow).own_with_content(export_id)
    lists.allowed(uow.actor, row.noun)
    if row.state in rules.UNFINISHED:
        raise Conflict(_("This file is not ready yet"), code="not-ready")
    until = rules.kept_until(row.state, row.finished_at)
    if row.content is None or until is None or until < uow.now():
        raise NotFound
    return row, row.content
