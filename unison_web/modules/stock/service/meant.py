"""What people mean by the code of a place and the number of a lot."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.materials.models import Material
from unison_web.modules.partners.models import Partner
from unison_web.modules.partners.repository import PartnerRepository
from unison_web.modules.stock import rules
from unison_web.modules.stock.models import Location, Lot
from unison_web.modules.stock.repository import LocationRepository, LotRepository


async def location_meant(uow: UnitOfWork, code: str, field: str = "location", plant: UUID | None = None) -> Location:
    """In the plant somebody works in, or the only one of that code."""
    found = await LocationRepository(uow).called(code, plant or uow.actor.plant_id)
    if not found:
        raise Refused(**{field: _("There is no place with the code {code}").format(code=code)})
    if len(found) > 1:
        raise Refused(**{field: _("Several plants have a place with the code {code}. Choose a plant first").format(
            code=code)})  # fmt: skip
    rules.is_offered(found[0].state, found[0].code, field).or_refuse()
    return found[0]


async def lot_meant(uow: UnitOfWork, number: str, material: Material, field: str = "lot") -> Lot | None:
    """The lot of a material that is tracked, nothing for one that is not. A refusal says which is missing."""
    rules.needs_lot(material.tracking, number.strip(), material.number).or_refuse()
    if not number.strip():
        return None
    lot = await LotRepository(uow).by_number(number)
    if lot is None or lot.material_id != material.id:
        words = _("There is no lot {number} of {material}").format(number=number.strip(), material=material.number)
        raise Refused(**{field: words})
    return lot


async def partner_meant(uow: UnitOfWork, reference: str, field: str) -> Partner | None:
    if not reference.strip():
        return None
    try:
        return await PartnerRepository(uow).meant(reference)
    except NotFound:
        words = _("There is no partner with the number {number}").format(number=reference.strip())
        raise Refused(**{field: words}) from None
