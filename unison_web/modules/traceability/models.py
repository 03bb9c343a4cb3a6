"""Recalls, what they stopped, and drills."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, natural_order, states, tenant_fk, tenant_unique
from unison_web.kit.db.ledger import Ledger
from unison_web.modules.identity.models import User
from unison_web.modules.stock.models import Lot
from unison_web.modules.traceability import rules


class Recall(Tenant, Model):
    """Everything that a bad lot or order went into, stopped in one action and followed up. ``source`` is its number."""

    __tablename__ = "recalls"
    __table_args__ = (
        tenant_unique("number"), states("state", rules.RECALL.states), states("source_kind", ("lot", "order")),
        tenant_fk("opened_by", "users"),
    )  # fmt: skip

    number: Mapped[str]
    number_order: Mapped[str] = natural_order("number")
    reason: Mapped[str]
    source_kind: Mapped[str]
    source_id: Mapped[UUID]
    source: Mapped[str]
    state: Mapped[str] = mapped_column(default="draft")
    outcome: Mapped[str] = mapped_column(default="")
    opened_by: Mapped[UUID | None]
    held_at: Mapped[datetime | None]
    notified_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    opener: Mapped[User | None] = belongs_to(User, "opened_by")


class RecallLot(Tenant, Model):
    """A lot that a recall stopped, and the hold that does it."""

    __tablename__ = "recall_lots"
    __table_args__ = (
        tenant_fk("recall_id", "recalls"), tenant_fk("lot_id", "stock_lots"), tenant_fk("hold_id", "stock_holds"),
        tenant_unique("recall_id", "lot_id"),
    )  # fmt: skip

    recall_id: Mapped[UUID]
    lot_id: Mapped[UUID]
    hold_id: Mapped[UUID]


class RecallDrill(Ledger, Model):
    """How fast and how completely a lot chosen at random could be traced."""

    __tablename__ = "recall_drills"
    __table_args__ = (tenant_fk("lot_id", "stock_lots"), tenant_fk("run_by", "users"))

    lot_id: Mapped[UUID]
    milliseconds: Mapped[int]
    sources: Mapped[int]
    reached: Mapped[int]
    customers: Mapped[int]
    came_in: Mapped[Decimal]
    used: Mapped[Decimal]
    shipped: Mapped[Decimal]
    on_hand: Mapped[Decimal]
    broken: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    run_by: Mapped[UUID | None]

    lot: Mapped[Lot] = belongs_to(Lot, "lot_id")
    runner: Mapped[User | None] = belongs_to(User, "run_by")
