"""Bills and lines as structures need them: a hundred thousand at a time, read only, no entity each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from unison_web.modules.materials.models import Unit


@dataclass(slots=True, eq=False)
class Head:
    """A bill, once for all its lines; whether operations lose pieces of it."""

    id: UUID
    material_id: UUID
    base_quantity: Decimal
    loses: bool


@dataclass(slots=True, eq=False)
class LineRow:
    """Its bill, its unit, and columns of a line in the order in which they are asked for."""

    bom: Head
    unit: Unit
    id: UUID
    component_id: UUID
    position: int
    quantity: Decimal
    unit_id: UUID
    scrap: Decimal
    valid_from: date | None
    valid_to: date | None
    operation: int | None
    note: str

    def effective(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or self.valid_to >= on)
