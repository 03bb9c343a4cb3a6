"""The figures of a scope, put together once for page, API, file and paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from unison_web.engine.oee import BY_KEY, CATALOGUE, Kpi
from unison_web.engine.spans import Span
from unison_web.kit import preferences
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.web.formats import plain_day
from unison_web.modules.machines.models import Machine
from unison_web.modules.reporting import words
from unison_web.modules.reporting.declared import TARGETS
from unison_web.modules.reporting.schemas import (
    ChoiceOut,
    FigureRow,
    KpiOut,
    KpisOut,
    MetricOut,
    OeeOut,
    OverBudget,
    TrendOut,
)
from unison_web.modules.reporting.service import showing
from unison_web.modules.reporting.service.asking import Asked, Scope, centers_of, day_span, understood
from unison_web.modules.reporting.service.measuring import Measured, measure
from unison_web.modules.reporting.service.planning import planned_scrap
from unison_web.modules.time_ledger.declared import BUDGET
from unison_web.modules.time_ledger.presenters import minutes


async def oee(uow: UnitOfWork, said: Asked) -> OeeOut:
    scope = await understood(uow, said)
    return await of_scope(uow, scope)


async def of_scope(uow: UnitOfWork, scope: Scope) -> OeeOut:
    asked, chosen = scope.asked, await preferences.load(uow)
    measured = await measure(uow, scope.plant.id, scope.machines, scope.stretches, chosen)
    ids, here = [machine.id for machine in scope.machines], scope.here
    now = {machine: measured.of([machine.id], [here]) for machine in scope.machines}
    parts = [part for each in now.values() for part in each]
    machine = scope.machines[0] if asked.machine else None
    dates = f"at_after={scope.day}&at_before={scope.day}" + (f"&machine={asked.machine}" if machine else "")
    return OeeOut(
        title=titled(scope), plant=scope.plant.code, span=asked.span, day=scope.day, shift=asked.shift,
        work_center=asked.work_center, machine=asked.machine, machine_id=machine.id if machine else None,
        starts_at=scope.span.start, ends_at=scope.span.end, currency=scope.plant.currency,
        total=showing.row("", titled(scope), "", parts), rows=await rows(uow, scope, measured),
        losses=showing.losses(scope.machines, now, measured.reasons, dates), steps=showing.steps(parts),
        trend=[
            TrendOut(day, showing.row("", "", "", measured.of(ids, [place])).oee)
            for place, day in enumerate(scope.labels)
        ],
        targets={key: chosen.number(setting.key, scope.plant.id) for key, setting in TARGETS.items()},
        over_budget=over(scope, measured, chosen.number(BUDGET.key, scope.plant.id)),
        budget=chosen.number(BUDGET.key, scope.plant.id), query=asked.query(),
        before=asked.query(day=scope.moved(-1)),
        after=asked.query(day=scope.moved(1)) if scope.span.end <= uow.now() else "",
        shifts=[ChoiceOut(each.code, each.name) for each in scope.shifts],
    )  # fmt: skip


def titled(scope: Scope) -> str:
    if scope.asked.machine:
        return f"{scope.machines[0].code} {scope.machines[0].name}"
    return scope.machines[0].work_center.label if scope.asked.work_center else scope.plant.name


async def rows(uow: UnitOfWork, scope: Scope, measured: Measured) -> list[FigureRow]:
    """One level down: work centers of a plant, machines of a work center, shifts of a machine."""
    asked, here = scope.asked, [scope.here]
    if asked.machine:
        return await _by_shift(uow, scope)
    if asked.work_center:
        return [
            showing.row(each.code, each.name, f"/oee?{asked.query(machine=each.code)}", measured.of([each.id], here))
            for each in scope.machines
        ]
    found = []
    for machines in centers_of(scope.machines).values():
        center = machines[0].work_center
        href = f"/oee?{asked.query(work_center=center.code)}"
        sums = measured.of([each.id for each in machines], here)
        found.append(showing.row(center.code, center.name, href, sums))
    return sorted(found, key=lambda row: (len(row.code), row.code))


async def _by_shift(uow: UnitOfWork, scope: Scope) -> list[FigureRow]:
    """The shifts of a day, each leading to the minutes behind it; the days of a week."""
    machine: Machine = scope.machines[0]
    if scope.asked.span == "week":
        first = scope.span.start.astimezone(scope.zone).date()
        days = [day_span(first + timedelta(days=n), scope.zone) for n in range(7)]
        measured = await measure(uow, scope.plant.id, [machine], days)
        labels = [each.start.astimezone(scope.zone).date() for each in days]
        return [
            showing.row(str(day), plain_day(day), f"/oee?{scope.asked.query(span='day', day=str(day))}",
                           measured.of([machine.id], [place]))
            for place, day in enumerate(labels)
        ]  # fmt: skip
    shifts = [scope.shift] if scope.shift else scope.shifts
    measured = await measure(uow, scope.plant.id, [machine], [Span(each.starts_at, each.ends_at) for each in shifts])
    href = f"/machines/{machine.id}/minutes?day={scope.day}"
    return [
        showing.row(each.code, each.name, href, measured.of([machine.id], [place])) for place, each in enumerate(shifts)
    ]


def over(scope: Scope, measured: Measured, budget: int) -> list[OverBudget]:
    """Machines with more minutes that nobody explained than a shift may have, in this shift; of a day or a week, than
    all its shifts may have together."""
    shifts = 1 if scope.asked.span == "shift" else max(len(scope.shifts), 1) * (7 if scope.asked.span == "week" else 1)
    found = []
    for machine in scope.machines:
        times, _counts = showing.totals(measured.of([machine.id], [scope.here]))
        unexplained = minutes(times.of("unexplained"))
        if unexplained > budget * shifts:
            found.append(OverBudget(machine.code, f"/stops?explained=false&machine={machine.code}", unexplained))
    return sorted(found, key=lambda each: -each.minutes)


async def metric(uow: UnitOfWork, key: str, said: Asked) -> MetricOut:
    """Raises NotFound for a figure there is not."""
    kpi = BY_KEY.get(key)
    if kpi is None:
        raise NotFound
    scope, value = await _valued(uow, said)
    target = await targets_of(uow, scope)
    return MetricOut(
        key, str(words.NAMES[key]), value(kpi), kpi.unit, kpi.formula, kpi.better, target.get(key) or None,
        scope.plant.code, scope.span.start, scope.span.end,
    )  # fmt: skip


async def catalogue(uow: UnitOfWork, said: Asked) -> KpisOut:
    scope, value = await _valued(uow, said)
    target = await targets_of(uow, scope)
    items = [
        KpiOut(
            kpi.key, str(words.NAMES[kpi.key]), kpi.formula, kpi.unit, kpi.better, str(words.SOURCES[kpi.key]),
            words.CHANGED[kpi.key], value(kpi), target.get(kpi.key) or None,
        )
        for kpi in CATALOGUE
    ]  # fmt: skip
    return KpisOut(scope.plant.code, scope.span.start, scope.span.end, items)


async def targets_of(uow: UnitOfWork, scope: Scope) -> dict[str, int]:
    chosen = await preferences.load(uow)
    return {key: chosen.number(setting.key, scope.plant.id) for key, setting in TARGETS.items()}


async def _valued(uow: UnitOfWork, said: Asked) -> tuple[Scope, Callable[[Kpi], Decimal | None]]:
    scope = await understood(uow, said)
    measured = await measure(uow, scope.plant.id, scope.machines, [scope.span])
    ids = [machine.id for machine in scope.machines]
    times, counts = showing.totals(measured.of(ids, [0]))
    counts = replace(counts, planned_scrap=await planned_scrap(uow, ids, scope.span))

    def value(kpi: Kpi) -> Decimal | None:
        return showing.digits(kpi, kpi.of(times, counts))

    return scope, value
