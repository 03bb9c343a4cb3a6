"""What an order still needs at its line, and bringing it there: a move, and kept for the order where it lies then."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.consumption import rules as taking
from unison_web.modules.consumption.models import Reservation
from unison_web.modules.consumption.repository import ReservationRepository, candidates, covered
from unison_web.modules.consumption.rules import Candidate, Take
from unison_web.modules.consumption.service.backflush import used_up
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.staging import rules
from unison_web.modules.staging.schemas import StageIn
from unison_web.modules.stock import rules as stock_rules
from unison_web.modules.stock.models import Location, Lot
from unison_web.modules.stock.repository import LocationRepository, LotRepository, StockRepository
from unison_web.modules.stock.service.keeping import keep
from unison_web.modules.stock.service.lines import Line, Place
from unison_web.modules.stock.service.meant import location_meant
from unison_web.modules.stock.service.posting import post, unheld
from unison_web.modules.traceability.repository import said_by
from unison_web.modules.work_orders.models import Operation, WorkOrder


@dataclass(slots=True)
class Need:
    """A component at the first operation that takes it. ``place`` serves that line."""

    material: Material
    unit: str
    operation: Operation
    place: Location | None
    needed: Decimal = rules.ZERO
    taken: Decimal = rules.ZERO
    staged: Decimal = rules.ZERO
    takes: list[Take] = field(default_factory=list)
    short: Decimal = rules.ZERO

    @property
    def open(self) -> Decimal:
        return rules.open_of(self.needed, self.taken, self.staged)


async def needs(uow: UnitOfWork, order: WorkOrder, *, lock: bool = False) -> list[Need]:
    """Every component, with what would be brought now: first what expires first, from the warehouse."""
    found = await _lines(uow, order)
    keys = [need.material.id for need in found]
    if not keys:
        return []
    taken = await covered(uow, order.id, keys)
    kept: dict[tuple[UUID, UUID], Decimal] = {}
    for row in await ReservationRepository(uow).of_order(order.id):
        at = (row.balance.material_id, row.balance.location_id)
        kept[at] = kept.get(at, rules.ZERO) + row.quantity
    today = uow.now().astimezone(uow.actor.timezone).date()
    free = await candidates(uow, order.plant_id, order.id, keys, today, lock=lock)
    for need in found:
        need.taken = taken.get(need.material.id, rules.ZERO)
        if need.place:
            need.staged = kept.get((need.material.id, need.place.id), rules.ZERO)
        plan = taking.plan({need.material.id: need.open}, in_turn(free, need)) if need.open else taking.Plan()
        need.takes, need.short = plan.takes, plan.missing.get(need.material.id, rules.ZERO)
    return found


async def _lines(uow: UnitOfWork, order: WorkOrder) -> list[Need]:
    """One for each component. The place of its line, else the first that production takes from."""
    steps = {step.sequence: step for step in order.operations if step.state != "skipped"}
    if not steps:
        return []
    served = await LocationRepository(uow).of_lines(order.plant_id, [step.work_center_id for step in steps.values()])
    common = await LocationRepository(uow).supplying(order.plant_id)
    found: dict[UUID, Need] = {}
    for line in order.materials:
        step = steps[taking.takes_at(line.operation, sorted(steps))]
        place = served.get(step.work_center_id, common)
        need = found.setdefault(line.component_id, Need(line.component, line.unit, step, place))
        need.needed += line.needed
    return list(found.values())


def in_turn(free: list[Candidate], need: Need) -> list[Candidate]:
    """What may be brought of a component: not what lies at its line for the order already, and that a place supplies
    production is no advantage."""
    here = need.place.id if need.place else None
    mine = [each for each in free if each.material_id == need.material.id]
    away = [replace(each, supplies=False) for each in mine if each.location_id != here]
    there = [replace(each, free=each.free - each.kept, kept=rules.ZERO) for each in mine if each.location_id == here]
    return [*away, *(each for each in there if each.free > rules.ZERO)]


async def stage(uow: UnitOfWork, order: WorkOrder, data: StageIn) -> None:
    """What was scanned goes to the line of the order, and is the order's from then on."""
    rules.may_stage(order.state).or_refuse()
    known = await needs(uow, order, lock=True)
    need, lot = await _meant(uow, order, known, data.code)
    if need.place is None:
        raise rules.no_place(need.operation.work_center.code)
    if lot:
        await unheld(uow, [lot.id])
        today = uow.now().astimezone(uow.actor.timezone).date()
        stock_rules.not_expired(lot.number, lot.expires_on, today).or_refuse()
    wanted = need.open if data.quantity is None else data.quantity
    rules.still_wanted(need.material.number, need.open, wanted).or_refuse()
    stock_rules.countable(wanted).or_refuse()
    takes = await _chosen(uow, order, need, lot, wanted, data)
    await _bring(uow, order, need.place, takes, data.reason.strip())


