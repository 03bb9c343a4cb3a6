"""As built, as planned, as of today: one row for each component, every difference with its reason or without."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.web.formats import plain_day
from unison_web.modules.assembly import rules
from unison_web.modules.assembly import rules_comparison as words
from unison_web.modules.assembly.models import BuiltPart
from unison_web.modules.assembly.repository import pieces_of, produced
from unison_web.modules.assembly.rules_comparison import Facts, explain
from unison_web.modules.assembly.schemas import AsBuiltOut, ComparedOut, NoteOut
from unison_web.modules.assembly.service import gathering
from unison_web.modules.assembly.service.gathering import Taken
from unison_web.modules.bom.models import Bom
from unison_web.modules.bom.repository import BomRepository
from unison_web.modules.bom.service import structure
from unison_web.modules.changes.models import ChangedBill, EngineeringChange
from unison_web.modules.consumption.rules import takes_at
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.stock.models import Lot
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository

MICRO = Decimal("0.000001")
FINISHED = frozenset({"completed", "closed", "cancelled"})


@dataclass(slots=True)
class Today:
    """The bill of today: how much of each component for one piece, since when a line counts, and why it differs."""

    per: dict[UUID, Decimal] = field(default_factory=dict)
    since: dict[UUID, str] = field(default_factory=dict)
    revision: str = ""
    because: str = ""


async def as_built(uow: UnitOfWork, number: str, serial: str = "") -> AsBuiltOut:
    """Of an order, or of one piece of it."""
    order = await WorkOrderRepository(uow).planned(number)
    pieces = await pieces_of(uow, order.id)
    piece = next((lot for lot in pieces if lot.number == serial), None)
    if serial and piece is None:
        raise NotFound
    parts = await gathering.parts_of(uow, order.id, piece.id if piece else None)
    made = piece is not None and piece.id in await produced(uow, [piece.id])
    taken = await _taken(uow, order, piece, parts)
    now = await today(uow, order)
    known = await _materials(uow, order, taken, now)
    rows = [_row(known[key], _facts(order, known[key], taken.get(key), now, parts, piece, made)) for key in known]
    good, bad = (rules.ONE, rules.ZERO) if piece else (order.good, order.scrap)
    return AsBuiltOut(
        order.id, order.number, order.material.number, order.material.name, serial, piece.id if piece else None,
        good, bad, order.bom_revision, now.revision, order.material.tracking == "serial", rows,
        [lot.number for lot in pieces],
    )  # fmt: skip


async def _taken(uow: UnitOfWork, order: WorkOrder, piece: Lot | None, parts: Iterable[BuiltPart]) -> dict[UUID, Taken]:
    if piece:
        return gathering.of_parts(parts)
    found = await gathering.of_order(uow, order.id)
    await gathering.of_pieces(uow, parts, found)
    return found


async def today(uow: UnitOfWork, order: WorkOrder) -> Today:
    """What one piece takes by the bill that counts today, and why that is another one than the order's."""
    day: date = uow.now().astimezone(uow.actor.timezone).date()
    bill = await BomRepository(uow).valid(order.material_id, day)
    found = Today(revision=bill.revision if bill else "")
    for need in await structure.needs(uow, order.material_id, order.quantity, day):
        key = need.component.id
        found.per[key] = found.per.get(key, rules.ZERO) + (need.quantity / order.quantity).quantize(MICRO)
        if need.line.valid_from:
            found.since[key] = words.line_since(plain_day(need.line.valid_from))
    found.because = await _why(uow, order, bill)
    return found


async def _why(uow: UnitOfWork, order: WorkOrder, bill: Bom | None) -> str:
    if bill is None:
        return words.no_bill()
    if bill.revision == order.bom_revision:
        return ""
    statement = (
        select(EngineeringChange.number, EngineeringChange.title)
        .join(ChangedBill, (ChangedBill.change_id == EngineeringChange.id)
              & (ChangedBill.organization_id == EngineeringChange.organization_id))
        .where(EngineeringChange.organization_id == uow.organization_id, ChangedBill.bom_id == bill.id,
               EngineeringChange.state == "released")
        .limit(1)
    )  # fmt: skip
    change = (await uow.session.execute(statement)).one_or_none()
    return words.changed_by(*change, bill.revision) if change else words.new_revision(bill.revision)


async def _materials(uow: UnitOfWork, order: WorkOrder, taken: Iterable[UUID], now: Today) -> dict[UUID, Material]:
    """The plan's own order first, then what else went in, then what only the bill of today has."""
    wanted = [line.component_id for line in order.materials]
    keys = list(dict.fromkeys([*wanted, *taken, *now.per]))
    named = await MaterialRepository(uow).named(keys)
    return {key: named[key] for key in keys if key in named}


def _facts(
    order: WorkOrder, material: Material, taken: Taken | None, now: Today, parts: Iterable[BuiltPart],
    piece: Lot | None, made: bool,
) -> Facts:  # fmt: skip
    lines = [line for line in order.materials if line.component_id == material.id]
    got = taken or Taken()
    facts = Facts(
        material.number, sum((line.quantity_per for line in lines), rules.ZERO) if lines else None,
        now.per.get(material.id), got.quantity, missing=got.missing, waiting=got.waiting, by_hand=got.by_hand,
        finished=order.state in FINISHED, reasons=got.reasons, revision=now.because,
        since="" if now.because else now.since.get(material.id, ""), growing=piece is not None and not made,
        exchanged=[(part.label, part.removal_reason) for part in parts
                   if part.component_id == material.id and part.removed_at],
    )  # fmt: skip
    facts.replaced = next((line.replaced["number"] for line in lines if line.replaced), "")
    _alternates(order, material, parts, facts)
    _counted(order, material, facts, piece)
    return facts


def _alternates(order: WorkOrder, material: Material, parts: Iterable[BuiltPart], facts: Facts) -> None:
    """What stood for the component, and for which one this is taken."""
    for line in order.materials:
        ratios = {each["number"]: Decimal(each["ratio"]) for each in line.alternates or ()}
        if material.number in ratios and facts.planned is None:
            facts.stands_for = line.component.number
        if line.component_id == material.id:
            facts.stood_in += sum(
                (part.quantity / ratios.get(part.component.number, rules.ONE) for part in parts
                 if part.stands_for_id == material.id and part.removed_at is None), rules.ZERO,
            )  # fmt: skip


def _counted(order: WorkOrder, material: Material, facts: Facts, piece: Lot | None) -> None:
    """The pieces that took it: one, or what the operation has counted at which it goes in."""
    if piece:
        facts.good = rules.ONE
        if facts.planned is not None:
            facts.planned = rules.of_one_piece(facts.planned, material.tracking)
        if facts.today is not None:
            facts.today = rules.of_one_piece(facts.today, material.tracking)
        if not rules.by_scan(material.tracking):
            facts.built = None
        return
    steps = {step.sequence: step for step in order.operations if step.state != "skipped"}
    line = next((each for each in order.materials if each.component_id == material.id), None)
    if steps and line:
        step = steps[takes_at(line.operation, sorted(steps))]
        facts.good, facts.scrap = step.good, step.scrap


def _row(material: Material, facts: Facts) -> ComparedOut:
    notes = explain(facts)
    if facts.built is None and facts.planned is not None:
        notes.append(words.by_reports())
    return ComparedOut.of(
        facts, material_id=material.id, material=material.number, name=material.name, unit=material.unit.code,
        notes=[NoteOut(note.text, note.explained) for note in notes],
    )  # fmt: skip
