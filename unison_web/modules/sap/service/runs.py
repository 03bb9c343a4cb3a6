"""Asking for a run, stopping it, and deciding what was left to somebody."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import guarded_update
from unison_web.kit.errors import Conflict, Refused
from unison_web.kit.i18n import _
from unison_web.kit.jobs import enqueue
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.service import materials
from unison_web.modules.sap import rules
from unison_web.modules.sap.models import SapDifference, SapRun
from unison_web.modules.sap.repository import DifferenceRepository, RunRepository
from unison_web.modules.sap.service.systems import the_system
from unison_web.modules.sap.service.taking import as_said

#: A run may take an hour; its worker says meanwhile that it is alive.
LONGEST = 3600


async def start(uow: UnitOfWork, kind: str, *, trial: bool) -> SapRun:
    """Stock is only ever compared."""
    system = await the_system(uow)
    rules.may_start(system.enabled, await RunRepository(uow).unfinished() is not None).or_refuse()
    run = SapRun(kind=kind, trial=trial or kind == "stock", state="queued", error="", finished_at=None)
    uow.session.add(run)
    await uow.session.flush()
    await enqueue(uow, "pull_from_sap", f"sap-run:{run.id}", timeout=LONGEST, run_id=run.id, kind=kind)
    return run


async def cancel(uow: UnitOfWork, run_id: UUID) -> SapRun:
    """The worker notices after the page it is at. What was taken stays."""
    run = await RunRepository(uow).by_id(run_id)
    stopped = {"state": "cancelled", "finished_at": uow.now()}
    if not await guarded_update(uow, SapRun, run.id, stopped, SapRun.state.in_(rules.UNFINISHED)):
        raise Conflict(_("This run has ended already"), code="not-running")
    return run


async def decide(uow: UnitOfWork, difference_id: UUID, *, take: bool) -> SapDifference:
    """What SAP said then is taken, or ours is kept and nobody is asked about the same value again."""
    found = await DifferenceRepository(uow).record(difference_id)
    found = await DifferenceRepository(uow).one(
        DifferenceRepository(uow).mine().where(SapDifference.id == found.id).with_for_update()
    )
    if found.outcome != "ask" or found.run.trial:
        raise Conflict(_("This is decided already"), code="decided")
    if take:
        await _take(uow, found)
    found.outcome = "taken" if take else "kept"
    found.words = _("Decided by {name}").format(name=uow.actor.name)
    await uow.session.flush()
    return found


async def _take(uow: UnitOfWork, found: SapDifference) -> None:
    known = await MaterialRepository(uow).by_number(found.number)
    if known is None:
        raise Refused(_("There is no material with the number {number}").format(number=found.number))
    record = await MaterialRepository(uow).record(known.id)
    value: object = found.theirs
    if found.field == "standard_cost":
        amount, _space, currency = found.theirs.partition(" ")
        value = (amount, currency)
    uow.reason = _("Taken from SAP")
    await materials.change(uow, record, as_said(record, {found.field: value}))
