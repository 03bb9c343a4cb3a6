"""What the tablet shows: the queue of a station and the job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from unison_web.kit import clock
from unison_web.kit.custom.fields import fields_of
from unison_web.kit.custom.inputs import facts
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.web.structs import tidy
from unison_web.modules.files.repository import FileRepository
from unison_web.modules.floor import rules
from unison_web.modules.floor.repository import FloorRepository, KeyRepository
from unison_web.modules.floor.schemas import BesideSeen, Card, CounterSeen, Job, PersonHere, Queue, Recent
from unison_web.modules.machines.models import Machine
from unison_web.modules.production.models import LogEntry
from unison_web.modules.production.presenters import finding_out
from unison_web.modules.production.repository import (
    CheckRepository,
    CounterRepository,
    LabourRepository,
    LogRepository,
    ReasonRepository,
)
from unison_web.modules.production.rules import COUNTED, UNDO_WITHIN
from unison_web.modules.production.schemas import FindingOut, ReasonOut
from unison_web.modules.production.service.checks import checks_of
from unison_web.modules.work_orders.models import Operation
from unison_web.modules.work_orders.repository import OperationRepository, WorkOrderRepository
from unison_web.modules.work_orders.rules import WORKING, limit
from unison_web.modules.work_orders.service import outputs


def card(operation: Operation, blocked: str = "") -> Card:
    order = operation.order
    return Card.of(
        operation,
        order=order.number,
        order_id=order.id,
        material=order.material.name,
        material_number=order.material.number,
        drawing=order.material.drawing,
        order_state=order.state,
        due_at=order.due_at,
        late=order.is_late(clock.now()),
        priority=order.priority,
        machine=operation.machine.code if operation.machine else "",
        blocked=blocked,
        serial=order.material.tracking == "serial",
    )


async def queue(uow: UnitOfWork, machine: Machine, people: list[PersonHere]) -> Queue:
    """Now, next and later at a machine; what cannot start says why."""
    floor = FloorRepository(uow)
    found = await floor.queue(machine)
    before = await floor.names_before(found)
    cards = [(op, card(op, rules.blocked_because(op.state, op.order.state, before[op.id]))) for op in found]
    now = [shown for op, shown in cards if op.state in WORKING and op.machine_id == machine.id]
    now.sort(key=lambda shown: (bool(shown.blocked), shown.state != "running"))
    startable = [shown for op, shown in cards if op.state == "ready" and not shown.blocked]
    later = [shown for _op, shown in cards if shown.blocked and shown not in now]
    following = startable[: rules.NEXT_SHOWN]
    return Queue(
        machine.code,
        machine.name,
        machine.work_center.name,
        machine.state,
        machine.plant_id,
        people,
        now,
        following,
        [*startable[rules.NEXT_SHOWN :], *later],
        [path for op, shown in cards if shown in (*now, *following) for path in pages_of(op)],
    )


def pages_of(operation: Operation) -> list[str]:
    """Every page of a job, so that all of it works without a network; the browser finds their pictures itself."""
    job = f"/floor/operations/{operation.id}"
    checks = [f"{job}/checks/{check['id']}" for _step, check in checks_of(operation)]
    return [job, *(f"{job}/{page}" for page in ("bad", "other", "why", "end", "counter", "note", "photo")), *checks]


async def job(uow: UnitOfWork, operation: Operation, people: list[PersonHere], station: str) -> Job:
    """Everything the job screen needs, in a constant number of queries."""
    log = await LogRepository(uow).latest(operation=operation.id, limit=20)
    minutes = worked_minutes(operation)
    speed = rules.rate(operation.good, minutes) if operation.started_at else None
    return Job(
        card=card(operation, await waits_for(uow, operation)),
        station=station,
        people=people,
        steps=await with_pictures(uow, operation.steps or []),
        usual=operation.usual_quantity,
        remaining=operation.remaining,
        rate=speed,
        standard=rules.standard_rate(operation.run_minutes),
        done_at=expected_end(operation, speed),
        may_finish=operation.state in WORKING,
        work_center=operation.work_center.name,
        quick=rules.quick_quantities(operation.usual_quantity, operation.remaining),
        recent=await recent(uow, log),
        stopped_at=stopped_at(operation, log),
        counted=await counted(uow, people),
        facts=await own_facts(uow, operation),
        version=operation.version,
        found=await found_here(uow, operation),
        pallet=operation.pallet_quantity,
        most=limit(operation.order.quantity, operation.order.tolerance),
        **await on_the_job(uow, operation),
    )


async def on_the_job(uow: UnitOfWork, operation: Operation) -> dict[str, Any]:
    """Who is clocked in at it, at whatever tablet, and whether whoever acts is."""
    there = await LabourRepository(uow).open_of(operation.id)
    mine = any(row.person_id == uow.actor.user_id for row in there)
    return {"on_job": [row.person.name for row in there], "i_am_on": mine}


async def with_counter(uow: UnitOfWork, operation: Operation, shown: Job) -> Job:
    last = await CounterRepository(uow).last(operation.machine_id) if operation.machine_id else None
    if last:
        shown.counter = CounterSeen(last.reading, last.top, last.read_at, last.operation_id == operation.id)
    return shown


async def with_outputs(uow: UnitOfWork, operation: Operation, shown: Job) -> Job:
    """What comes beside the pieces, at the operation that brings it."""
    _before, after = await OperationRepository(uow).neighbours(operation)
    brings = [] if after else await outputs.of_order(uow, operation.work_order_id)
    shown.outputs = [BesideSeen(each.brings, each.material.name, each.quantity_per, each.unit) for each, _m in brings]
    return shown


async def with_components(uow: UnitOfWork, operation: Operation, shown: Job) -> Job:
    """What goes into the order, the components of this operation first."""
    known = await WorkOrderRepository(uow).components(operation.work_order_id)
    lines = sorted(known, key=lambda line: (line.operation != operation.sequence, line.position))
    shown.components = [(line.component.number, line.component.name) for line in lines]
    return shown


async def with_pictures(uow: UnitOfWork, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps with those of their pictures that nobody has taken away meanwhile."""
    named = [UUID(file) for step in steps for file in step.get("pictures", ())]
    there = await FileRepository(uow).there(named) if named else set()
    return [{**step, "pictures": [file for file in step.get("pictures", ()) if UUID(file) in there]} for step in steps]


