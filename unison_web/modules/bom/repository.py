"""Named questions about bills of material. Structures load in a constant number of queries, however deep they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, and_, any_, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from unison_web.kit.db.repository import Repository
from unison_web.modules.bom.models import Bom, BomAlternate, BomLine, BomLoss, BomOutput
from unison_web.modules.bom.rows import Head, LineRow, Rows
from unison_web.modules.bom.rules import LIVING
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import UnitRepository

Ids = InstrumentedAttribute[UUID]


COLUMNS = (
    BomLine.id, BomLine.component_id, BomLine.position, BomLine.quantity, BomLine.unit_id, BomLine.scrap,
    BomLine.valid_from, BomLine.valid_to, BomLine.operation, BomLine.note,
)  # fmt: skip
UNIT = COLUMNS.index(BomLine.unit_id)


class BomRepository(Repository[Bom]):
    model_type = Bom

    async def record(self, bom_id: UUID) -> Bom:
        """With everything its page shows."""
        return await self.by_id(
            bom_id,
            joinedload(Bom.material).joinedload(Material.unit),
            joinedload(Bom.material).joinedload(Material.category),
            selectinload(Bom.lines).joinedload(BomLine.component),
            selectinload(Bom.lines).joinedload(BomLine.unit),
            selectinload(Bom.lines).selectinload(BomLine.alternates),
            selectinload(Bom.outputs).options(joinedload(BomOutput.material), joinedload(BomOutput.unit)),
            selectinload(Bom.losses),
        )

    async def of_material(self, material_id: UUID) -> list[Bom]:
        """Every bill of a material, the newest first."""
        return await self.all(self.mine().where(Bom.material_id == material_id).order_by(Bom.id.desc()))

    async def side_by_side(self, bom_id: UUID, against: UUID | None) -> tuple[Bom, Bom | None, list[Bom]]:
        """The older bill on the left, the one asked about on the right, and what else could stand beside it."""
        asked = await self.record(bom_id)
        known = self.mine().where(Bom.material_id == asked.material_id).order_by(Bom.id.desc())
        others = [other for other in await self.all(known, joinedload(Bom.material)) if other.id != bom_id]
        if against is None and others:
            against = next((other.id for other in others if other.id < bom_id), others[0].id)
        if against is None:
            return asked, None, others
        return await self.record(against), asked, [*others, asked]

    async def revision(self, material_id: UUID, revision: str) -> Bom | None:
        return await self.perhaps(self.mine().where(Bom.material_id == material_id, Bom.revision == revision))

    async def valid(self, material_id: UUID, on: date) -> Bom | None:
        """The released bill of that day; the database allows no second one."""
        return await self.perhaps(self.mine().where(Bom.material_id == material_id, *is_valid(on)))

    async def overlapping(self, bom: Bom) -> list[Bom]:
        """Other released bills of the material that share a day with this one."""
        found = self.mine().where(Bom.material_id == bom.material_id, Bom.state == "released", Bom.id != bom.id)
        if bom.valid_from:
            found = found.where(or_(Bom.valid_to.is_(None), Bom.valid_to >= bom.valid_from))
        if bom.valid_to:
            found = found.where(or_(Bom.valid_from.is_(None), Bom.valid_from <= bom.valid_to))
        return await self.all(found)

    async def lock(self, bom_id: UUID) -> None:
        """What has to add up over several rows is written by one person at a time."""
        await self.session.execute(self.mine().with_only_columns(Bom.id).where(Bom.id == bom_id).with_for_update())

    async def lock_structure(self) -> None:
        """Two people could each add half of a circle; one of them waits here until the other has committed."""
        key = func.hashtextextended(f"bom:{self.uow.organization_id}", 0)
        await self.session.execute(select(func.pg_advisory_xact_lock(key)))


class LineRepository(Repository[BomLine]):
    model_type = BomLine

    async def record(self, bom_id: UUID, line_id: UUID) -> BomLine:
        """A line of that bill; through another bill's address it is not there."""
        options = (
            joinedload(BomLine.component), joinedload(BomLine.unit), joinedload(BomLine.bom).joinedload(Bom.material),
            selectinload(BomLine.alternates).joinedload(BomAlternate.component).joinedload(Material.unit),
        )  # fmt: skip
        return await self.one(self.mine().where(BomLine.id == line_id, BomLine.bom_id == bom_id), *options)

    async def last_position(self, bom_id: UUID) -> int:
        found = select(func.max(BomLine.position)).where(
            BomLine.organization_id == self.uow.organization_id, BomLine.bom_id == bom_id
        )
        return int(await self.session.scalar(found) or 0)

    async def below(self, material_id: UUID, on: date) -> Rows:
        """All lines of the bills of that day under a material, ended lines too."""
        start = select(Material.id).where(
            Material.organization_id == self.uow.organization_id, Material.id == material_id
        )
        reached = self._reached(start, Bom.material_id, BomLine.component_id, is_valid(on))
        return await self._lines(Bom.material_id == any_(await self._found(reached)), *is_valid(on))

    async def below_bill(self, bill: Bom, on: date) -> Rows:
        """The same under one bill, whatever its state; deeper down the bills of that day count."""
        own = BomLine.organization_id == self.uow.organization_id, BomLine.bom_id == bill.id
        reached = self._reached(
            select(BomLine.component_id).where(*own), Bom.material_id, BomLine.component_id, is_valid(on)
        )
        deeper = and_(
            Bom.material_id == any_(await self._found(reached)), Bom.material_id != bill.material_id, *is_valid(on)
        )
        return await self._lines(or_(BomLine.bom_id == bill.id, deeper))

    async def above(self, material_id: UUID, on: date) -> Rows:
        """All lines of the bills of that day that lead up from a material."""
        start = select(Material.id).where(
            Material.organization_id == self.uow.organization_id, Material.id == material_id
        )
        reached = self._reached(start, BomLine.component_id, Bom.material_id, is_valid(on))
        return await self._lines(BomLine.component_id == any_(await self._found(reached)), *is_valid(on))

    async def living_below(self, material_id: UUID) -> list[tuple[UUID, UUID]]:
        """(parent, component) under a material in everything that is or can become true: no circle may wait there."""
        start = select(Material.id).where(
            Material.organization_id == self.uow.organization_id, Material.id == material_id
        )
        reached = self._reached(start, Bom.material_id, BomLine.component_id, (Bom.state.in_(LIVING),))
        return await self._graph(Bom.material_id.in_(reached))

    async def living_below_all(self, materials: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
        """The same under many materials, in one question."""
        start = select(Material.id).where(
            Material.organization_id == self.uow.organization_id, Material.id.in_(list(materials))
        )
        reached = self._reached(start, Bom.material_id, BomLine.component_id, (Bom.state.in_(LIVING),))
        return await self._graph(Bom.material_id.in_(reached))

    async def all_living(self) -> list[tuple[UUID, UUID]]:
        """The whole graph of the company, for imports and low-level codes."""
        return await self._graph()

    def _just(self, material_id: UUID) -> Select[UUID]:
        return select(Material.id).where(
            Material.organization_id == self.uow.organization_id, Material.id == material_id
        )

    async def _graph(self, *where: ColumnElement[bool]) -> list[tuple[UUID, UUID]]:
        statement = (
            select(Bom.material_id, BomLine.component_id)
            .join(Bom, own_bom())
            .where(BomLine.organization_id == self.uow.organization_id, Bom.state.in_(LIVING), *where)
        )
        return [(parent, component) for parent, component in await self.session.execute(statement)]

    def _reached(self, start: Select[UUID], from_: Ids, to: Ids, which: Sequence[ColumnElement[bool]]) -> Select[UUID]:
        """Ids reachable from ``start``, itself included. UNION forgets what it has seen, so a circle ends."""
        reached = start.with_only_columns(start.selected_columns[0].label("id")).cte("reached", recursive=True)
        organization = self.uow.organization_id
        step = (
            select(to)
            .select_from(reached)
            .join(Bom if from_ is Bom.material_id else BomLine, from_ == reached.c.id)
            .join(BomLine if from_ is Bom.material_id else Bom, own_bom())
            .where(BomLine.organization_id == organization, Bom.organization_id == organization, *which)
        )
        return select(reached.union(step).c.id)

    async def _found(self, reached: Select[UUID]) -> ColumnElement[Any]:
        """Asked before the lines are: the planner takes a recursion for a handful of rows."""
        return keys(list(await self.session.scalars(reached)))

    async def _lines(self, *where: ColumnElement[bool]) -> Rows:
        statement = (
            select(Bom.id, Bom.material_id, Bom.base_quantity, *COLUMNS)
            .join(Bom, own_bom())
            .where(BomLine.organization_id == self.uow.organization_id, *where)
            .order_by(BomLine.position, BomLine.valid_from, BomLine.id)
        )
        units = await UnitRepository(self.uow).by_ids()
        heads: dict[UUID, Head] = {}
        rows: Rows = []
        for bom_id, parent, base, *said in (await self.session.execute(statement)).all():
            head = heads.get(bom_id)
            if head is None:
                head = heads[bom_id] = Head(bom_id, parent, base)
            rows.append((parent, head, LineRow(units[said[UNIT]], *said)))
        return rows


class AlternateRepository(Repository[BomAlternate]):
    model_type = BomAlternate

    async def record(self, line_id: UUID, alternate_id: UUID) -> BomAlternate:
        return await self.one(
            self.mine().where(BomAlternate.id == alternate_id, BomAlternate.line_id == line_id),
            joinedload(BomAlternate.component),
        )

    async def of_lines(self, lines: Collection[UUID]) -> dict[UUID, list[BomAlternate]]:
        """By line, the first choice first."""
        statement = self.mine().where(BomAlternate.line_id == any_(keys(lines)))
        found: dict[UUID, list[BomAlternate]] = {}
        ordered = statement.order_by(BomAlternate.priority, BomAlternate.id)
        for each in await self.all(ordered, joinedload(BomAlternate.component).joinedload(Material.unit)):
            found.setdefault(each.line_id, []).append(each)
        return found


class OutputRepository(Repository[BomOutput]):
    model_type = BomOutput

    async def of_bills(self, bills: Collection[UUID]) -> dict[UUID, list[BomOutput]]:
        found: dict[UUID, list[BomOutput]] = {}
        options = joinedload(BomOutput.material).joinedload(Material.unit), joinedload(BomOutput.unit)
        for each in await self.all(self.mine().where(BomOutput.bom_id == any_(keys(bills))), *options):
            found.setdefault(each.bom_id, []).append(each)
        return found


class LossRepository(Repository[BomLoss]):
    model_type = BomLoss

    async def of_bills(self, bills: Collection[UUID]) -> dict[UUID, dict[int, Decimal]]:
        """Bill → operation → the share it loses."""
        found: dict[UUID, dict[int, Decimal]] = {}
        for loss in await self.all(self.mine().where(BomLoss.bom_id == any_(keys(bills)))):
            found.setdefault(loss.bom_id, {})[loss.operation] = loss.scrap
        return found


def keys(ids: Collection[UUID]) -> ColumnElement[Any]:
    """As one array: a statement takes at most 32,767 values."""
    return cast(list(ids), ARRAY(Uuid))


def own_bom() -> ColumnElement[bool]:
    return and_(Bom.organization_id == BomLine.organization_id, Bom.id == BomLine.bom_id)


def is_valid(on: date) -> tuple[ColumnElement[bool], ...]:
    """Released, and valid on that day."""
    return (
        Bom.state == "released",
        or_(Bom.valid_from.is_(None), Bom.valid_from <= on),
        or_(Bom.valid_to.is_(None), Bom.valid_to >= on),
    )
