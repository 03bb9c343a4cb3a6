"""Stock on its way between plants."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, natural_order, states, tenant_fk, tenant_unique
from unison_web.modules.identity.models import User
from unison_web.modules.materials.models import Material
from unison_web.modules.organizations.models import Plant
from unison_web.modules.stock import rules
from unison_web.modules.stock.models import Lot


class PlantMove(Tenant, Model):
    """A quantity that left one plant for another. What is on the way is ``quantity`` less ``received`` and ``lost``;
    the ledger's account ``transit`` says the same."""

    __tablename__ = "stock_plant_moves"
    __table_args__ = (
        tenant_unique("number"), tenant_fk("from_plant_id", "plants"), tenant_fk("to_plant_id", "plants"),
        tenant_fk("material_id", "materials"), tenant_fk("lot_id", "stock_lots"), tenant_fk("sent_by", "users"),
        states("state", rules.MOVE_STATES),
        CheckConstraint("quantity > 0 AND received >= 0 AND lost >= 0 AND received + lost <= quantity",
                        name="quantities"),
    )  # fmt: skip

    number: Mapped[str]
    number_order: Mapped[str] = natural_order("number")
    from_plant_id: Mapped[UUID]
    to_plant_id: Mapped[UUID]
    material_id: Mapped[UUID]
    lot_id: Mapped[UUID | None]
    quantity: Mapped[Decimal]
    received: Mapped[Decimal] = mapped_column(default=Decimal(0))
    lost: Mapped[Decimal] = mapped_column(default=Decimal(0))
    state: Mapped[str] = mapped_column(default="in_transit")
    document: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    sent_by: Mapped[UUID | None]
    sent_at: Mapped[datetime]
    arrived_at: Mapped[datetime | None]

    from_plant: Mapped[Plant] = belongs_to(Plant, "from_plant_id")
    to_plant: Mapped[Plant] = belongs_to(Plant, "to_plant_id")
    material: Mapped[Material] = belongs_to(Material, "material_id")
    lot: Mapped[Lot | None] = belongs_to(Lot, "lot_id")
    sender: Mapped[User | None] = belongs_to(User, "sent_by")

    @property
    def under_way(self) -> Decimal:
        return self.quantity - self.received - self.lost
