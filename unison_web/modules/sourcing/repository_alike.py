"""Named questions about materials that may be the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Float, Select, Text, Uuid, and_, cast, column, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from unison_web.kit.db.repository import Repository
from unison_web.kit.search import folded
from unison_web.modules.identity.models import User
from unison_web.modules.materials.models import Material, MaterialPair
from unison_web.modules.sourcing.models import Offer, Replacement

ASKED, PAIRS, NEWEST = 40, 100, 15
FACTS = (Material.id, Material.number, Material.name, Material.state)


class Alike(NamedTuple):
    """A material, and how much its name is like the other's."""

    id: UUID
    number: str
    name: str
    state: str
    likeness: float


class PairRepository(Repository[MaterialPair]):
    model_type = MaterialPair

    async def named(self, names: Mapping[UUID, str]) -> dict[UUID, list[Alike]]:
        """Names much like each, in one question, through the function that may use the index; read under the policies
        of the company."""
        asked = func.unnest(
            cast(list(names), ARRAY(Uuid)), cast([folded(name) for name in names.values()], ARRAY(Text))
        )
        said = asked.table_valued(column("asked", Uuid), column("said", Text), name="named").render_derived()
        alike = func.alike_materials(said.c.said, ASKED).table_valued(column("id", Uuid), column("rank", Float))
        hit = alike.lateral("hit")
        like = func.similarity(func.search_folded(Material.name), said.c.said)
        statement = (
            select(said.c.asked, *FACTS, like).join_from(said, hit, true()).join(Material, Material.id == hit.c.id)
        )
        return await self._by_asked(statement.where(Material.organization_id == self.uow.organization_id))

    async def with_gtin(self, gtins: Mapping[UUID, str]) -> dict[UUID, list[Alike]]:
        """The same number, however many zeros it begins with."""
        bare = {asked: gtin.strip().lstrip("0") for asked, gtin in gtins.items() if gtin.strip("0 ")}
        written = {each.zfill(length) for each in bare.values() for length in range(len(each), 15)}
        here = Material.organization_id == self.uow.organization_id, Material.gtin.in_(written), Material.gtin != ""
        rows = (await self.session.execute(select(Material.gtin, *FACTS, literal(0.0)).where(*here))).all()
        return {
            asked: [Alike(*row[1:]) for row in rows if row[0].lstrip("0") == own][:ASKED] for asked, own in bare.items()
        }

    async def bought_as(self, materials: Collection[UUID]) -> dict[UUID, list[Alike]]:
        """Materials that a supplier sells under the same number as each of these."""
        own, other = aliased(Offer), aliased(Offer)
        same = and_(
            other.organization_id == own.organization_id, other.supplier_id == own.supplier_id,
            func.upper(other.supplier_number) == func.upper(own.supplier_number), other.material_id != own.material_id,
        )  # fmt: skip
        mine = own.organization_id == self.uow.organization_id, own.material_id.in_(materials)
        sold = (
            select(own.material_id, *FACTS, literal(0.0)).distinct().select_from(own).join(other, same)
            .join(Material, and_(Material.organization_id == other.organization_id, Material.id == other.material_id))
        )  # fmt: skip
        return await self._by_asked(sold.where(*mine, own.supplier_number != ""))

    async def _by_asked(self, statement: Select[*tuple[Any, ...]]) -> dict[UUID, list[Alike]]:
        found: dict[UUID, list[Alike]] = defaultdict(list)
        for asked, *row in await self.session.execute(statement):
            found[asked].append(Alike(*row))
        return found

    async def settled(self, materials: Collection[UUID]) -> dict[UUID, set[UUID]]:
        """Those that somebody judged beside each, or that replace one another."""
        first, second = MaterialPair.first_id, MaterialPair.second_id
        judged = select(first, second).where(
            MaterialPair.organization_id == self.uow.organization_id, or_(first.in_(materials), second.in_(materials))
        )
        old, new = Replacement.material_id, Replacement.successor_id
        replaced = select(old, new).where(
            Replacement.organization_id == self.uow.organization_id, or_(old.in_(materials), new.in_(materials))
        )
        found: dict[UUID, set[UUID]] = defaultdict(set)
        for one, other in await self.session.execute(judged.union_all(replaced)):
            found[one].add(other)
            found[other].add(one)
        return found

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
