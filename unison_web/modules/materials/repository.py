"""Named questions about materials, units and categories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import compress
from uuid import UUID

from sqlalchemy import ColumnElement, Text, Uuid, any_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.orm import joinedload, selectinload

from unison_web.kit.db.repository import Repository
from unison_web.kit.errors import NotFound
from unison_web.kit.memory import uncollected
from unison_web.kit.search import folded
from unison_web.modules.materials.components import Component
from unison_web.modules.materials.models import Category, Material, MaterialCost, MaterialUnit, Unit

OFFERED = 20
MOST_COSTS = 200
#: What a material says about units, with it.
BRIDGES = selectinload(Material.conversions).joinedload(MaterialUnit.unit)
#: Cheap to ask of every row: a cost per one of its own units that is not what the material shows.
OTHERWISE = or_(
    Material.currency != MaterialCost.currency,
    MaterialCost.unit_id != Material.unit_id,
    Material.standard_cost * MaterialCost.quantity != MaterialCost.amount,
)
#: A material's picture: its own, or its category's.
DRAWING = func.coalesce(func.nullif(Material.image, ""), Category.drawing, "")


def like(words: str) -> str:
    """A pattern that means the words literally, anywhere."""
    return "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


class UnitRepository(Repository[Unit]):
    model_type = Unit

    async def by_code(self, code: str) -> Unit | None:
        return await self.perhaps(self.mine().where(Unit.code == code))

    async def by_ids(self) -> dict[UUID, Unit]:
        """All of the company: they are few."""
        return {unit.id: unit for unit in await self.all(self.mine())}

    async def offered(self, q: str) -> list[Unit]:
        found = self.mine().where(Unit.state == "active").order_by(Unit.code).limit(OFFERED)
        if q:
            found = found.where(or_(Unit.code.ilike(like(q)), Unit.name.ilike(like(q))))
        return await self.all(found)


class CategoryRepository(Repository[Category]):
    model_type = Category

    async def by_name(self, name: str) -> Category | None:
        return await self.perhaps(self.mine().where(Category.name == name))

    async def branch(self, category_id: UUID | None) -> list[Category]:
        """The category and everything it hangs on, nearest first, with their units. There are hundreds at most."""
        if category_id is None:
            return []
        known = {row.id: row for row in await self.all(self.mine(), joinedload(Category.unit))}
        found: list[Category] = []
        row = known.get(category_id)
        while row is not None and row not in found:
            found.append(row)
            row = known.get(row.parent_id) if row.parent_id else None
        return found

    async def offered(self, q: str) -> list[Category]:
        found = self.mine().where(Category.state == "active").order_by(Category.name).limit(OFFERED)
        return await self.all(found.where(Category.name.ilike(like(q))) if q else found, joinedload(Category.parent))


COLUMNS = (
    Material.id, Material.number, Material.name, Material.type, Material.phantom, Material.unit_id,
    Material.standard_cost, Material.currency,
)  # fmt: skip
UNIT = COLUMNS.index(Material.unit_id)


class MaterialRepository(Repository[Material]):
    model_type = Material

    async def record(self, material_id: UUID) -> Material:
        """With everything its page shows."""
        return await self.by_id(
            material_id,
            joinedload(Material.unit),
            joinedload(Material.purchase_unit),
            joinedload(Material.consumption_unit),
            joinedload(Material.category),
            selectinload(Material.conversions).joinedload(MaterialUnit.unit),
        )

    async def plain(self, material_id: UUID) -> Material:
        """With its own unit alone."""
        return await self.by_id(material_id, joinedload(Material.unit))

    async def by_number(self, number: str) -> Material | None:
        return await self.perhaps(self.mine().where(Material.number == number), joinedload(Material.unit))

    async def by_gtin(self, gtin: str) -> Material | None:
        """However many of its fourteen digits were written down."""
        written = {gtin, gtin.lstrip("0"), gtin.removeprefix("0"), gtin.removeprefix("00")}
        return await self.perhaps(self.mine().where(Material.gtin.in_(written), Material.gtin != "").limit(1))

    async def meant(self, reference: str) -> Material:
        """By number, or by id as a program says it."""
        found = await self.by_number(reference.strip())
        if found is None and (key := as_uuid(reference)):
            found = await self.perhaps(self.mine().where(Material.id == key), joinedload(Material.unit))
        if found is None:
            raise NotFound
        return found

    async def all_meant(self, references: Iterable[str]) -> dict[str, Material]:
        """Many at once, each by number or id as it was said, with all they say about units."""
        said = list(references)
        ids = [key for key in map(as_uuid, said) if key]
        found = self.mine().where(or_(Material.number.in_(said), Material.id.in_(ids)))
        rows = await self.all(
            found, joinedload(Material.unit), selectinload(Material.conversions).joinedload(MaterialUnit.unit)
        )
        known = {row.number: row for row in rows} | {str(row.id): row for row in rows}
        return {name: known[name] for name in said if name in known}

    async def named(self, ids: Iterable[UUID]) -> dict[UUID, Material]:
        """Many at once, with their units and categories."""
        found = self.mine().where(Material.id.in_(list(ids)))
        rows = await self.all(found, joinedload(Material.unit), joinedload(Material.category))
        return {row.id: row for row in rows}

    async def components(self, ids: Iterable[UUID], units: Mapping[UUID, Unit] | None = None) -> dict[UUID, Component]:
        """Many at once, with all they say about units: three questions at most, however many they are. Who knows the
        company's units says them."""
        wanted = cast(list(ids), ARRAY(Uuid))
        units = units or await UnitRepository(self.uow).by_ids()
        bridged = Material.id.in_(select(MaterialUnit.material_id).where(self._here()))
        mine = self.mine().where(Material.id == any_(wanted)).with_only_columns(bridged, *COLUMNS)
        has, *said = await self.columns(mine.order_by(Material.id))
        known = await self._bridges(list(compress(said[0], has)))
        with uncollected():
            bridges = (known.get(key, ()) for key in said[0])
            return dict(zip(said[0], map(Component, map(units.__getitem__, said[UNIT]), bridges, *said), strict=True))

    async def _bridges(self, wanted: list[UUID]) -> dict[UUID, list[MaterialUnit]]:
        known: dict[UUID, list[MaterialUnit]] = {}
        meant = MaterialUnit.material_id == any_(cast(wanted, ARRAY(Uuid)))
        found = select(MaterialUnit).where(self._here(), meant).options(joinedload(MaterialUnit.unit))
        for bridge in await self.session.scalars(found) if wanted else ():
            known.setdefault(bridge.material_id, []).append(bridge)
        return known

    def _here(self) -> ColumnElement[bool]:
        return MaterialUnit.organization_id == self.uow.organization_id

    async def numbered(self, numbers: Iterable[str]) -> list[Material]:
        """Many at once by their numbers, with all they say about units."""
        found = self.mine().where(Material.number == any_(cast(list(numbers), ARRAY(Text))))
        return await self.all(found, joinedload(Material.unit), BRIDGES)

    async def counted(self, numbers: Iterable[str]) -> list[tuple[UUID, str, UUID]]:
        """(key, number, unit) of many, without the rest."""
        statement = select(Material.id, Material.number, Material.unit_id).where(
            Material.organization_id == self.uow.organization_id,
            Material.number == any_(cast(list(numbers), ARRAY(Text))),
        )
        return [(key, number, unit) for key, number, unit in await self.session.execute(statement)]

    async def plainly(self, numbers: Iterable[str]) -> list[Material]:
        """The same with their own unit alone."""
        found = self.mine().where(Material.number == any_(cast(list(numbers), ARRAY(Text))))
        return await self.all(found, joinedload(Material.unit))

    async def offered(self, q: str, *, made: bool = False) -> list[Material]:
        """For a combobox: numbers that start with the words first, then everything that has all of them."""
        found = self.mine().where(Material.state != "obsolete")
        for word in folded(q).split()[:6]:
            found = found.where(Material.search_text.like(like(word)))
        if made:
            found = found.where(Material.type == "make")
        first = Material.number.startswith(q, autoescape=True).desc()
        return await self.all(found.order_by(first, Material.number).limit(OFFERED))

    async def ids_by_number(self) -> dict[str, UUID]:
        """All of them; for imports."""
        statement = select(Material.number, Material.id).where(Material.organization_id == self.uow.organization_id)
        return {number: key for number, key in await self.session.execute(statement)}


