"""What a movement is made of before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from unison_web.kit.db.ids import new_id
from unison_web.modules.stock.models import Movement
from unison_web.modules.stock.rules import ZERO

#: Which movements leave an edge, from which end to which, and in which direction of time.
EDGES = {
    "consume": ("consume", 1), "issue": ("consume", 1), "settle": ("consume", 1), "return": ("consume", -1),
    "produce": ("produce", 1), "dispatch": ("ship", 1), "ship": ("ship", 1), "split": ("split", 1),
    "merge": ("merge", 1), "build": ("consume", 1), "remove": ("consume", -1),
}  # fmt: skip


#: A balance: material, place, lot, status, owner.
Key = tuple[UUID, UUID, UUID | None, str, UUID | None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quantity lies: a location, the status it has there, and the supplier it belongs to, None where it is
    ours."""

    location_id: UUID
    status: str = "released"
    owner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """``quantity`` of a material from one account to another. ``source`` and ``target`` are a place, or the name of an
    account outside. ``kept`` is how much of it was reserved for whoever takes it; ``from_lot`` the lot it was
    before; ``into_lot`` the piece it was built into."""

    kind: str
    material_id: UUID
    quantity: Decimal
    source: Place | str
    target: Place | str
    lot_id: UUID | None = None
    order_id: UUID | None = None
    entry_id: UUID | None = None
    partner_id: UUID | None = None
    from_lot: UUID | None = None
    into_lot: UUID | None = None
    kept: Decimal = ZERO
    reason: str = ""
    document: str = ""
    reverses_id: UUID | None = None
    plant_move_id: UUID | None = None
    id: UUID = field(default_factory=new_id)

    def touched(self) -> Iterator[tuple[Key, Decimal, Decimal]]:
        """Each balance the line touches, what it adds to it, and what it takes from the reserved."""
        for end, sign in ((self.source, -1), (self.target, 1)):
            if isinstance(end, Place):
                kept = -self.kept if sign < 0 else ZERO
                key = (self.material_id, end.location_id, self.lot_id, end.status, end.owner_id)
                yield key, sign * self.quantity, kept

    def row(self, plant_id: UUID, **common: Any) -> dict[str, Any]:
        """As the ledger keeps it."""
        ends: dict[str, Any] = {}
        for name, end in (("from", self.source), ("to", self.target)):
            inside = isinstance(end, Place)
            ends[f"{name}_account"] = "stock" if inside else end
            ends[f"{name}_location_id"] = end.location_id if isinstance(end, Place) else None
            ends[f"{name}_status"] = end.status if isinstance(end, Place) else ""
            ends[f"{name}_owner_id"] = end.owner_id if isinstance(end, Place) else None
        names = ("id", "kind", "material_id", "lot_id", "quantity", "order_id", "entry_id", "partner_id", "reverses_id",
                 "plant_move_id")  # fmt: skip
        said = {name: getattr(self, name) for name in names}
        return {"plant_id": plant_id, **said, **ends, "reason": self.reason, "document": self.document, **common}

    def edge(self, **common: Any) -> dict[str, Any] | None:
        """Lots into orders, orders into lots, lots into lots and to customers; nothing where no lot is known."""
        if self.kind not in EDGES or self.lot_id is None:
            return None
        kind, sign = EDGES[self.kind]
        lot = ("lot", self.lot_id)
        far = {
            "consume": ("lot", self.into_lot) if self.into_lot else ("order", self.order_id),
            "produce": ("order", self.order_id),
            "ship": ("partner", self.partner_id), "split": ("lot", self.from_lot), "merge": ("lot", self.from_lot),
        }[kind]  # fmt: skip
        if far[1] is None:
            return None
        source, target = (lot, far) if kind in ("consume", "ship") else (far, lot)
        return {
            "kind": kind, "source_kind": source[0], "source_id": source[1], "target_kind": target[0],
            "target_id": target[1], "quantity": self.quantity * sign * (-1 if self.reverses_id else 1),
            "material_id": self.material_id, "movement_id": self.id, "document": self.document, **common,
        }  # fmt: skip


def reversed_of(row: Movement, reason: str, entry_id: UUID | None = None) -> Line:
    """The same quantity back the same way."""
    came = Place(row.from_location_id, row.from_status, row.from_owner_id) if row.from_location_id else row.from_account
    went = Place(row.to_location_id, row.to_status, row.to_owner_id) if row.to_location_id else row.to_account
    return Line(
        row.kind, row.material_id, row.quantity, went, came, row.lot_id, row.order_id, entry_id, row.partner_id,
        reason=reason, document=row.document, reverses_id=row.id,
    )  # fmt: skip


def because(line: Line, reason: str) -> Line:
    return replace(line, reason=reason)
