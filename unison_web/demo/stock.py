"""Where the demo's stock lies: warehouses, their shelves as zones, their bins."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.consumption.models import Missing
from unison_web.modules.materials.models import Material
from unison_web.modules.organizations.models import Plant
from unison_web.modules.stock.models import Location
from unison_web.modules.stock.repository import LocationRepository
from unison_web.modules.stock.service import lots
from unison_web.modules.stock.service.lines import Line, Place
from unison_web.modules.stock.service.opening import opening
from unison_web.modules.stock.service.posting import post

#: Where finished pieces go, and where production takes from first.
MORE = Decimal(400)
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
                "supplies": kind == "warehouse" and code in SUPPLY,
                "receives": kind == "warehouse" and code in FINISHED,
            })  # fmt: skip
    await bulk_insert(uow, Location, list(made.values()))
    tracked = await _tracked(uow, {row.material for row in rows})
    of_lot = {
        key: (await lots.made(uow, material))[0] for key, material in tracked.items() if material.tracking == "lot"
    }
    pieces = {key for key, material in tracked.items() if material.tracking == "serial"}
    put = [(row.material, made[path(row)[-1][1]]["id"], row.quantity) for row in rows if row.material not in pieces]
    await opening(uow, plant.id, put, of_lot)  # type: ignore[arg-type]


async def _tracked(uow: UnitOfWork, materials: set[UUID]) -> dict[UUID, Material]:
    """Finished bicycles were sold before anybody wrote down their serial numbers: none of them lies here."""
    mine = (Material.organization_id == uow.organization_id, Material.id.in_(materials), Material.tracking != "none")
    return {row.id: row for row in await uow.session.scalars(select(Material).where(*mine))}


async def deliveries(uow: UnitOfWork, plant: Plant, left_open: int = 3) -> None:
    """Suppliers brought what the past had used without stock, and more; the newest is still to be settled."""
    place = await LocationRepository(uow).receiving(plant.id)
    statement = (
        select(Missing)
        .where(Missing.organization_id == uow.organization_id, Missing.plant_id == plant.id)
        .options(joinedload(Missing.material))
        .order_by(Missing.created_at.desc())
    )
    for row in list(await uow.session.scalars(statement))[left_open:]:
        if place is None or row.material.tracking == "serial":
            continue
        lot = (await lots.made(uow, row.material))[0] if row.material.tracking == "lot" else None
        here = Place(place.id)
        await post(uow, plant.id, [
            Line("receipt", row.material_id, row.open + MORE, "supplier", here, lot),
            Line("settle", row.material_id, row.open, here, "missing", lot, row.order_id),
        ])  # fmt: skip
        row.settled = row.quantity


def path(row: Lying) -> list[tuple[str, str, str, str]]:
    """(kind, code, name, code of the place it is in), from the warehouse down."""
    levels = [("warehouse", row.warehouse, row.warehouse, "")]
    if row.shelf and row.shelf != "N/A":
        zone = f"{row.warehouse} {row.shelf}"
        levels += [("zone", zone, f"Shelf {row.shelf}", row.warehouse),
                   ("bin", f"{zone}-{row.bin}", f"Bin {row.bin}", zone)]  # fmt: skip
    return levels
