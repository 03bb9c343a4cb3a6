"""What an import shows of itself."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.importing.extra import columns_of
from unison_web.modules.identity.models import User
from unison_web.modules.imports import rules
from unison_web.modules.imports.models import Import, ImportRow
from unison_web.modules.imports.nouns import every
from unison_web.modules.imports.repository import PAGE, ImportRepository
from unison_web.modules.imports.schemas import ColumnOut, ImportOut, Plan, RowOut, SourceOut
from unison_web.modules.imports.service import passing, steering

AFTER_CHECK = frozenset({"checked", "applying", "done", "undone", "undoing"})


async def shown(uow: UnitOfWork, row: Import, outcome: str = "", after: str = "") -> ImportOut:
    plan = steering.plan_of(row)
    sources = [await _source(uow, place, plan) for place in range(len(plan.sources))]
    who = await uow.session.get(User, (uow.organization_id, row.requested_by)) if row.requested_by else None
    rows = await _rows(uow, row, outcome, after) if row.state in AFTER_CHECK else []
    nouns = [noun for noun in every().values() if uow.actor.may(noun.permission)]
    return ImportOut.of(
        row, who=who.name if who else "", sources=sources, rows=[row_out(each) for each in rows[:PAGE]],
        choices=[[noun.key, str(noun.label)] for noun in nouns], outcome=outcome,
        after=f"{rows[PAGE - 1].source}.{rows[PAGE - 1].row}" if len(rows) > PAGE else "",
        labels={str(each.index): {column.field: column.label for column in each.columns} for each in sources},
        may=[verb for verb in rules.MAY if rules.may(verb, row.state)],
    )  # fmt: skip


async def _source(uow: UnitOfWork, place: int, plan: Plan) -> SourceOut:
    source = plan.sources[place]
    if source.noun == passing.NONE:
        return SourceOut(place, source, label=_("Left out"))
    noun = every()[source.noun]
    columns = [ColumnOut(each.field, str(each.label), each.required, each.kind) for each in await columns_of(uow, noun)]
    options = [{"name": option.name, "label": str(option.label), "hint": str(option.hint)} for option in noun.options]
    missing = await steering.missing_of(uow, source)
    return SourceOut(place, source, columns, missing, options, str(noun.hint), str(noun.label))


async def _rows(uow: UnitOfWork, row: Import, outcome: str, after: str) -> list[ImportRow]:
    if outcome and outcome not in (*rules.OUTCOMES, "bad"):
        raise Refused(outcome=_("Not one of the choices: {values}").format(values=outcome))
    source, _dot, number = after.partition(".")
    if after and not (source.isdigit() and number.isdigit() and len(after) < 20):
        raise Refused(after=_("This page is not there any more. Begin again"))
    return await ImportRepository(uow).rows(row.id, outcome, (int(source), int(number)) if after else None)


def row_out(row: ImportRow) -> RowOut:
    return RowOut(
        row.source, row.row, row.said, row.outcome, [list(each) for each in (row.problems or {}).get("all", [])],
        row.changes or {},
    )  # fmt: skip
