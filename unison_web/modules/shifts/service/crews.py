"""Crews, who belongs to them, and who is not there."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.identity.models import User
from unison_web.modules.machines.service import plant_meant
from unison_web.modules.shifts import rules
from unison_web.modules.shifts.models import Absence, Crew, CrewMember
from unison_web.modules.shifts.repository import CrewRepository, MemberRepository
from unison_web.modules.shifts.schemas.people import AbsenceIn, CrewIn, MemberIn
from unison_web.modules.shifts.service.definitions import check_version
from unison_web.modules.skills.repository import PeopleRepository


async def create(uow: UnitOfWork, data: CrewIn) -> Crew:
    plant = await plant_meant(uow, data.plant)
    crew = Crew(plant_id=plant.id, code="", name="")
    await _fill(uow, crew, data)
    uow.session.add(crew)
    await uow.session.flush()
    return await CrewRepository(uow).record(crew.id)


async def change(uow: UnitOfWork, crew: Crew, data: CrewIn) -> Crew:
    check_version(crew.version, data.version)
    await _fill(uow, crew, data)
    await uow.session.flush()
    return crew


async def archive(uow: UnitOfWork, crew: Crew, *, archived: bool) -> Crew:
    crew.state = "archived" if archived else "active"
    await uow.session.flush()
    return crew


async def _fill(uow: UnitOfWork, crew: Crew, data: CrewIn) -> None:
    code = data.code.strip()
    if code != crew.code and await CrewRepository(uow).by_code(crew.plant_id, code):
        raise Refused.at("code", _("There is already a crew with the code {code}").format(code=code))
    crew.code, crew.name = code, data.name.strip()


async def join(uow: UnitOfWork, crew: Crew, data: MemberIn) -> Crew:
    """From a day on. Who is in another crew then has to leave it first."""
    person = await person_meant(uow, data.person)
    if data.valid_to is not None:
        rules.in_order(data.valid_from, data.valid_to, "valid_to").or_refuse()
    other = await MemberRepository(uow).of_person(person.id, data.valid_from, data.valid_to)
    if other is not None:
        words = _("{person} belongs to {crew} in these days").format(person=person.name, crew=other.crew.name)
        raise Refused(person=words)
    uow.session.add(
        CrewMember(
            plant_id=crew.plant_id, crew_id=crew.id, user_id=person.id,
            valid_from=data.valid_from, valid_to=data.valid_to,
        )
    )  # fmt: skip
    await uow.session.flush()
    uow.session.expire(crew, ["members"])
    return await CrewRepository(uow).record(crew.id)


async def leave(uow: UnitOfWork, crew: Crew, member: CrewMember) -> Crew:
    """Since when somebody belonged to it is in the trail; who never came leaves no row."""
    today = uow.now().astimezone(uow.actor.timezone).date()
    if member.valid_from >= today:
        await uow.session.delete(member)
    else:
        member.valid_to = today
    await uow.session.flush()
    uow.session.expire(crew, ["members"])
    return await CrewRepository(uow).record(crew.id)


async def absent(uow: UnitOfWork, data: AbsenceIn) -> Absence:
    person = await person_meant(uow, data.person)
    rules.in_order(data.first_day, data.last_day).or_refuse()
    row = Absence(
        user_id=person.id, first_day=data.first_day, last_day=data.last_day, kind=data.kind, note=data.note.strip(),
        user=person,
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    return row


async def back(uow: UnitOfWork, row: Absence) -> Absence:
    """It was said by mistake, or somebody comes all the same."""
    await uow.session.delete(row)
    await uow.session.flush()
    return row


async def person_meant(uow: UnitOfWork, said: str) -> User:
    person = await PeopleRepository(uow).meant(said.strip())
    if person is None:
        raise Refused(person=_("There is nobody of this name, or there are two"))
    return person
