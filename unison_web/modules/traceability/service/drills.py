"""A drill: a lot at random, a stopwatch, the balance of its quantity, and where the trace breaks."""

from __future__ import annotations

from time import perf_counter

from unison_web.engine.genealogy import Balance
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.traceability.models import RecallDrill
from unison_web.modules.traceability.repository import DrillRepository, broken, flows, reach
from unison_web.modules.traceability.schemas import BrokenOut, DrillOut


async def run(uow: UnitOfWork) -> RecallDrill:
    lot = await DrillRepository(uow).a_lot()
    if lot is None:
        raise Refused(_("No lot has gone into anything yet"), code="nothing-to-trace")
    begun = perf_counter()
    above, below = await reach(uow, "lot", lot, "up"), await reach(uow, "lot", lot, "down")
    took = round((perf_counter() - begun) * 1000)
    orders = {key for kind, key in (*above, *below) if kind == "order"}
    drill = RecallDrill(
        lot_id=lot, milliseconds=took, sources=len(above), reached=len(below),
        customers=sum(kind == "partner" for kind, _key in below), broken=await broken(uow, orders),
        run_by=uow.actor.user_id, **await flows(uow, lot),
    )  # fmt: skip
    uow.session.add(drill)
    await uow.session.flush()
    return drill


def drill_out(row: RecallDrill) -> DrillOut:
    balance = Balance(row.came_in, row.used, row.shipped, row.on_hand)
    return DrillOut.of(
        row, lot=row.lot.number, material=row.lot.material.name, unit=row.lot.material.unit.code,
        unaccounted=balance.unaccounted, share=round(balance.share, 1), person=row.runner.name if row.runner else "",
        broken=[BrokenOut(**each) for each in row.broken],
    )  # fmt: skip
