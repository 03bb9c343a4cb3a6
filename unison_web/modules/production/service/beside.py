"""What came beside the pieces of a report, where somebody says it."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.production import rules
from unison_web.modules.production.models import LogEntry
from unison_web.modules.production.schemas import ReportIn
from unison_web.modules.work_orders.models import Operation
from unison_web.modules.work_orders.service import outputs


async def said(uow: UnitOfWork, operation: Operation, data: ReportIn) -> dict[UUID, Decimal]:
    """Material → how much came of it. Raises Refused where the order does not bring it."""
    told = [each for each in data.outputs if each.quantity is not None]
    if not told:
        return {}
    if data.kind != "good":
        raise Refused(outputs=_("Only good pieces bring something beside them"))
    known = {material.number: material.id for _output, material in await outputs.of_order(uow, operation.work_order_id)}
    found: dict[UUID, Decimal] = {}
    for each in told:
        number, quantity = each.material.strip(), each.quantity or rules.ZERO
        rules.not_negative(quantity, "outputs").or_refuse()
        if number not in known:
            words = _("{order} does not bring {number}. It brings {known}")
            names = ", ".join(known) or "–"
            raise Refused(outputs=words.format(order=operation.order.number, number=number or "?", known=names))
        found[known[number]] = quantity
    return found


def in_ratio(came: dict[UUID, Decimal], entry: LogEntry, row: LogEntry) -> dict[UUID, Decimal]:
    """What was said about one entry, for the one that takes its place: more pieces bring more, in the same ratio."""
    if entry.kind != "good" or row.kind != "good" or not entry.quantity:
        return {}
    return {material: (much * row.quantity / entry.quantity).quantize(outputs.MICRO) for material, much in came.items()}
