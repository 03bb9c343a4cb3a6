"""What the page of a correction shows before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.web import handwriting
from unison_web.kit.web.forms import Form, field_errors
from unison_web.kit.web.structs import tidy
from unison_web.modules.production import presenters
from unison_web.modules.production.models import LogEntry
from unison_web.modules.production.repository import LogRepository, ReasonRepository
from unison_web.modules.production.rules_corrections import FINISHED
from unison_web.modules.production.schemas import ReasonOut
from unison_web.modules.production.schemas_corrections import (
    CorrectionIn,
    CorrectionPage,
    CorrectionPreview,
    EffectOut,
    EntryRecord,
    FiguresOut,
)
from unison_web.modules.production.service import corrections, effects
from unison_web.modules.work_orders.models import WorkOrder


async def form(uow: UnitOfWork, entry_id: UUID, query: Mapping[str, str]) -> Form:
    """As the entry says it, or, with numbers in the address, what they would change."""
    entry = await LogRepository(uow).shown(entry_id)
    around = await page(uow, entry_id)
    reason = entry.reason.code if entry.reason else ""
    start = {"quantity": entry.quantity, "kind": entry.kind, "reason": reason, "note": entry.note}
    typed = {name: query[name] for name in CorrectionIn.__struct_fields__ if name in query}
    if not typed:
        return Form(CorrectionIn, start, context=around)
    try:
        around.preview = await preview(uow, entry_id, said(typed))
    except Refused as refusal:
        return Form(CorrectionIn, typed, refusal.fields, context=around)
    return Form(CorrectionIn, typed, context=around)


async def page(uow: UnitOfWork, entry_id: UUID) -> CorrectionPage:
    entry = await LogRepository(uow).shown(entry_id)
    reasons = ReasonOut.all_of(await ReasonRepository(uow).active("scrap"))
    return CorrectionPage(presenters.entry_out(entry), reasons, entry.order.unit, _may_reopen(entry))


def said(typed: Mapping[str, str]) -> CorrectionIn:
    """What stands in an address. Raises Refused with a sentence for each field."""
    read = handwriting.read(dict(typed), CorrectionIn)
    if errors := field_errors(CorrectionIn, read):
        raise Refused(**errors)
    return msgspec.convert(read, CorrectionIn, strict=False)


async def preview(uow: UnitOfWork, entry_id: UUID, data: CorrectionIn) -> CorrectionPreview:
    """Nothing is written. What stands in the way is an answer, too."""
    entry = await LogRepository(uow).shown(entry_id)
    out = presenters.entry_out(entry)
    try:
        change = await corrections.planned(uow, entry_id, data)
    except Refused as refusal:
        return CorrectionPreview(out, refusal=refusal.message)
    found = EffectOut.all_of(await effects.effects_of(uow, change))
    return CorrectionPreview(out, found, effects.sentences(change))


def _may_reopen(entry: LogEntry) -> bool:
    return entry.order.state in FINISHED or entry.operation.state == "done"


async def record(uow: UnitOfWork, entry_id: UUID) -> EntryRecord:
    """The entry with the other rows of its correction, or with what corrected it."""
    log = LogRepository(uow)
    entry = await log.shown(entry_id)
    correction = entry.correction_id or await log.corrected_by(entry.id)
    beside = await log.of_correction(correction) if correction else []
    taken_back = await log.reversed_among([row.id for row in (entry, *beside)])
    others = [presenters.entry_out(row, taken_back) for row in beside if row.id != entry.id]
    return EntryRecord(presenters.entry_out(entry, taken_back), others, entry.order.number)


async def figures(uow: UnitOfWork, order: WorkOrder) -> list[FiguresOut]:
    """The order's counts as reported and as corrected, operation by operation."""
    totals = {(op, kind): both for op, kind, *both in await LogRepository(uow).totals(order.id)}
    return [
        FiguresOut(operation.sequence, operation.name, kind, *map(tidy, both))
        for operation in order.operations
        for kind in ("good", "scrap", "rework", "hold")
        if (both := totals.get((operation.id, kind))) and any(both)
    ]
