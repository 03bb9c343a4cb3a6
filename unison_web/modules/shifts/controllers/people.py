"""Crews, who belongs to them, and who is not there."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.shifts.listings import ABSENCE_VIEW, ABSENT, CREW_VIEW, CREWS
from unison_web.modules.shifts.presenters import crew_out
from unison_web.modules.shifts.repository import AbsenceRepository, CrewRepository, MemberRepository
from unison_web.modules.shifts.rules import Shifts
from unison_web.modules.shifts.schemas import ArchiveIn
from unison_web.modules.shifts.schemas.people import (
    AbsenceIn,
    AbsenceOut,
    CrewIn,
    CrewOut,
    MemberIn,
    PeopleOut,
    PersonOption,
)
from unison_web.modules.shifts.service import crews as service
from unison_web.modules.shifts.service.definitions import today
from unison_web.modules.skills.repository import PeopleRepository

RECORD = "/crews/{id}"


async def the_crew(request: WebRequest, uow: Uow, crew_id: UUID, **place: UUID) -> Record:
    crew = await CrewRepository(uow).by_id(crew_id)
    return Record(crew.name, f"/crews/{crew_id}")


class CrewController(Module):
    path = "/crews"
    tags = ["Shifts"]

    @get("/", permission=Shifts.READ, template="shifts/crews.html", listing=CREW_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[CrewOut]:
        """People who work together and take turns."""
        return await CREWS.page(uow, request.query_params)

    @get("/people/options", permission=Shifts.WRITE, template="skills/_people.html")
    async def people(self, uow: Uow, q: FromQuery[str] = "") -> PeopleOut:
        """A few people that fit the words, for a combobox."""
        found = await PeopleRepository(uow).offered(q[:100])
        return PeopleOut([PersonOption(one.id, one.email, one.name) for one in found])

    @page("/new", permission=Shifts.WRITE, template="shifts/crew_form.html")
    async def new(self) -> Form:
        return Form(CrewIn, action="/crews")

    @post("/", permission=Shifts.WRITE, form="shifts/crew_form.html", then=RECORD)
    async def create(self, uow: Uow, data: Body[CrewIn]) -> CrewOut:
        """Add a crew."""
        return crew_out(await service.create(uow, data))

    @get("/{crew_id:uuid}", permission=Shifts.READ, template="shifts/crew.html")
    async def show(self, uow: Uow, crew_id: FromPath[UUID]) -> CrewOut:
        """One crew and its people."""
        return crew_out(await CrewRepository(uow).record(crew_id))

    @page("/{crew_id:uuid}/edit", permission=Shifts.WRITE, template="shifts/crew_form.html")
    async def edit(self, uow: Uow, crew_id: FromPath[UUID]) -> Form:
        crew = await CrewRepository(uow).record(crew_id)
        said = {"code": crew.code, "name": crew.name, "version": crew.version}
        return Form(CrewIn, said, action=f"/crews/{crew_id}/edit")

    @post("/{crew_id:uuid}/edit", permission=Shifts.WRITE, page=True, form="shifts/crew_form.html", then=RECORD)
    async def save(self, uow: Uow, crew_id: FromPath[UUID], data: Body[CrewIn]) -> CrewOut:
        return crew_out(await service.change(uow, await CrewRepository(uow).record(crew_id), data))

    @put("/{crew_id:uuid}", permission=Shifts.WRITE)
    async def update(self, uow: Uow, crew_id: FromPath[UUID], data: Body[CrewIn]) -> CrewOut:
        """Another code or name."""
        return crew_out(await service.change(uow, await CrewRepository(uow).record(crew_id), data))

    @post("/{crew_id:uuid}/archive", permission=Shifts.WRITE, then=RECORD, status_code=200)
    async def archive(self, uow: Uow, crew_id: FromPath[UUID], data: Body[ArchiveIn]) -> CrewOut:
        """Offered no more, or again."""
        crew = await CrewRepository(uow).record(crew_id)
        return crew_out(await service.archive(uow, crew, archived=data.archived))


class CrewMemberController(Module):
    path = "/crews/{crew_id:uuid}/members"
    tags = ["Shifts"]

    @page("/new", permission=Shifts.WRITE, template="shifts/member.html", about=the_crew)
    async def new(self, uow: Uow, crew_id: FromPath[UUID]) -> Form:
        return Form(MemberIn, {"valid_from": today(uow)}, action=f"/crews/{crew_id}/members")

    @post("/", permission=Shifts.WRITE, form="shifts/member.html", about=the_crew, then=RECORD)
    async def create(self, uow: Uow, crew_id: FromPath[UUID], data: Body[MemberIn]) -> CrewOut:
        """Somebody belongs to the crew from a day on."""
        return crew_out(await service.join(uow, await CrewRepository(uow).record(crew_id), data))

    @post("/{member_id:uuid}/removal", permission=Shifts.WRITE, then=RECORD, status_code=200)
    async def remove(self, uow: Uow, crew_id: FromPath[UUID], member_id: FromPath[UUID]) -> CrewOut:
        """Somebody leaves the crew today."""
        crew = await CrewRepository(uow).record(crew_id)
        return crew_out(await service.leave(uow, crew, await MemberRepository(uow).record(crew_id, member_id)))


class AbsenceController(Module):
    path = "/absences"
    tags = ["Shifts"]

    @get("/", permission=Shifts.READ, template="shifts/absences.html", listing=ABSENCE_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[AbsenceOut]:
        """Who is not there, the newest first."""
        return await ABSENT.page(uow, request.query_params)

    @page("/new", permission=Shifts.WRITE, template="shifts/absence.html")
    async def new(self, uow: Uow) -> Form:
        return Form(AbsenceIn, {"first_day": today(uow), "last_day": today(uow)}, action="/absences")

    @post("/", permission=Shifts.WRITE, form="shifts/absence.html", then="/absences", flash=_("Kept"))
    async def create(self, uow: Uow, data: Body[AbsenceIn]) -> AbsenceOut:
        """Somebody is not there, from a day to a day."""
        row = await service.absent(uow, data)
        return AbsenceOut.of(row, person=row.user.name)

    @post("/{absence_id:uuid}/removal", permission=Shifts.WRITE, then="/absences", status_code=200)
    async def remove(self, uow: Uow, absence_id: FromPath[UUID]) -> AbsenceOut:
        """Somebody is there after all."""
        row = await AbsenceRepository(uow).record(absence_id)
        answer = AbsenceOut.of(row, person=row.user.name)
        await service.back(uow, row)
        return answer