async def found_here(uow: UnitOfWork, operation: Operation) -> dict[str, FindingOut]:
    """By the check: what was found last. Without checks nobody asks."""
    if next(checks_of(operation), None) is None:
        return {}
    newest = await CheckRepository(uow).newest(operation.id)
    return {str(check): finding_out(row, operation, row.operator.name) for check, row in newest.items()}


def asked(shown: Job, check_id: UUID) -> dict[str, Any]:
    """The check and the number of its step. Raises NotFound."""
    for number, step in enumerate(shown.steps, start=1):
        for check in step.get("checks", ()):
            if check["id"] == str(check_id):
                return {**check, "step": number, "text": step["text"]}
    raise NotFound


async def own_facts(uow: UnitOfWork, operation: Operation) -> list[tuple[str, str]]:
    """What the company wants said on the tablet about the order, about what it makes, and about its lots."""
    order = operation.order
    said = facts("work-orders", order.custom, where="on_tablet")
    said += facts("materials", order.material.custom, where="on_tablet")
    told = [(fact.label, str(fact.value)) for fact in said]
    if any(one.on_tablet for one in fields_of("lots")):
        for lot in await FloorRepository(uow).lots_of(order.id):
            found = facts("lots", lot.custom, where="on_tablet")
            told += [(f"{lot.number}: {fact.label}", str(fact.value)) for fact in found]
    return told


async def with_reasons(uow: UnitOfWork, operation: Operation, shown: Job) -> Job:
    """Reasons for bad pieces and for stops, the ones used most at this work center first."""
    used = await FloorRepository(uow).used_reasons(operation.work_center_id, clock.now() - rules.LOOK_BACK)
    for kind in ("scrap", "stop"):
        active = await ReasonRepository(uow).active(kind)
        offered = ReasonOut.all_of(sorted(active, key=lambda reason: -used.get(reason.id, 0)))
        setattr(shown, f"{kind}_reasons", offered)
    return shown


async def waits_for(uow: UnitOfWork, operation: Operation) -> str:
    before = await FloorRepository(uow).names_before([operation])
    return rules.blocked_because(operation.state, operation.order.state, before[operation.id])


async def counted(uow: UnitOfWork, people: list[PersonHere]) -> list[str]:
    """Touches these numbers contain although the tablet may not have heard it yet."""
    owners = {person.user_id for person in people} | {uow.actor.user_id}
    return await KeyRepository(uow).answered_since(
        [owner for owner in owners if owner], clock.now() - rules.COUNTED_FOR
    )


def stopped_at(operation: Operation, log: Sequence[LogEntry]) -> datetime | None:
    stops = [entry.occurred_at for entry in log if entry.kind in ("stop", "pause")]
    return stops[0] if stops and operation.state == "paused" else None


def worked_minutes(operation: Operation) -> Decimal:
    end = operation.finished_at or clock.now()
    return Decimal((end - operation.started_at).total_seconds()) / 60 if operation.started_at else Decimal(0)


def expected_end(operation: Operation, speed: Decimal | None) -> datetime | None:
    """When the rest will be done at the present speed, or at the standard one before there is any."""
    per_hour = speed or rules.standard_rate(operation.run_minutes)
    if not per_hour or not operation.remaining or operation.state not in WORKING:
        return None
    return clock.now() + timedelta(hours=float(operation.remaining / per_hour))


async def recent(uow: UnitOfWork, log: Sequence[LogEntry]) -> Recent | None:
    """The newest count of this person at this tablet that can still be undone."""
    mine = [
        entry
        for entry in log
        if entry.kind in COUNTED
        and entry.reverses_id is None
        and entry.operator_id == uow.actor.user_id
        and entry.device == uow.actor.device_name
        and clock.now() - entry.created_at < UNDO_WITHIN
    ]
    taken_back = await LogRepository(uow).reversed_among([entry.id for entry in mine]) if mine else set()
    for entry in mine:
        if entry.id not in taken_back:
            return Recent(entry.id, entry.kind, tidy(entry.quantity), entry.occurred_at, entry.created_at + UNDO_WITHIN)
    return None
