"""What a scanned code is at a shipment: the right place, lot or material, a box of it, or the wrong one, in words."""

from __future__ import annotations

from unison_web.engine.gs1 import scan
from unison_web.engine.gs1.elements import NotGs1
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.shipping.models import HandlingUnit, Pick, Shipment
from unison_web.modules.shipping.repository import UnitRepository
from unison_web.modules.stock.repository import LocationRepository, LotRepository


def wrong(sentence: str) -> Refused:
    return Refused.at("scanned", sentence, code="wrong-code")


def elements(said: str) -> dict[str, str]:
    """Application identifiers and their values; nothing where it is no GS1 code. Raises Refused on a damaged one."""
    try:
        return {each.code: each.value for each in scan.understand(said)}
    except NotGs1 as trouble:
        raise wrong(_("This code cannot be read: {why}").format(why=trouble)) from trouble


async def at_pick(uow: UnitOfWork, shipment: Shipment, pick: Pick, said: str) -> HandlingUnit | None:
    """The box it goes into, if one was scanned. Raises Refused that says what the code is instead."""
    said = said.strip()
    if not said:
        return None
    known = elements(said)
    if "00" in known:
        return await the_unit(uow, shipment, known["00"])
    lot = known.get("10") or known.get("21") or (said if not known else "")
    if lot and pick.lot and pick.lot.number == lot:
        return None
    if "01" in known and not (pick.lot and lot):
        _right_material(pick, known["01"].lstrip("0") == pick.material.gtin.lstrip("0") != "")
        return None
    if said == pick.location.code:
        return None
    if said == pick.material.number:
        _right_material(pick, yes=True)
        return None
    return await _something_else(uow, shipment, pick, lot or said)


def _right_material(pick: Pick, yes: bool) -> None:
    """The material alone does not say which lot was taken."""
    if not yes:
        raise wrong(_("This is not {material}").format(material=pick.material.number))
    if pick.lot:
        raise wrong(_("Scan the lot, too: take {lot}").format(lot=pick.lot.number))


async def _something_else(uow: UnitOfWork, shipment: Shipment, pick: Pick, said: str) -> HandlingUnit | None:
    if await LotRepository(uow).by_number(said):
        if pick.lot is None:
            raise wrong(_("This is lot {there}. Pick {material}").format(there=said, material=pick.material.number))
        raise wrong(_("This is lot {there}. Pick lot {lot}").format(there=said, lot=pick.lot.number))
    if await LocationRepository(uow).called(said, shipment.plant_id):
        raise wrong(_("This is {there}. Pick at {place}").format(there=said, place=pick.location.code))
    return await the_unit(uow, shipment, said)


async def the_unit(uow: UnitOfWork, shipment: Shipment, number: str) -> HandlingUnit:
    """A box of this shipment."""
    found = await UnitRepository(uow).by_number(number)
    if found is None:
        raise wrong(_("Nothing here has the code {code}").format(code=number[:60]))
    if found.shipment_id != shipment.id:
        raise wrong(_("{number} belongs to {shipment}").format(number=number, shipment=found.shipment.number))
    return next(each for each in shipment.units if each.id == found.id)


def to_pack(shipment: Shipment, said: str) -> Pick:
    """What of a shipment a code means when it is packed: its lot, or its material where that says enough."""
    said = said.strip()
    known = elements(said)
    of_lot, gtin = known.get("10") or known.get("21") or "", known.get("01", "").lstrip("0")
    loose = [pick for pick in shipment.picks if pick.loose > 0]
    for pick in loose:
        if pick.lot and pick.lot.number == (of_lot or said):
            return pick
    named = [
        each for each in loose if each.material.number == said or (gtin and each.material.gtin.lstrip("0") == gtin)
    ]
    if not named or of_lot:
        raise wrong(_("Nothing that is to be packed has the code {code}").format(code=(of_lot or said)[:60]))
    if len({pick.lot_id for pick in named}) > 1:
        raise wrong(_("There are several lots of {material}. Scan the lot").format(material=named[0].material.number))
    return named[0]
