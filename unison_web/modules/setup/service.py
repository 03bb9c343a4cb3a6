"""What is there, what is next, and made-up records to try with."""

from __future__ import annotations

from decimal import Decimal

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Conflict, Refused
from unison_web.kit.i18n import _
from unison_web.modules.imports.models import Import
from unison_web.modules.imports.service.run import run
from unison_web.modules.imports.service.working import mark
from unison_web.modules.setup import examples
from unison_web.modules.setup.repository import EXAMPLE, SetupRepository
from unison_web.modules.setup.rules import STEPS
from unison_web.modules.setup.schemas import FirstPart, SetupOut, StepOut


async def shown(uow: UnitOfWork) -> SetupOut:
    there = await SetupRepository(uow).there()
    steps = [
        StepOut(each.key, str(each.label), str(each.why), there[each.key], each.href, str(each.action), each.noun)
        for each in STEPS
    ]
    example = await SetupRepository(uow).example()
    return SetupOut(
        steps=steps, done=sum(there.values()), next=next((step.key for step in steps if not step.done), ""),
        first=await _first(uow) if there["report"] else None, example=str(example.id) if example else "",
    )  # fmt: skip


async def _first(uow: UnitOfWork) -> FirstPart | None:
    entry = await SetupRepository(uow).first()
    if entry is None:
        return None
    order = entry.order
    quantity = Decimal(format(entry.quantity.normalize(), "f"))
    return FirstPart(quantity, order.material.number, entry.operator.name, entry.occurred_at, order.number)


async def left(uow: UnitOfWork) -> int:
    """How many steps are still open; none once a part was reported."""
    there = await SetupRepository(uow).there()
    return 0 if there["report"] else sum(not done for done in there.values())


async def standard_units(uow: UnitOfWork) -> None:
    """The units most plants need. Those that are there stay as they are."""
    report = await run(uow, "units", examples.UNITS)
    if not report.created:
        raise Conflict(_("The standard units are there already"), code="already")


async def example(uow: UnitOfWork) -> Import:
    """A table of four parts with its bill, its routing and a place to make it: an import, to be undone as one."""
    if await SetupRepository(uow).example():
        raise Conflict(_("The example is there already"), code="already")
    row = Import(
        name=EXAMPLE, nouns=_("Example data"), state="done", plan={}, counts={}, requested_by=uow.actor.user_id,
        plant_id=uow.actor.plant_id, finished_at=uow.now(),
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()  # what follows is told apart by its request
    uow.session.info["request_id"] = mark(row.id)
    rows = 0
    unit = await SetupRepository(uow).unit_of_pieces()
    for noun, values in examples.made_of(unit):
        report = await run(uow, noun, values)
        if report.problems:
            raise Refused(str(report.problems[0].reason))
        rows += report.rows
    row.rows_total, row.counts = rows, {"insert": rows}
    return row