class CostRepository(Repository[MaterialCost]):
    model_type = MaterialCost

    async def of_material(self, material_id: UUID) -> list[MaterialCost]:
        """Newest first, with their units."""
        found = self.mine().where(MaterialCost.material_id == material_id)
        ordered = found.order_by(MaterialCost.valid_from.desc(), MaterialCost.kind, MaterialCost.id)
        return await self.all(ordered.limit(MOST_COSTS), joinedload(MaterialCost.unit))

    async def on_day(self, material_id: UUID, kind: str, day: date) -> MaterialCost | None:
        """The record that begins on exactly this day."""
        found = self.mine().where(MaterialCost.material_id == material_id, MaterialCost.kind == kind)
        return await self.perhaps(found.where(MaterialCost.valid_from == day), joinedload(MaterialCost.unit))

    async def as_of(self, materials: Iterable[UUID], on: date, kind: str = "standard") -> dict[UUID, MaterialCost]:
        """What each of many materials cost on a day, in one question; those without a record are left out.

        ``record.exact`` is the cost of one of the record's units; :func:`service.costs.per_own_unit` that of one of the
        material's own.
        """
        wanted = cast(list(materials), ARRAY(Uuid))
        found = self.mine().where(MaterialCost.material_id == any_(wanted), MaterialCost.kind == kind)
        latest = (
            found.where(MaterialCost.valid_from <= on)
            .ext(distinct_on(MaterialCost.material_id))
            .order_by(MaterialCost.material_id, MaterialCost.valid_from.desc())
        )
        return {row.material_id: row for row in await self.all(latest, joinedload(MaterialCost.unit))}

    async def behind(self, on: date, materials: Iterable[UUID] | None = None) -> list[tuple[Material, MaterialCost]]:
        """Materials that show another standard cost than the one that is valid on the day, as the record says it."""
        latest = (
            select(MaterialCost.id)
            .where(
                MaterialCost.organization_id == Material.organization_id, MaterialCost.material_id == Material.id,
                MaterialCost.kind == "standard", MaterialCost.valid_from <= on,
            )
            .order_by(MaterialCost.valid_from.desc())
            .limit(1)
            .correlate(Material)
            .scalar_subquery()
        )  # fmt: skip
        statement = (
            select(Material, MaterialCost)
            .join(
                MaterialCost, (MaterialCost.organization_id == Material.organization_id) & (MaterialCost.id == latest)
            )
            .where(Material.organization_id == self.uow.organization_id, OTHERWISE)
            .options(joinedload(MaterialCost.unit), joinedload(Material.unit), BRIDGES)
        )
        if materials is not None:
            statement = statement.where(Material.id == any_(cast(list(materials), ARRAY(Uuid))))
        return [(material, cost) for material, cost in (await self.session.execute(statement)).unique()]


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
