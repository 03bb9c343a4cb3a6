"""Named questions about materials that may be the same thing."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Float, Text, Uuid, and_, column, func, literal, or_, select
from sqlalchemy.orm import aliased

from unison_web.kit.db.repository import Repository
from unison_web.kit.search import folded
from unison_web.modules.identity.models import User
from unison_web.modules.materials.models import Material, MaterialPair
from unison_web.modules.sourcing.models import Offer, Replacement

ASKED, PAIRS, NEWEST = 40, 100, 15


class Alike(NamedTuple):
    """A material, and how much its name is like the other's."""

    id: UUID
    number: str
    name: str
    state: str
    likeness: float


class PairRepository(Repository[MaterialPair]):
    model_type = MaterialPair

    async def named(self, name: str) -> list[Alike]:
        """Through the function that may use the index; read under the policies of the company."""
        said = folded(name)
        hit = func.alike_materials(said, ASKED).table_valued(column("id", Uuid), column("rank", Float), name="hit")
        like = func.similarity(func.search_folded(Material.name), said)
        statement = select(Material.id, Material.number, Material.name, Material.state, like).join_from(
            hit, Material, Material.id == hit.c.id
        )
        here = Material.organization_id == self.uow.organization_id
        return [Alike(*row) for row in await self.session.execute(statement.where(here))]

    async def with_gtin(self, gtin: str) -> list[Alike]:
        """However many zeros it begins with."""
        bare = gtin.lstrip("0")
        written = [bare.zfill(length) for length in range(len(bare), 15)]
        return await self._these(Material.gtin.in_(written), Material.gtin != "")

    async def bought_as(self, material_id: UUID) -> list[Alike]:
        """Materials that a supplier sells under the same number as this one."""
        own, other = aliased(Offer), aliased(Offer)
        same = and_(
            other.organization_id == own.organization_id, other.supplier_id == own.supplier_id,
            func.upper(other.supplier_number) == func.upper(own.supplier_number), other.material_id != own.material_id,
        )  # fmt: skip
        found = select(other.material_id).select_from(own).join(other, same)
        mine = own.organization_id == self.uow.organization_id
        return await self._these(
            Material.id.in_(found.where(mine, own.material_id == material_id, own.supplier_number != ""))
        )

    async def _these(self, *where: object) -> list[Alike]:
        statement = select(Material.id, Material.number, Material.name, Material.state, literal(0.0))
        mine = Material.organization_id == self.uow.organization_id
        return [Alike(*row) for row in await self.session.execute(statement.where(mine, *where).limit(ASKED))]  # type: ignore[arg-type]

    async def settled(self, material_id: UUID) -> set[UUID]:
        """Those that somebody judged, or that replace one another."""
        judged = select(MaterialPair.first_id, MaterialPair.second_id).where(
            MaterialPair.organization_id == self.uow.organization_id,
            or_(MaterialPair.first_id == material_id, MaterialPair.second_id == material_id),
        )
        replaced = select(Replacement.material_id, Replacement.successor_id).where(
            Replacement.organization_id == self.uow.organization_id,
            or_(Replacement.material_id == material_id, Replacement.successor_id == material_id),
        )
        rows = await self.session.execute(judged.union_all(replaced))
        return {one for pair in rows for one in pair} - {material_id}

    async def judged(self, material_id: UUID) -> list[tuple[MaterialPair, str, str, str]]:
        """What was said not to be the same: the pair, the other one's number and name, and who said it."""
        other = (Material.id == MaterialPair.first_id) | (Material.id == MaterialPair.second_id)
        statement = (
            select(MaterialPair, Material.number, Material.name, User.name)
            .join(Material, (Material.organization_id == MaterialPair.organization_id) & other)
            .join(User, (User.organization_id == MaterialPair.organization_id) & (User.id == MaterialPair.judged_by))
            .where(
                MaterialPair.organization_id == self.uow.organization_id, Material.id != material_id,
                or_(MaterialPair.first_id == material_id, MaterialPair.second_id == material_id),
            )
            .order_by(Material.number)
        )  # fmt: skip
        rows = await self.session.execute(statement)
        return [(pair, number, name, by) for pair, number, name, by in rows]

    async def pair(self, one: UUID, other: UUID) -> MaterialPair | None:
        first, second = sorted((one, other))
        return await self.perhaps(self.mine().where(MaterialPair.first_id == first, MaterialPair.second_id == second))

    async def suspects(self) -> list[UUID]:
        """Materials worth looking at: with a GTIN, a supplier's number or a name that another has, and the newest."""
        mine = Material.organization_id == self.uow.organization_id
        living = mine & (Material.state != "obsolete")
        found: list[UUID] = []
        for same in (Material.gtin, Material.name):
            twice = select(same).where(living, same != "").group_by(same).having(func.count() > 1).limit(PAIRS)
            statement = select(func.min(Material.id.cast(Text))).where(living, same.in_(twice)).group_by(same)
            found += [UUID(key) for key in await self.session.scalars(statement)]
        number = func.upper(Offer.supplier_number)
        sold = (
            select(func.min(Offer.material_id.cast(Text)))
            .where(Offer.organization_id == self.uow.organization_id, Offer.supplier_number != "")
            .group_by(Offer.supplier_id, number)
            .having(func.count(Offer.material_id.distinct()) > 1)
        )
        found += [UUID(key) for key in await self.session.scalars(sold.limit(PAIRS))]
        newest = select(Material.id).where(living).order_by(Material.id.desc()).limit(NEWEST)
        return list(dict.fromkeys([*found, *await self.session.scalars(newest)]))