async def _meant(uow: UnitOfWork, order: WorkOrder, known: list[Need], code: str) -> tuple[Need, Lot | None]:
    """The component that was scanned, by its lot or, untracked, by itself."""
    lot: Lot | None = None
    material: Material | None = None
    for said in said_by(code):
        if lot := await LotRepository(uow).by_number(said):
            break
        if material := await MaterialRepository(uow).by_number(said):
            break
    if lot is None and material is None:
        raise rules.not_known(code.strip()[:80])
    key = lot.material_id if lot else material.id if material else None
    need = next((each for each in known if each.material.id == key), None)
    if need is None:
        named = material or (await MaterialRepository(uow).named([key] if key else [])).get(key)  # type: ignore[arg-type]
        left = [each.material.number for each in known if each.open]
        raise rules.not_needed(named.number if named else code, order.number, left)
    if lot is None and need.material.tracking != "none":
        raise rules.needs_its_lot(need.material.number)
    return need, lot


async def _chosen(
    uow: UnitOfWork, order: WorkOrder, need: Need, lot: Lot | None, wanted: Decimal, data: StageIn
) -> list[Take]:
    """Of that lot, from that place; whoever does not take what goes first says why. Less than was wanted is all that
    is there, unless somebody said how much."""
    today = uow.now().astimezone(uow.actor.timezone).date()
    free = in_turn(await candidates(uow, order.plant_id, order.id, [need.material.id], today), need)
    place = await location_meant(uow, data.location, plant=order.plant_id) if data.location.strip() else None
    mine = [
        each
        for each in free
        if (lot is None or each.lot_id == lot.id) and (place is None or each.location_id == place.id)
    ]
    if lot:
        stock_rules.may_skip_first(taking.first_lot(free), lot.number, data.reason).or_refuse()
    plan = taking.plan({need.material.id: wanted}, mine)
    if not plan.takes or (plan.missing and data.quantity is not None):
        there = sum((each.free for each in mine), rules.ZERO)
        stock_rules.too_few(there, need.unit).or_refuse()
    return plan.takes


async def _bring(uow: UnitOfWork, order: WorkOrder, place: Location, takes: list[Take], reason: str) -> None:
    """One move for each place it came from. What was kept for the order elsewhere is kept for it here instead."""
    moved = [take for take in takes if take.candidate.location_id != place.id]
    await post(uow, order.plant_id, [
        Line("move", take.candidate.material_id, take.quantity, Place(take.candidate.location_id), Place(place.id),
             take.candidate.lot_id, order_id=order.id, kept=take.kept, reason=reason)
        for take in moved
    ])  # fmt: skip
    await used_up(uow, order.id, moved)
    for take in takes:
        await _kept_here(uow, order, place, take)


async def _kept_here(uow: UnitOfWork, order: WorkOrder, place: Location, take: Take) -> None:
    chosen = take.candidate
    balance = await StockRepository(uow).at(chosen.material_id, place.id, chosen.lot_id, "released")
    if balance is None:  # the move has just made it
        return
    await keep(uow, [(balance.id, take.quantity)])
    known = await ReservationRepository(uow).of_order(order.id, [balance.id])
    if known:
        known[0].quantity += take.quantity
    else:
        uow.session.add(
            Reservation(plant_id=order.plant_id, order_id=order.id, balance_id=balance.id, quantity=take.quantity)
        )
    await uow.session.flush()
