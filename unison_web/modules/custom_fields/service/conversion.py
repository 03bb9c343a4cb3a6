"""A field becomes another kind: first what would be lost, then the change."""

from __future__ import annotations

from typing import Any

from unison_web.kit.custom.fields import words_of
from unison_web.kit.custom.values import read
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Conflict
from unison_web.kit.i18n import _
from unison_web.modules.custom_fields import rules
from unison_web.modules.custom_fields.models import Definition
from unison_web.modules.custom_fields.repository import DefinitionRepository, with_value
from unison_web.modules.custom_fields.schemas import ChangeOut, LossOut, TypeIn
from unison_web.modules.custom_fields.service.definitions import as_type, extended_noun, lines, uses

NAMED = 50


async def preview(uow: UnitOfWork, row: Definition, data: TypeIn) -> ChangeOut:
    """What the values would become. Changes nothing."""
    return await _through(uow, row, data, write=False)


async def convert(uow: UnitOfWork, row: Definition, data: TypeIn) -> ChangeOut:
    """The other kind, for the definition and every value. Raises Conflict when another number of values would be lost
    than the caller has seen."""
    rules.may_archive(await uses(uow, row)).or_refuse()
    outcome = await _through(uow, row, data, write=True)
    if outcome.lost != (data.sure or 0):
        raise Conflict(_("{n} values would be lost. Look at them first").format(n=outcome.lost), code="look-first")
    row = await DefinitionRepository(uow).by_id(outcome.id)
    wanted = as_type(row.field, data.type, tuple(lines(data.choices)))
    row.type, row.choices = data.type, list(wanted.choices)
    row.unit = row.pattern = row.default = ""
    row.least = row.most = row.longest = None
    await uow.session.flush()
    outcome.done = True
    return outcome


async def _through(uow: UnitOfWork, row: Definition, data: TypeIn, *, write: bool) -> ChangeOut:
    rules.may_become(row.type, data.type).or_refuse()
    wanted = as_type(row.field, data.type, tuple(lines(data.choices)))
    rules.good_field(wanted, (), ()).or_refuse()
    outcome = ChangeOut(row.id, row.label, row.type, data.type, 0, 0, [], list(wanted.choices))
    async for record in with_value(uow, extended_noun(row.noun), row.key):
        values = dict(record.custom)
        if (now := _again(wanted, record, values.pop(wanted.key), outcome)) is not None:
            values[wanted.key] = now
        if write:
            record.custom = values
    return outcome


def _again(wanted: Any, record: Any, value: Any, outcome: ChangeOut) -> Any:
    words = words_of(value)
    try:
        now = read(wanted, words)
    except ValueError as why:
        outcome.lost += 1
        if len(outcome.losses) < NAMED:
            outcome.losses.append(LossOut(record.audit_label, words, str(why)))
        return None
    outcome.kept += 1
    return now
