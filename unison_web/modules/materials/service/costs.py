"""Cost records: writing them down, and keeping the standard cost a material shows in step with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from unison_web.engine.quantity import UnitMismatch, as_decimal, ratio
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.kit.errors import NotFound, Refused
from unison_web.modules.materials import rules
from unison_web.modules.materials.components import Counted
from unison_web.modules.materials.models import Material, MaterialCost, Unit
from unison_web.modules.materials.repository import CostRepository, MaterialRepository
from unison_web.modules.materials.schemas.costs import CostIn
from unison_web.modules.materials.service.meant import bridges, unit_meant


def today(uow: UnitOfWork) -> date:
    """The day in the plant."""
    return uow.now().astimezone(uow.actor.timezone).date()


def per_own_unit(cost: MaterialCost, material: Counted) -> Fraction:
    """What one of the material's own unit costs, exactly. Needs the units of both and the conversions loaded."""
    return cost.exact / in_own(cost.unit, material)


def in_own(unit: Unit, material: Counted) -> Fraction:
    """How many of the material's own units one ``unit`` is."""
    if unit.id == material.unit_id:
        return Fraction(1)
    return ratio(unit.exact, material.unit.exact, bridges=bridges(material))


async def record(uow: UnitOfWork, material: Material, data: CostIn, source: str = "entry") -> MaterialCost:
    """A cost from a day on. One that begins on the same day is replaced: a correction."""
    rules.good_cost(data.kind, data.amount, data.quantity).or_refuse()
    unit = await unit_meant(uow, data.unit) if data.unit else material.unit
    _countable(unit, material)
    day = data.valid_from or today(uow)
    cost = await CostRepository(uow).on_day(material.id, data.kind, day)
    if cost is None:
        cost = MaterialCost(material_id=material.id, kind=data.kind, valid_from=day)
        uow.session.add(cost)
    cost.amount, cost.currency = data.amount, data.currency or uow.actor.currency
    cost.quantity, cost.unit_id, cost.unit = data.quantity, unit.id, unit
    cost.source, cost.note = source, data.note.strip()
    await uow.session.flush()
    await follow(uow, [material.id])
    return cost


async def remove(uow: UnitOfWork, material: Material, cost_id: UUID) -> None:
    """Only what is not valid yet."""
    cost = next((known for known in await CostRepository(uow).of_material(material.id) if known.id == cost_id), None)
    if cost is None:
        raise NotFound
    rules.may_remove_cost(cost.valid_from, today(uow)).or_refuse()
    await uow.session.delete(cost)
    await uow.session.flush()


async def shown(uow: UnitOfWork, material: Material, source: str = "entry") -> None:
    """Somebody wrote another standard cost on the material itself: that is a record from today on."""
    await uow.session.flush()
    known = (await CostRepository(uow).as_of([material.id], today(uow))).get(material.id)
    if known is not None and _same(known, material):
        return
    if known is None and not material.standard_cost:
        return
    said = CostIn(amount=material.standard_cost, currency=material.currency)
    await record(uow, material, said, source)


async def follow(uow: UnitOfWork, materials: Iterable[UUID] | None = None, *, on: date | None = None) -> int:
    """Materials show the standard cost that is valid on the day, today. How many had to be told."""
    told = 0
    for material, cost in await CostRepository(uow).behind(on or today(uow), materials):
        if not _same(cost, material):
            material.standard_cost = as_decimal(per_own_unit(cost, material))
            material.currency = cost.currency
            told += 1
    await uow.session.flush()
    return told


async def keep_new(uow: UnitOfWork, materials: Iterable[dict[str, Any]]) -> None:
    """The standard costs of materials a file has just made."""
    day = today(uow)
    rows = [_imported(row["id"], row, day) for row in materials if row["standard_cost"]]
    await bulk_insert(uow, MaterialCost, rows)


def _imported(material: UUID, said: Mapping[str, Any], day: date) -> dict[str, Any]:
    return {
        "material_id": material, "kind": "standard", "amount": said["standard_cost"], "currency": said["currency"],
        "quantity": Decimal(1), "unit_id": said["unit_id"], "valid_from": day, "source": "import", "note": "",
    }  # fmt: skip


async def keep_imported(uow: UnitOfWork, numbers: Iterable[str]) -> None:
    """What a file said on materials that were there about their standard cost, as records from today on."""
    materials = await MaterialRepository(uow).numbered(numbers)
    known = await CostRepository(uow).as_of([material.id for material in materials], today(uow))
    rows = []
    for material in materials:
        before = known.get(material.id)
        if _same(before, material) if before else not material.standard_cost:
            continue
        if before is not None and before.valid_from == today(uow):
            before.amount, before.currency, before.quantity = material.standard_cost, material.currency, Decimal(1)
            before.unit_id, before.source = material.unit_id, "import"
            continue
        said = {name: getattr(material, name) for name in ("standard_cost", "currency", "unit_id")}
        rows.append(_imported(material.id, said, today(uow)))
    await uow.session.flush()
    await bulk_insert(uow, MaterialCost, rows)


def _same(cost: MaterialCost, material: Material) -> bool:
    try:
        exact = as_decimal(per_own_unit(cost, material))
    except UnitMismatch:  # the conversion was taken away since; what is shown stays
        return True
    return (exact, cost.currency) == (material.standard_cost, material.currency)


def _countable(unit: Unit, material: Material) -> None:
    try:
        in_own(unit, material)
    except UnitMismatch as wrong:
        raise Refused(unit=rules.not_counted_in(material.number, unit.code, material.unit.code)) from wrong
