"""Records of materials as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from unison_web.engine.quantity import UnitMismatch, as_decimal
from unison_web.modules.materials.listings import material_out
from unison_web.modules.materials.models import Material, MaterialCost
from unison_web.modules.materials.schemas.costs import CostOut, MaterialCostsOut
from unison_web.modules.materials.service.costs import per_own_unit


def material_costs(material: Material, costs: Sequence[MaterialCost], today: date) -> MaterialCostsOut:
    """``costs`` newest first: each ends the day before the one of its kind above it begins."""
    begins: dict[str, date] = {}
    items = []
    for cost in costs:
        following = begins.get(cost.kind)
        begins[cost.kind] = cost.valid_from
        item = cost_out(cost, material, today)
        item.valid_to = following - timedelta(days=1) if following else None
        item.now = cost.valid_from <= today and (following is None or following > today)
        items.append(item)
    return MaterialCostsOut(material_out(material), [item for item in items if item.now], items)


def cost_out(cost: MaterialCost, material: Material, today: date) -> CostOut:
    return CostOut.of(cost, unit=cost.unit.code, per_unit=_per_unit(cost, material), removable=cost.valid_from > today)


def _per_unit(cost: MaterialCost, material: Material) -> object:
    try:
        return as_decimal(per_own_unit(cost, material))
    except UnitMismatch:
        return None
