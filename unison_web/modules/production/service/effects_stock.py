"""What a correction would make of stock, said before it is saved."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.modules.consumption.rules import takes_at
from unison_web.modules.materials.models import Material
from unison_web.modules.production import rules
from unison_web.modules.production.service.corrections import Change
from unison_web.modules.production.service.effects import Effect, foresees
from unison_web.modules.stock.repository import StockRepository
from unison_web.modules.stock.rules import Stock


@foresees
async def of_stock(uow: UnitOfWork, change: Change) -> list[Effect]:
    """What may be used of the components and of the finished material, for those who may see stock. Pieces that used
    what no stock was known of bring back only what was taken, so nothing falls below zero."""
    more = _more(change)
    if not more or not uow.actor.may(str(Stock.READ)):
        return []
    known = {need.component_id: need.component for need in change.order.materials}
    known |= {output.material_id: output.material for output in change.order.outputs}
    known[change.order.material_id] = change.order.material
    lies = await StockRepository(uow).on_hand(change.entry.plant_id, more)
    return [_effect(known[key], lies.get(key, rules.ZERO), amount) for key, amount in more.items()]


def _more(change: Change) -> dict[UUID, Decimal]:
    """Material → how much more of it there will be."""
    steps = [operation.sequence for operation in change.order.operations if operation.state != "skipped"]
    more: dict[UUID, Decimal] = defaultdict(Decimal)
    for need in change.order.materials:
        if takes_at(need.operation, steps) == change.operation.sequence:
            more[need.component_id] -= need.needed / change.order.quantity * change.more("good", "scrap")
    if change.after is None:
        more[change.order.material_id] += change.more("good")
        for output in change.order.outputs:
            more[output.material_id] += output.quantity_per * change.more("good")
    return {key: amount for key, amount in more.items() if amount}


def _effect(material: Material, lies: Decimal, amount: Decimal) -> Effect:
    label = _("Stock of {material}").format(material=material.number)
    return Effect(label, lies, max(lies + amount, rules.ZERO), "")
