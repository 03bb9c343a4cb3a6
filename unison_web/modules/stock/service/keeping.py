"""Parts of balances that only one order, or one shipment, may take. Who keeps them is written down elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _

RESERVE = text(
    "UPDATE stock_balances b SET reserved = b.reserved + k.q, version = b.version + 1"
    " FROM unnest(CAST(:ids AS uuid[]), CAST(:q AS numeric[])) AS k(id, q)"
    " WHERE b.organization_id = :organization AND b.id = k.id"
    " AND b.reserved + k.q BETWEEN 0 AND b.quantity RETURNING b.id"
)


async def keep(uow: UnitOfWork, amounts: Sequence[tuple[UUID, Decimal]]) -> None:
    """Keep more of each balance, or, below zero, less. Raises Refused where it is not free any more."""
    if not amounts:
        return
    sums: dict[UUID, Decimal] = {}
    for balance, quantity in amounts:
        sums[balance] = sums.get(balance, Decimal(0)) + quantity
    said = {"ids": list(sums), "q": list(sums.values())}
    done = await uow.session.execute(RESERVE, {**said, "organization": uow.organization_id})
    if len(done.all()) != len(sums):
        raise Refused(_("Somebody else took it meanwhile. Look again"), code="short")
