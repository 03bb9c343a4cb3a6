"""What an order or a piece really took, from the ledger and from what was scanned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.assembly.models import BuiltPart
from unison_web.modules.assembly.repository import PartRepository, produced
from unison_web.modules.consumption.repository import BY_HAND, WAY, MissingRepository
from unison_web.modules.stock.models import Movement

ZERO = Decimal(0)
#: What of the ledger says that something went into an order.
INTO = (*BY_HAND, "consume", "missing")


@dataclass(slots=True)
class Taken:
    """Of one material: how much, how much of it by hand, why people moved it."""

    quantity: Decimal = ZERO
    by_hand: Decimal = ZERO
    missing: Decimal = ZERO
    waiting: Decimal = ZERO
    reasons: list[str] = field(default_factory=list)


async def of_order(uow: UnitOfWork, order: UUID) -> dict[UUID, Taken]:
    """By material. Several rows of the ledger, one question."""
    statement = select(Movement.material_id, Movement.kind, Movement.quantity * WAY, Movement.reason).where(
        Movement.organization_id == uow.organization_id, Movement.order_id == order, Movement.kind.in_(INTO)
    )
    found: dict[UUID, Taken] = defaultdict(Taken)
    for material, kind, quantity, reason in await uow.session.execute(statement.order_by(Movement.id)):
        taken = found[material]
        taken.quantity += quantity
        if kind in ("issue", "return"):
            taken.by_hand += quantity
            if reason and reason not in taken.reasons:
                taken.reasons.append(reason)
    for row in await MissingRepository(uow).of_order(order):
        found[row.material_id].missing += row.open
    return found


async def of_pieces(uow: UnitOfWork, parts: Iterable[BuiltPart], taken: dict[UUID, Taken]) -> None:
    """What lies in pieces that no report has counted yet."""
    now = [part for part in parts if part.removed_at is None]
    made = await produced(uow, {part.piece_id for part in now})
    for part in now:
        if part.piece_id not in made:
            taken[part.component_id].waiting += part.quantity


async def parts_of(uow: UnitOfWork, order: UUID, piece: UUID | None) -> list[BuiltPart]:
    parts = PartRepository(uow)
    return await (parts.of_piece(piece) if piece else parts.of_order(order))


def of_parts(parts: Iterable[BuiltPart]) -> dict[UUID, Taken]:
    found: dict[UUID, Taken] = defaultdict(Taken)
    for part in parts:
        if part.removed_at is None:
            found[part.component_id].quantity += part.quantity
    return found
