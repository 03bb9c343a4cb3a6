"""Where the demo's stock lies: warehouses, their shelves as zones, their bins."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.organizations.models import Plant
from unison_web.modules.stock.models import Location
from unison_web.modules.stock.service.opening import opening

#: Where finished pieces go, and where production takes from first.
FINISHED = frozenset({"Finished Goods Storage", "Main store"})
SUPPLY = frozenset({"Subassembly", "Main store"})


class Lying(NamedTuple):
    """A quantity of a material in a bin of a shelf, or, without a shelf, simply in a warehouse."""

    material: UUID
    warehouse: str
    shelf: str
    bin: int
    quantity: Decimal


async def lay(uow: UnitOfWork, plant: Plant, rows: Sequence[Lying]) -> None:
    """Make the places and put the stock there."""
    made: dict[str, dict[str, object]] = {}
    for row in rows:
        for kind, code, name, parent in path(row):
            made.setdefault(code, {
                "id": new_id(), "plant_id": plant.id, "code": code, "name": name, "kind": kind,
                "parent_id": made[parent]["id"] if parent else None,
                "supplies": kind == "warehouse" and code in SUPPLY, "receives": kind == "warehouse" and code in FINISHED,
            })  # fmt: skip
    await bulk_insert(uow, Location, list(made.values()))
    put = [(row.material, made[path(row)[-1][1]]["id"], row.quantity) for row in rows]
    await opening(uow, plant.id, put)  # type: ignore[arg-type]


def path(row: Lying) -> list[tuple[str, str, str, str]]:
    """(kind, code, name, code of the place it is in), from the warehouse down."""
    levels = [("warehouse", row.warehouse, row.warehouse, "")]
    if row.shelf and row.shelf != "N/A":
        zone = f"{row.warehouse} {row.shelf}"
        levels += [("zone", zone, f"Shelf {row.shelf}", row.warehouse),
                   ("bin", f"{zone}-{row.bin}", f"Bin {row.bin}", zone)]  # fmt: skip
    return levels
