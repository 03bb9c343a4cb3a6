"""Places where stock lies."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.machines.repository import WorkCenterRepository
from unison_web.modules.machines.service import check_version, plant_meant
from unison_web.modules.stock import rules
from unison_web.modules.stock.models import Location
from unison_web.modules.stock.repository import LocationRepository, StockRepository
from unison_web.modules.stock.schemas import LocationIn
from unison_web.modules.stock.service.meant import partner_meant


async def create(uow: UnitOfWork, data: LocationIn) -> Location:
    plant = await plant_meant(uow, data.plant)
    location = Location(plant_id=plant.id, code="", name="", kind=data.kind)
    await _fill(uow, location, data)
    uow.session.add(location)
    await uow.session.flush()
    return location


async def change(uow: UnitOfWork, location: Location, data: LocationIn) -> Location:
    check_version(location.version, data.version)
    await _fill(uow, location, data)
    await uow.session.flush()
    return location


async def archive(uow: UnitOfWork, location: Location, *, archived: bool) -> Location:
    if archived:
        rules.may_archive(await StockRepository(uow).lies_at(location.id)).or_refuse()
    location.state = "archived" if archived else "active"
    await uow.session.flush()
    return location


async def _fill(uow: UnitOfWork, location: Location, data: LocationIn) -> None:
    code = data.code.strip()
    if code != location.code and await LocationRepository(uow).called(code, location.plant_id):
        raise Refused.at("code", _("There is already a place with the code {code}").format(code=code))
    parent = await _parent(uow, location.plant_id, data.parent)
    rules.may_lie_in(data.kind, parent.kind if parent else "").or_refuse()
    location.code, location.name, location.kind = code, data.name.strip(), data.kind
    location.parent_id = parent.id if parent else None
    partner = await partner_meant(uow, data.partner, "partner")
    rules.there_or_here(at_partner=partner is not None, used=data.supplies or data.receives).or_refuse()
    location.partner_id = partner.id if partner else None
    location.supplies, location.receives = data.supplies, data.receives
    location.work_center_id = await _line(uow, location, data.work_center)


async def _line(uow: UnitOfWork, location: Location, code: str) -> UUID | None:
    """The work center that a place serves: in its plant, and no other place's."""
    if not code.strip():
        return None
    center = await WorkCenterRepository(uow).by_code(location.plant_id, code.strip())
    if center is None:
        raise Refused(work_center=_("There is no work center with the code {code}").format(code=code.strip()))
    served = await LocationRepository(uow).of_lines(location.plant_id, [center.id])
    if other := next((each for each in served.values() if each.id != location.id), None):
        raise Refused(work_center=_("{place} serves this line already").format(place=other.code))
    return center.id


async def _parent(uow: UnitOfWork, plant: UUID, code: str) -> Location | None:
    if not code.strip():
        return None
    found = await LocationRepository(uow).called(code, plant)
    if not found:
        raise Refused(parent=_("There is no place with the code {code}").format(code=code))
    return found[0]
