"""Who is on a job: several people at one, one person at several, and whose minutes are whose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from unison_web.engine.labour import Work, shares
from unison_web.kit import preferences
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Forbidden, Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.structs import tidy
from unison_web.modules.production import rules
from unison_web.modules.production import rules_counting as may
from unison_web.modules.production.models import LabourTime
from unison_web.modules.production.repository import LabourRepository
from unison_web.modules.production.rules import Production
from unison_web.modules.production.schemas_counting import LabourEndIn, LabourIn, LabourOfOperation
from unison_web.modules.skills.repository import PeopleRepository
from unison_web.modules.work_orders.models import Operation, WorkOrder
from unison_web.modules.work_orders.service.making import in_plant_time

SETTING = "production.labour_split"
MINUTE = Decimal("0.01")


async def clock_in(uow: UnitOfWork, operation: Operation, data: LabourIn) -> LabourTime:
    """Somebody comes to the job. They may be on others, too."""
    rules.order_is_open(operation.order.state).or_refuse()
    rules.may_report(operation.state).or_refuse()
    person = await _person(uow, data.person)
    may.may_clock_in(bool(await LabourRepository(uow).open_of(operation.id, person))).or_refuse()
    row = LabourTime(
        plant_id=operation.plant_id, work_order_id=operation.work_order_id, operation_id=operation.id,
        person_id=person, started_at=rules.happened_at(data.occurred_at, uow.now()), device=uow.actor.device_name,
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    return await LabourRepository(uow).shown(row.id)


async def clock_out(uow: UnitOfWork, operation: Operation, data: LabourIn) -> LabourTime:
    person = await _person(uow, data.person)
    there = await LabourRepository(uow).open_of(operation.id, person)
    may.may_clock_out(bool(there)).or_refuse()
    there[0].ended_at = max(there[0].started_at, rules.happened_at(data.occurred_at, uow.now()))
    await uow.session.flush()
    return await LabourRepository(uow).shown(there[0].id)


async def everybody_out(uow: UnitOfWork, operation: Operation, at: datetime) -> None:
    """The operation is finished: nobody is on it any more."""
    for row in await LabourRepository(uow).open_of(operation.id):
        row.ended_at = max(row.started_at, at)


async def end(uow: UnitOfWork, time_id: UUID, data: LabourEndIn) -> LabourTime:
    """Somebody forgot to leave the job: it is said for them, with how that is known."""
    row = await LabourRepository(uow).by_id(time_id)
    at = in_plant_time(uow, data.ended_at)
    may.ends_after(row.started_at, at, uow.now()).or_refuse()
    row.ended_at, row.note = at, data.note.strip()
    uow.reason = row.note
    await uow.session.flush()
    return row


async def _person(uow: UnitOfWork, said: str) -> UUID:
    """Whoever acts; somebody else where that may be said."""
    if not said.strip():
        if uow.actor.user_id is None:
            raise Forbidden(_("Somebody has to be signed in to report"))
        return uow.actor.user_id
    found = await PeopleRepository(uow).meant(said.strip())
    if found is None:
        raise Refused(person=_("There is nobody of this name, or there are two"))
    if found.id != uow.actor.user_id and not uow.actor.may(str(Production.ENTER)):
        raise Forbidden(permission=str(Production.ENTER))
    return found.id


async def minutes(uow: UnitOfWork, times: Sequence[LabourTime]) -> dict[UUID, Decimal]:
    """What counts for each of these times: where somebody was on several jobs, the share the setting gives it."""
    if not times:
        return {}
    now, rule = uow.now(), (await preferences.load(uow)).value(SETTING)
    start = min(row.started_at for row in times)
    end = max(row.ended_at or now for row in times)
    everything = await LabourRepository(uow).beside({row.person_id for row in times}, start, end)
    found = shares(
        Work(row.id, row.person_id, row.started_at, max(row.started_at, row.ended_at or now), _weight(row, rule))
        for row in {row.id: row for row in (*everything, *times)}.values()
    )
    return {row.id: _decimal(found.get(row.id, Fraction(0))) for row in times}


def _weight(row: LabourTime, rule: str) -> Fraction:
    """Evenly, or as long as a piece should take at each of the operations."""
    return Fraction(row.operation.run_minutes) if rule == "standard" else Fraction(1)


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(MINUTE)


async def of_order(uow: UnitOfWork, order: WorkOrder) -> list[LabourOfOperation]:
    """Minutes of people at each operation where somebody was, beside what its pieces should have taken."""
    times = await LabourRepository(uow).of_order(order.id)
    counted = await minutes(uow, times)
    found = []
    for operation in order.operations:
        mine = [row for row in times if row.operation_id == operation.id]
        if not mine:
            continue
        standard = (operation.setup_minutes + operation.run_minutes * operation.done).quantize(MINUTE)
        names = sorted({row.person.name for row in mine})
        here = [row.person.name for row in mine if row.ended_at is None]
        total = sum((counted[row.id] for row in mine), rules.ZERO)
        found.append(LabourOfOperation(operation.sequence, operation.name, tidy(total), tidy(standard), names, here))
    return found
