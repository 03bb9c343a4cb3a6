"""Delivery notes, packing lists and pick lists: asked for on a shipment's page, written when the worker makes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import dates
from jinja2 import Environment

from unison_web.kit import clock, i18n, labels
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy
from unison_web.kit.web import frame
from unison_web.kit.web.frame import Frame
from unison_web.modules.branding.paper import Letterhead
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.prints import service as prints
from unison_web.modules.prints.documents import sheet
from unison_web.modules.prints.models import Print
from unison_web.modules.shipping import rules
from unison_web.modules.shipping.models import Shipment
from unison_web.modules.shipping.presenters import seen
from unison_web.modules.shipping.schemas import ShipmentPaperIn
from unison_web.modules.shipping.schemas_shown import ShipmentOut

SHEETS = {
    "delivery_note": "shipping/paper_note.html", "packing_list": "shipping/paper_list.html",
    "pick_list": "shipping/paper_picks.html",
}  # fmt: skip
TITLES: dict[str, Any] = {
    "delivery_note": lazy("Delivery note {number}"), "packing_list": lazy("Packing list {number}"),
    "pick_list": lazy("Pick list {number}"),
}  # fmt: skip
#: A module of the bars in mm: GS1-128 on logistic units is 0.495 to 1.016 (GS1 General Specifications, 5.12.3.3).
BARS = 0.5
#: Those of places and lots on a list: two printer dots of 203 dpi, which hand scanners read.
NARROW = 0.25


async def ask(uow: UnitOfWork, shipment: Shipment, data: ShipmentPaperIn) -> Print:
    if data.kind == "pick_list":
        left = sum(pick.state == "open" for pick in shipment.picks)
        rules.may_walk_with_paper(shipment.state, left).or_refuse()
    else:
        rules.may_be_printed(shipment.state).or_refuse()
    title = str(TITLES[data.kind]).format(number=shipment.number)
    wanted = {"shipment": str(shipment.id), "paper": data.paper, "page": f"/shipments/{shipment.id}"}
    return await prints.ask_other(uow, shipment.plant_id, data.kind, title, wanted)


async def write(uow: UnitOfWork, wanted: Print, jinja: Environment, head: Letterhead) -> str:
    """HTML of the paper as the shipment is now, in the words and the time of the person who asked."""
    said = wanted.wanted or {}
    plant = await PlantRepository(uow).by_id(wanted.plant_id)
    i18n.speak(uow.actor.locale)
    frame.current.set(Frame(ZoneInfo(plant.zone), plant.currency, lambda: ""))
    shipment = await seen(uow, UUID(said["shipment"]))
    zone = ZoneInfo(plant.zone)
    left = (shipment.shipped_at or clock.now()).astimezone(zone)
    context = {
        "s": shipment, "date": dates.format_date(left, "medium", locale=i18n.language()), "head": head, "plant": plant,
        "paper": said["paper"], "weight": weight_of(shipment),
        "codes": labels, "bars": BARS, "narrow": NARROW, "user": uow.actor, "now": clock.now().astimezone(zone),
        "css": sheet(), "lang": i18n.language().replace("_", "-"), "dir": i18n.direction(),
    }  # fmt: skip
    return jinja.get_template(SHEETS[wanted.kind]).render(context)


def weight_of(shipment: ShipmentOut) -> Decimal | None:
    """Of everything; not known as long as one box was not weighed."""
    weights = [unit.weight for unit in shipment.units]
    return sum((each for each in weights if each), Decimal(0)) if weights and all(weights) else None


for kind in SHEETS:
    prints.made_by(kind, write)
