"""Engineering changes and the revisions they bring."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, states, tenant_fk, tenant_unique
from unison_web.modules.bom.models import Bom
from unison_web.modules.changes import rules


class EngineeringChange(Tenant, Model):
    """One decision about one or many bills."""

    __tablename__ = "engineering_changes"
    __table_args__ = (tenant_unique("number"), states("state", rules.LIFE.states))

    number: Mapped[str]
    title: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft")
    state_reason: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[str] = mapped_column(default="")
    released_at: Mapped[datetime | None]

    bills: Mapped[list[ChangedBill]] = has_many("ChangedBill", "change_id", order_by="ChangedBill.id")


class ChangedBill(Tenant, Model):
    """A new revision, and the one it replaces where there is one."""

    __tablename__ = "engineering_change_bills"
    __table_args__ = (
        tenant_fk("change_id", "engineering_changes", ondelete="CASCADE"),
        tenant_fk("bom_id", "boms"),
        tenant_fk("old_bom_id", "boms"),
        tenant_unique("change_id", "bom_id"),
    )

    change_id: Mapped[UUID]
    bom_id: Mapped[UUID]
    old_bom_id: Mapped[UUID | None]

    bom: Mapped[Bom] = belongs_to(Bom, "bom_id")
    old: Mapped[Bom | None] = belongs_to(Bom, "old_bom_id")

    @property
    def audit_label(self) -> str:
        return "revision"
