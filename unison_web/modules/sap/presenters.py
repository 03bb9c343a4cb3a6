"""The exchange as it is shown."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.sap import rules
from unison_web.modules.sap.models import SapMessage, SapRun
from unison_web.modules.sap.repository import (
    DifferenceRepository,
    LinkRepository,
    MessageRepository,
    RunRepository,
    SystemRepository,
)
from unison_web.modules.sap.schemas import DifferenceOut, FieldOut, MessageOut, RunOut, SystemOut

#: Of each outcome, on the page of a run.
LISTED = 100


async def system_shown(uow: UnitOfWork) -> SystemOut:
    row, link = await SystemRepository(uow).the_one(), await LinkRepository(uow).the_one()
    if row is None:
        return SystemOut()
    fields = [FieldOut(name, rule.source, rule.wins) for name, rule in rules.field_rules(row.fields).items()]
    running, many = await RunRepository(uow).unfinished(), await MessageRepository(uow).counted()
    shown = SystemOut.of(
        row, there=True, has_secret=bool(row.secret_sealed), units=row.units.splitlines(), fields=fields,
        running=running.id if running else None, waiting=many.get("waiting", 0), sent=many.get("sent", 0),
        refused=many.get("refused", 0),
    )  # fmt: skip
    if link is not None:
        shown.failures, shown.error, shown.error_at = link.failures, link.error, link.error_at
        shown.worked_at, shown.delta_from = link.worked_at, link.delta_from
        shown.resting_until = link.open_until if link.open_until and link.open_until > uow.now() else None
    return shown


async def run_shown(uow: UnitOfWork, run: SapRun) -> RunOut:
    found = DifferenceRepository(uow)
    listed = [row for outcome in rules.OUTCOMES for row in await found.of_run(run.id, outcome, LISTED)]
    return RunOut.of(run, may_cancel=run.state in rules.UNFINISHED, differences=DifferenceOut.all_of(listed))


def message_shown(message: SapMessage) -> MessageOut:
    return MessageOut.of(message, order=message.order.number, may_resend=bool(rules.may_resend(message.state)))
