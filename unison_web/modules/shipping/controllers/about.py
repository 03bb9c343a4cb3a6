"""What forms of a shipment show around themselves: the shipment, and the pick or the box they are about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from unison_web.kit.errors import NotFound
from unison_web.kit.web.forms import Record
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.shipping.presenters import seen
from unison_web.modules.shipping.schemas_shown import PickOut, ShipmentOut, UnitOut


class Beside(Record):
    """A screen of a shipment, for when what was done there is refused."""

    shipment: ShipmentOut
    pick: PickOut | None = None
    unit: UnitOut | None = None


async def the_shipment(request: WebRequest, uow: Uow, shipment_id: UUID, **place: Any) -> Beside:
    found = await seen(uow, shipment_id)
    beside = Beside(found.number, f"/shipments/{found.id}", found)
    if "pick_id" in place:
        beside.pick = next((each for each in found.picks if each.id == place["pick_id"]), None)
    if "unit_id" in place:
        beside.unit = next((each for each in found.units if each.id == place["unit_id"]), None)
    if ("pick_id" in place and not beside.pick) or ("unit_id" in place and not beside.unit):
        raise NotFound
    return beside
