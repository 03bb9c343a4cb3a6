"""Named questions about shipments."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.web.filters import pattern
from unison_web.modules.identity.models import User
from unison_web.modules.materials.models import Material
from unison_web.modules.partners.models import PartnerAddress
from unison_web.modules.shipping import rules
from unison_web.modules.shipping.models import Content, Dock, HandlingUnit, Pick, Shipment, ShipmentLine
from unison_web.modules.stock.models import Hold, Location, Lot

OFFERED = 20


class Stop(NamedTuple):
    """A hold of a lot."""

    lot_id: UUID
    lot: str
    reason: str
    who: str
    since: datetime


class ShipmentRepository(Repository[Shipment]):
    model_type = Shipment

    async def record(self, shipment_id: UUID, *, lock: bool = False) -> Shipment:
        """With everything its pages show. ``lock``: first alone, so that the rest is read after the wait, also where a
        form has read it before."""
        found = self.mine().where(Shipment.id == shipment_id)
        if lock:
            await self.session.execute(found.with_only_columns(Shipment.id).with_for_update())
            found = found.execution_options(populate_existing=True)
        lines, picks, units = (selectinload(each) for each in (Shipment.lines, Shipment.picks, Shipment.units))
        return await self.one(
            found, joinedload(Shipment.customer), joinedload(Shipment.order), joinedload(Shipment.dock),
            joinedload(Shipment.plant), joinedload(Shipment.shipper),
            lines.joinedload(ShipmentLine.material).joinedload(Material.unit),
            picks.joinedload(Pick.lot), picks.joinedload(Pick.location), picks.joinedload(Pick.picker),
            picks.joinedload(Pick.material).joinedload(Material.unit),
            picks.selectinload(Pick.contents), units.selectinload(HandlingUnit.contents),
        )  # fmt: skip

    async def head(self, shipment_id: UUID) -> Shipment:
        """What its own form says, nothing of what is in it."""
        return await self.by_id(
            shipment_id, joinedload(Shipment.customer), joinedload(Shipment.order), joinedload(Shipment.dock)
        )

    async def line(self, shipment_id: UUID, line_id: UUID) -> ShipmentLine:
        """Through another shipment's address it is not there."""
        mine = ShipmentLine.organization_id == self.uow.organization_id, ShipmentLine.shipment_id == shipment_id
        found = await self.session.scalar(select(ShipmentLine).where(*mine, ShipmentLine.id == line_id))
        if found is None:
            raise NotFound
        return found

    async def by_number(self, number: str) -> Shipment | None:
        return await self.perhaps(self.mine().where(Shipment.number == number.strip()))

    async def last_position(self, shipment_id: UUID) -> int:
        last = select(func.max(ShipmentLine.position)).where(
            ShipmentLine.organization_id == self.uow.organization_id, ShipmentLine.shipment_id == shipment_id
        )
        return int(await self.session.scalar(last) or 0)

    async def at_dock(self, dock: UUID, begins: datetime, ends: datetime, but: UUID | None) -> Shipment | None:
        """A shipment that needs the dock at the same time."""
        until = Shipment.dock_at + func.make_interval(0, 0, 0, 0, 0, Shipment.dock_minutes)
        found = self.mine().where(
            Shipment.dock_id == dock, Shipment.dock_at < ends, until > begins, Shipment.state.in_(rules.OPEN)
        )
        if but:
            found = found.where(Shipment.id != but)
        return await self.perhaps(found.order_by(Shipment.dock_at).limit(1))

    async def of_day(self, plant: UUID, day: date, begins: datetime, ends: datetime) -> list[Shipment]:
        """At a dock on the day, or leaving on it."""
        at_dock = (Shipment.dock_at >= begins) & (Shipment.dock_at < ends)
        leaves = Shipment.dock_at.is_(None) & (Shipment.due_on == day)
        late = Shipment.dock_at.is_(None) & (Shipment.due_on < day) & Shipment.state.in_(rules.OPEN)
        found = self.mine().where(
            Shipment.plant_id == plant, Shipment.state.not_in(("cancelled", "returned")), or_(at_dock, leaves, late)
        )
        picks = selectinload(Shipment.picks).joinedload(Pick.lot)
        return await self.all(found.order_by(Shipment.dock_at, Shipment.due_on, Shipment.id),
                              joinedload(Shipment.customer), picks)  # fmt: skip


