"""Reading and changing number series."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit import numbering
from unison_web.kit.db.ledger import NumberSeries
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Outdated
from unison_web.kit.i18n import _
from unison_web.modules.settings import rules
from unison_web.modules.settings.schemas import SeriesIn, SeriesOut


async def series(uow: UnitOfWork, kind: str, *, lock: bool = False) -> NumberSeries:
    """The company's own series of ``kind``, or a new one that says what is meant until somebody decides."""
    if kind not in rules.KINDS:
        raise NotFound
    statement = select(NumberSeries).where(
        NumberSeries.organization_id == uow.organization_id, NumberSeries.kind == kind
    )
    found = await uow.session.scalar(statement.with_for_update() if lock else statement)
    pattern, first = numbering.DEFAULTS[kind]
    return found or NumberSeries(kind=kind, pattern=pattern, next_value=first, version=0)


async def change(uow: UnitOfWork, kind: str, data: SeriesIn) -> NumberSeries:
    """Numbers that were given stay as they are; the next one is written the new way."""
    row = await series(uow, kind, lock=True)
    if data.version is not None and data.version != row.version:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))
    rules.good_series(data.pattern, data.next_value, row.next_value).or_refuse()
    if data.next_value != row.next_value:
        uow.reason = _("next number {n}").format(n=data.next_value)
    row.pattern, row.next_value = data.pattern, data.next_value
    uow.session.add(row)
    await uow.session.flush()
    return row


def shown(row: NumberSeries, uow: UnitOfWork) -> SeriesOut:
    example = numbering.written(row.pattern, row.next_value, uow)
    return SeriesOut(row.kind, row.pattern, row.next_value, example, row.version)
