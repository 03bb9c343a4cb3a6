"""The plant as the lights see it, in ten questions however many orders there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from unison_web.kit.db.repository import Repository
from unison_web.modules.bom.models import Bom
from unison_web.modules.bom.repository import is_valid
from unison_web.modules.consumption.models import Reservation
from unison_web.modules.identity.models import User
from unison_web.modules.machines.models import Machine
from unison_web.modules.readiness.lights import Holder
from unison_web.modules.routings.models import Routing
from unison_web.modules.shifts.models import Absence
from unison_web.modules.skills.models import Certificate, Skill
from unison_web.modules.stock.models import Hold, Location, Lot, StockBalance
from unison_web.modules.work_orders.models import Operation, Requirement, WorkOrder
from unison_web.modules.work_orders.rules import WORKING

#: More orders than anybody looks at in the morning.
MOST_ORDERS = 200
ON_BOARD = ("released", "in_progress", "on_hold")


class ReadinessRepository(Repository[WorkOrder]):
    model_type = WorkOrder

    async def orders(self, plant: UUID) -> list[WorkOrder]:
        """Those on the floor, with operations and components, the most urgent first."""
        found = self.mine().where(WorkOrder.plant_id == plant, WorkOrder.state.in_(ON_BOARD))
        return await self.all(
            found.order_by(WorkOrder.priority, WorkOrder.due_at, WorkOrder.id).limit(MOST_ORDERS),
            joinedload(WorkOrder.material),
            selectinload(WorkOrder.operations).joinedload(Operation.work_center),
            selectinload(WorkOrder.materials).joinedload(Requirement.component),
        )

    async def machines(self, plant: UUID) -> list[Machine]:
        asked = select(Machine).where(
            Machine.organization_id == self.uow.organization_id, Machine.plant_id == plant, Machine.life == "active"
        )
        return list(await self.session.scalars(asked.order_by(Machine.code_order)))

    async def working(self, plant: UUID) -> list[Operation]:
        """Operations that are on a machine now."""
        asked = select(Operation).where(
            Operation.organization_id == self.uow.organization_id, Operation.plant_id == plant,
            Operation.state.in_(WORKING),
        )  # fmt: skip
        return list(await self.session.scalars(asked.options(joinedload(Operation.order))))

    async def stock(
        self, plant: UUID, materials: Collection[UUID], today: date
    ) -> dict[UUID, tuple[Decimal, list[str]]]:
        """(what may be taken, lots on hold with why) of each material that lies here."""
        usable = and_(
            StockBalance.status == "released", func.coalesce(Lot.held, False).is_(False),
            or_(Lot.expires_on.is_(None), Lot.expires_on >= today),
        )  # fmt: skip
        why = (
            select(func.max(Hold.reason))
            .where(Hold.organization_id == Lot.organization_id, Hold.lot_id == Lot.id, Hold.released_at.is_(None))
            .correlate(Lot)
            .scalar_subquery()
        )
        free = func.sum(case((usable, StockBalance.quantity - StockBalance.reserved), else_=0))
        held = func.array_agg(func.concat(Lot.number, ": ", why).distinct()).filter(Lot.held.is_(True))
        asked = (
            select(StockBalance.material_id, free, held)
            .join(StockBalance.location)
            .outerjoin(StockBalance.lot)
            .where(
                StockBalance.organization_id == self.uow.organization_id, StockBalance.plant_id == plant,
                Location.partner_id.is_(None),
                StockBalance.material_id.in_(materials), StockBalance.quantity > 0,
            )
            .group_by(StockBalance.material_id)
        )  # fmt: skip
        return {key: (amount, lots or []) for key, amount, lots in await self.session.execute(asked)}

    async def kept(self, orders: Collection[UUID]) -> dict[tuple[UUID, UUID], Decimal]:
        """(order, material) → what was reserved for it."""
        asked = (
            select(Reservation.order_id, StockBalance.material_id, func.sum(Reservation.quantity))
            .join(Reservation.balance)
            .where(Reservation.organization_id == self.uow.organization_id, Reservation.order_id.in_(orders))
            .group_by(Reservation.order_id, StockBalance.material_id)
        )
        return {(order, material): amount for order, material, amount in await self.session.execute(asked)}

    async def holders(self, codes: Collection[str], today: date) -> tuple[dict[str, str], dict[str, list[Holder]]]:
        """Skills by code with their names, and who ever had each; the certificate of a person that counts longest."""
        until = func.max(func.coalesce(Certificate.valid_to, date.max))
        away = func.max(Absence.last_day)
        asked = (
            select(Skill.code, Skill.name, User.name, until, away)
            .outerjoin(Certificate, and_(Certificate.organization_id == Skill.organization_id,
                                         Certificate.skill_id == Skill.id, Certificate.valid_from <= today))
            .outerjoin(User, and_(User.organization_id == Skill.organization_id, User.id == Certificate.user_id,
                                  User.state == "active"))
            .outerjoin(Absence, and_(Absence.organization_id == Skill.organization_id, Absence.user_id == User.id,
                                     Absence.first_day <= today, Absence.last_day >= today))
            .where(Skill.organization_id == self.uow.organization_id, Skill.code.in_(codes))
            .group_by(Skill.code, Skill.name, User.id, User.name)
            .order_by(User.name)
        )  # fmt: skip
        names: dict[str, str] = {}
        found: dict[str, list[Holder]] = defaultdict(list)
        for code, skill, person, last, gone in await self.session.execute(asked):
            names[code] = skill
            if person:
                found[code].append(Holder(person, None if last == date.max else last, gone))
        return names, found

    async def released(self, plant: UUID, materials: Collection[UUID], today: date) -> dict[UUID, dict[str, str]]:
        """Material → ``bom`` and ``routing`` → the revision that is released today."""
        mine = self.uow.organization_id
        bills = select(literal("bom"), Bom.material_id, Bom.revision).where(
            Bom.organization_id == mine, Bom.material_id.in_(materials), *is_valid(today)
        )
        routings = select(literal("routing"), Routing.material_id, Routing.revision).where(
            Routing.organization_id == mine, Routing.plant_id == plant, Routing.material_id.in_(materials),
            Routing.state == "released",
        )  # fmt: skip
        found: dict[UUID, dict[str, str]] = defaultdict(dict)
        for kind, material, revision in await self.session.execute(union_all(bills, routings)):
            found[material][kind] = revision
        return found
