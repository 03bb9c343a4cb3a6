"""Named questions about bills of material. Structures load in a constant number of queries, however deep they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, and_, any_, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from unison_web.kit.db.repository import Repository
from unison_web.kit.memory import uncollected
from unison_web.modules.bom.models import Bom, BomAlternate, BomLine, BomLoss, BomOutput
from unison_web.modules.bom.rows import Head, LineRow
from unison_web.modules.bom.rules import LIVING
from unison_web.modules.materials.models import Material, Unit

Ids = InstrumentedAttribute[UUID]
Units = Mapping[UUID, Unit]
Where = tuple[ColumnElement[bool], ...]


HEAD = (Bom.id.label("bill_id"), Bom.material_id, Bom.base_quantity)
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

    async def below(self, material_id: UUID, on: date, units: Units) -> list[LineRow]:
        """All lines of the bills of that day under a material, ended lines too."""
        valid = is_valid(on)
        return await self._lines(units, (Bom.material_id == material_id, *valid), valid)

    async def below_bill(self, bill: Bom, on: date, units: Units) -> list[LineRow]:
        """The same under one bill, whatever its state; deeper down the bills of that day count."""
        deeper = Bom.material_id != bill.material_id, *is_valid(on)
        return await self._lines(units, (BomLine.bom_id == bill.id,), deeper)

    async def above(self, material_id: UUID, on: date, units: Units) -> list[LineRow]:
        """All lines of the bills of that day that lead up from a material."""
        valid = is_valid(on)
        return await self._lines(units, (BomLine.component_id == material_id, *valid), valid, up=True)

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

    async def _lines(self, units: Units, start: Where, step: Where, *, up: bool = False) -> list[LineRow]:
        """The lines of ``start`` and all that follow by ``step``: the recursion carries the lines themselves, so what
        it has reached need not be sent back to be asked for. UNION forgets what it has seen, so a circle ends."""
        organization = self.uow.organization_id
        asked = select(*HEAD, *COLUMNS).select_from(BomLine).join(Bom, own_bom()).where(
            BomLine.organization_id == organization, Bom.organization_id == organization
        )  # fmt: skip
        reached = asked.where(*start).cte("reached", recursive=True)
        next_ = BomLine.component_id == reached.c.material_id if up else Bom.material_id == reached.c.component_id
        found = reached.union(asked.join(reached, next_).where(*step)).c
        loses = found.bill_id.in_(select(BomLoss.bom_id).where(BomLoss.organization_id == organization))
        lines = select(found.bill_id, found.material_id, found.base_quantity, loses, *list(found)[len(HEAD) :])
        return shaped(await self.columns(lines.order_by(found.position, found.valid_from, found.id)), units)


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
        if not bills:
            return found
        asked = self.mine().with_only_columns(BomLoss.bom_id, BomLoss.operation, BomLoss.scrap)
        for bill, operation, scrap in await self.session.execute(asked.where(BomLoss.bom_id == any_(keys(bills)))):
            found.setdefault(bill, {})[operation] = scrap
        return found


def shaped(columns: Sequence[Sequence[Any]], units: Units) -> list[LineRow]:
    """A hundred thousand at a time, each bill once."""
    bills, said = columns[: len(HEAD) + 1], columns[len(HEAD) + 1 :]
    with uncollected():
        heads = dict(zip(bills[0], map(Head, *bills), strict=True))
        return list(map(LineRow, map(heads.__getitem__, bills[0]), map(units.__getitem__, said[UNIT]), *said))


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