class DockRepository(Repository[Dock]):
    model_type = Dock

    async def record(self, dock_id: UUID) -> Dock:
        return await self.by_id(dock_id, joinedload(Dock.plant))

    async def called(self, plant: UUID, code: str, *, lock: bool = False) -> Dock | None:
        found = self.mine().where(Dock.plant_id == plant, Dock.code == code.strip())
        return await self.perhaps(found.with_for_update() if lock else found)

    async def of_plant(self, plant: UUID) -> list[Dock]:
        found = self.mine().where(Dock.plant_id == plant, Dock.state == "active")
        return await self.all(found.order_by(Dock.code_order), joinedload(Dock.plant))

    async def offered(self, words: str) -> list[Dock]:
        found = self.mine().where(Dock.state == "active")
        if self.uow.actor.plant_id:
            found = found.where(Dock.plant_id == self.uow.actor.plant_id)
        if words.strip():
            found = found.where(or_(Dock.code.ilike(pattern(words)), Dock.name.ilike(pattern(words))))
        return await self.all(found.order_by(Dock.code_order).limit(OFFERED))


class UnitRepository(Repository[HandlingUnit]):
    model_type = HandlingUnit

    async def inside(self, shipment_id: UUID, unit_id: UUID) -> HandlingUnit:
        return await self.one(self.mine().where(HandlingUnit.shipment_id == shipment_id, HandlingUnit.id == unit_id))

    async def by_number(self, number: str) -> HandlingUnit | None:
        return await self.perhaps(
            self.mine().where(HandlingUnit.number == number.strip()), joinedload(HandlingUnit.shipment)
        )


async def walk(uow: UnitOfWork, shipment: UUID) -> dict[UUID, str]:
    """Its picks in the order of the walk, warehouse by warehouse, zone by zone, bin by bin; each with what its place
    lies in."""
    up, top = aliased(Location), aliased(Location)
    one = func.coalesce(top.code_order, up.code_order, Location.code_order)
    two = case((top.id.is_not(None), up.code_order), (up.id.is_not(None), Location.code_order), else_="")
    three = case((top.id.is_not(None), Location.code_order), else_="")
    statement = (
        select(Pick.id, up.name, top.name)
        .join(Pick.location)
        .join(Pick.material)
        .outerjoin(Pick.lot)
        .outerjoin(up, (up.id == Location.parent_id) & (up.organization_id == Location.organization_id))
        .outerjoin(top, (top.id == up.parent_id) & (top.organization_id == up.organization_id))
        .where(Pick.organization_id == uow.organization_id, Pick.shipment_id == shipment)
        .order_by(one, two, three, Material.number_order, Lot.number_order, Pick.id)
    )
    return {
        key: ", ".join(name for name in (top_name, up_name) if name)
        for key, up_name, top_name in await uow.session.execute(statement)
    }


async def stops(uow: UnitOfWork, lots: Collection[UUID]) -> list[Stop]:
    """The holds that are open on the lots, oldest first."""
    if not lots:
        return []
    statement = (
        select(Lot.id, Lot.number, Hold.reason, func.coalesce(User.name, ""), Hold.created_at)
        .select_from(Hold)
        .join(Hold.lot)
        .outerjoin(Hold.by)
        .where(Hold.organization_id == uow.organization_id, Hold.lot_id.in_(lots), Hold.released_at.is_(None))
        .order_by(Hold.id)
    )
    return [Stop(*row) for row in await uow.session.execute(statement)]


async def underway(uow: UnitOfWork, order_lines: Collection[UUID]) -> dict[UUID, Decimal]:
    """What of lines of customer orders is on shipments that have not left, in the materials' own units."""
    statement = (
        select(ShipmentLine.order_line_id, func.sum(ShipmentLine.quantity))
        .join(Shipment, (Shipment.id == ShipmentLine.shipment_id)
              & (Shipment.organization_id == ShipmentLine.organization_id))
        .where(ShipmentLine.organization_id == uow.organization_id, ShipmentLine.order_line_id.in_(order_lines),
               Shipment.state.in_(rules.OPEN))
        .group_by(ShipmentLine.order_line_id)
    )  # fmt: skip
    return {key: quantity for key, quantity in await uow.session.execute(statement) if key}


async def address_of(uow: UnitOfWork, partner: UUID, name: str) -> str:
    """Where goods go, as it stands on paper: the usual address for deliveries, else any."""
    row = await uow.session.scalar(
        select(PartnerAddress)
        .where(PartnerAddress.organization_id == uow.organization_id, PartnerAddress.partner_id == partner)
        .order_by((PartnerAddress.kind == "delivery").desc(), PartnerAddress.usual.desc(), PartnerAddress.id)
        .limit(1)
    )
    if row is None:
        return name
    town = " ".join(part for part in (row.postal_code, row.city, row.region) if part)
    return "\n".join(part for part in (row.name or name, row.street, town, row.country) if part)


async def content_of(uow: UnitOfWork, unit: UUID, content: UUID) -> Content | None:
    found: Content | None = await uow.session.scalar(
        select(Content).where(
            Content.organization_id == uow.organization_id, Content.unit_id == unit, Content.id == content
        )
    )
    return found
