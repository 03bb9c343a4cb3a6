"""The board of what could run now: the next operation of every order under seven lights."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from unison_web.engine.calendar import NoWorkingTime, Source, add_working_time
from unison_web.engine.spans import Timeline, between
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.states import look
from unison_web.modules.machines.models import Machine
from unison_web.modules.machines.rules import can_do
from unison_web.modules.organizations.models import Plant
from unison_web.modules.readiness import lights
from unison_web.modules.readiness.repository import ReadinessRepository
from unison_web.modules.readiness.schemas import BoardQuery, JobOut, LightOut, ReadinessOut
from unison_web.modules.shifts.service.calendars import Worked, worked
from unison_web.modules.work_orders.models import Operation, Requirement, WorkOrder

#: How far shifts are asked for.
AHEAD = timedelta(days=28)
WAITING = frozenset({"pending", "ready", "paused", "blocked"})
OVER = frozenset({"done", "skipped"})
ZERO = Decimal(0)


@dataclass(frozen=True)
class Plan:
    """An order and the operation of it that comes next."""

    order: WorkOrder
    next: Operation

    @property
    def before(self) -> Operation | None:
        line = [o for o in self.order.operations if o.sequence < self.next.sequence and o.state != "skipped"]
        return line[-1] if line else None

    @property
    def left(self) -> list[Operation]:
        return [o for o in self.order.operations if o.sequence >= self.next.sequence and o.state not in OVER]

    @property
    def components(self) -> list[Requirement]:
        """What this operation takes; lines without one are taken at the last."""
        last = self.order.operations[-1].sequence
        return [need for need in self.order.materials if (need.operation or last) == self.next.sequence]


@dataclass(frozen=True)
class Floor:
    """Everything the lights ask about, read once."""

    today: date
    benches: dict[UUID, list[Machine]]
    busy: dict[UUID, str]
    tools: dict[str, str]
    stock: dict[UUID, tuple[Decimal, list[str]]]
    kept: dict[tuple[UUID, UUID], Decimal]
    skills: dict[str, str]
    holders: dict[str, list[lights.Holder]]
    released: dict[UUID, dict[str, str]]
    worked: dict[UUID | None, Worked]


async def board(uow: UnitOfWork, plant: Plant, asked: BoardQuery) -> ReadinessOut:
    """The most urgent orders first. ``ready`` and ``blocked`` count what the filters leave."""
    plans = [plan for order in await ReadinessRepository(uow).orders(plant.id) if (plan := next_of(order))]
    centers = sorted({(plan.next.work_center.code, plan.next.work_center.name) for plan in plans})
    plans = [plan for plan in plans if asked.work_center in ("", plan.next.work_center.code)]
    floor = await look_around(uow, plant, plans)
    jobs = [job(plan, floor, uow.now()) for plan in plans]
    ready = sum(each.ready for each in jobs)
    wanted = {"ready": True, "blocked": False}.get(asked.show)
    shown = [each for each in jobs if wanted in (None, each.ready)]
    return ReadinessOut(plant.name, plant.id, asked.show, asked.work_center, centers, ready, len(jobs) - ready, shown)


def next_of(order: WorkOrder) -> Plan | None:
    """The first operation that nobody works on and that is not over."""
    waiting = next((operation for operation in order.operations if operation.state in WAITING), None)
    return Plan(order, waiting) if waiting else None


async def look_around(uow: UnitOfWork, plant: Plant, plans: list[Plan]) -> Floor:
    repository, now = ReadinessRepository(uow), uow.now()
    today = now.astimezone(ZoneInfo(plant.zone)).date()
    benches: dict[UUID, list[Machine]] = defaultdict(list)
    names: dict[UUID | None, str] = {}
    for machine in await repository.machines(plant.id):
        benches[machine.work_center_id].append(machine)
        names[machine.id] = machine.code
    working = await repository.working(plant.id)
    components = {need.component_id for plan in plans for need in plan.components}
    codes = {code for plan in plans for code in plan.next.skills}
    skills, holders = await repository.holders(codes, today)
    return Floor(
        today, benches,
        {o.machine_id: o.order.number for o in working if o.machine_id},
        {tool: f"{o.order.number} {names.get(o.machine_id, '')}" for o in working for tool in tools(o)},
        await repository.stock(plant.id, components, today),
        await repository.kept([plan.order.id for plan in plans]),
        skills, holders,
        await repository.released(plant.id, {plan.order.material_id for plan in plans}, today),
        await worked(uow, plant.id, now, now + AHEAD),
    )  # fmt: skip


def job(plan: Plan, floor: Floor, now: datetime) -> JobOut:
    order, operation = plan.order, plan.next
    seven = lights_of(plan, floor)
    ends = finished(plan, floor, now)
    return JobOut(
        order=order.number, item=order.material.number, item_name=order.material.name, sequence=operation.sequence,
        operation=operation.name, work_center=operation.work_center.code, work_center_name=operation.work_center.name,
        due_at=order.due_at, priority=order.priority, remaining=operation.remaining, unit=order.unit, ends_at=ends,
        late=ends is not None and ends > order.due_at, ready=all(light.green for light in seven),
        lights=[LightOut(each.key, str(lights.LIGHTS[each.key]), each.green, each.why, each.href) for each in seven],
    )  # fmt: skip


def lights_of(plan: Plan, floor: Floor) -> list[lights.Light]:
    """All seven, in the order in which they are read."""
    order, operation, earlier = plan.order, plan.next, plan.before
    benches = [_bench(machine, operation, floor) for machine in floor.benches.get(operation.work_center_id, ())]
    needed = {code: floor.skills.get(code, code) for code in operation.skills}
    frozen = {"bom": order.bom_revision, "routing": order.routing_revision}
    return [
        lights.material(_needs(plan, floor)),
        lights.tools(tools(operation), floor.tools),
        lights.machine(operation.work_center.name, benches, operation.capabilities),
        lights.person(needed, floor.holders, floor.today),
        lights.document(order.number, frozen, floor.released.get(order.material_id, {})),
        lights.quality(order.number, order.state, order.state_reason, operation.held),
        lights.before(order.number, earlier.name if earlier else "", operation.arrived, operation.done),
    ]


def _bench(machine: Machine, operation: Operation, floor: Floor) -> lights.Bench:
    return lights.Bench(
        machine.code, bool(can_do(machine.code, machine.capabilities, operation.capabilities)),
        machine.state not in lights.NOT_UP, machine.state_reason or str(look(machine.state, "machine").label),
        floor.busy.get(machine.id, ""),
    )  # fmt: skip


def _needs(plan: Plan, floor: Floor) -> list[lights.Need]:
    found = []
    for line in plan.components:
        lies, held = floor.stock.get(line.component_id, (ZERO, []))
        free = lies + floor.kept.get((plan.order.id, line.component_id), ZERO)
        needed = line.quantity_per * plan.next.remaining
        found.append(lights.Need(line.component.number, line.unit, needed, free, held))
    return found


def tools(operation: Operation) -> list[str]:
    """What the steps of an operation name, each once."""
    return list(dict.fromkeys(tool for step in operation.steps for tool in step.get("tools", ())))


def finished(plan: Plan, floor: Floor, now: datetime) -> datetime | None:
    """When the order would be finished if it began now: one operation after the other, in working time."""
    at = now
    for operation in plan.left:
        minutes = operation.setup_minutes * (operation.started_at is None) + operation.run_minutes * operation.remaining
        counts = floor.worked.get(operation.work_center_id) or floor.worked[None]
        try:
            at = add_working_time(_known(counts.working, now + AHEAD), at, timedelta(minutes=float(minutes)))
        except NoWorkingTime:
            return None
    return at


def _known(timeline: Timeline, until: datetime) -> Source:
    """The shifts that were asked for; nothing is known of what comes after them."""

    def found(start: datetime, end: datetime) -> Timeline:
        if start >= until:
            raise NoWorkingTime
        return between(timeline, start, end)

    return found
