"""The hand-over from shift to shift at a tablet, and its list."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import aliased

from unison_web.kit.clock import FAR
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _ as now_
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import Filter, period, reference
from unison_web.kit.web.listing import Column, Listing, ListPage
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.floor.access import station_of
from unison_web.modules.floor.controllers.jobs import REFUSED
from unison_web.modules.floor.models import ShiftNote, Station
from unison_web.modules.floor.schemas.notes import FloorNote, ShiftFacts, ShiftNoteOut, ShiftNotesRead
from unison_web.modules.floor.service import shift_notes
from unison_web.modules.identity.models import User
from unison_web.modules.machines.models import Machine
from unison_web.modules.production.rules import Floor

_reader = aliased(User)


def _read(said: list[Any]) -> ColumnElement[bool]:
    return ShiftNote.read_at.is_not(None) if "yes" in said else ShiftNote.read_at.is_(None)


NOTES: Listing[ShiftNoteOut] = Listing(
    noun="shift-notes",
    url="/shift-notes",
    model=ShiftNote,
    columns=(
        Column("written_at", _("When"), ShiftNote.written_at),
        Column("machine", _("Machine"), Machine.code),
        Column("shift", _("Shift"), ShiftNote.shift),
        Column("writer", _("Who")),
        Column(
            "facts", _("Since the shift began"),
            holds=(("good", _("Good")), ("scrap", _("Bad")), ("rework", _("Rework")), ("stops", _("Stops")),
                   ("open_job", _("Open job"))),
        ),
        Column("note", _("Note")),
        Column("read", _("Read"), func.coalesce(ShiftNote.read_at, FAR),
               holds=(("read_at", _("Read")), ("reader", _("Read by")))),
    ),
    reads=Columns(
        ShiftNoteOut, ShiftNote, machine=Machine.code, writer=User.name, reader=func.coalesce(_reader.name, ""),
    ),
    default_sort="-written_at",
    search=(ShiftNote.note, User.name, ShiftNote.open_job),
    filters=(
        Filter("read", _("Read"), _read, (("no", _("Not read yet")), ("yes", _("Read")))),
        reference("machine", _("Machine"), Machine.code),
        *period("written", _("When"), ShiftNote.written_at),
    ),
    joins=lambda statement: (
        statement.join(ShiftNote.machine).join(ShiftNote.writer).outerjoin(ShiftNote.reader.of_type(_reader))
    ),
)  # fmt: skip
NOTES_VIEW = ListView(NOTES, _("Shift hand-overs"), _("Note, person or job"), "{n} hand-over", "{n} hand-overs")


class ShiftNoteController(Module):
    path = "/shift-notes"
    tags = ["Floor board"]

    @get("/", permission=Floor.READ, template="floor/shift_notes.html", listing=NOTES_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[ShiftNoteOut]:
        """What shifts told the next ones, and who read it."""
        return await NOTES.page(uow, request.query_params)


class FloorNoteController(Module):
    path = "/floor/handover-note"

    @get("/", permission=Floor.REPORT, template="floor/handover_note.html", include_in_schema=False)
    async def new(self, uow: Uow) -> ShiftFacts:
        """What the next shift should know: facts of this one, and a note."""
        return await shift_notes.facts(uow, await the_station(uow))

    @post("/", permission=Floor.REPORT, form=REFUSED, then="/floor/station", include_in_schema=False)
    async def create(self, uow: Uow, data: Body[FloorNote]) -> ShiftFacts:
        station = await the_station(uow)
        await shift_notes.write(uow, station, data)
        return await shift_notes.facts(uow, station)

    @post(
        "/read", permission=Floor.REPORT, form=REFUSED, then="/floor/station", include_in_schema=False, status_code=200
    )
    async def read(self, uow: Uow, data: Body[FloorNote]) -> ShiftNotesRead:
        """One touch: whoever acts has read what was handed over."""
        return ShiftNotesRead(await shift_notes.read(uow, await the_station(uow), data.occurred_at))


async def the_station(uow: UnitOfWork) -> Station:
    station = await station_of(uow)
    if station is None:
        raise Refused(now_("This browser is not a tablet. Enrol it under Set up, Tablets"), code="no-station")
    return station
