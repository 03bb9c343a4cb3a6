"""Documents that were asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, states, tenant_fk
from unison_web.modules.identity.models import User
from unison_web.modules.prints import rules
from unison_web.modules.work_orders.models import WorkOrder


class Print(Tenant, Model):
    """One document: asked for, rendered, or failed with a reason."""

    __tablename__ = "prints"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("work_order_id", "work_orders"), tenant_fk("asked_by", "users"),
        states("kind", rules.KINDS), states("state", rules.STATES),
    )  # fmt: skip
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"document"})

    plant_id: Mapped[UUID]
    work_order_id: Mapped[UUID | None]
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default="queued")
    title: Mapped[str]
    asked_by: Mapped[UUID | None]
    trouble: Mapped[str] = mapped_column(default="")
    copies: Mapped[int] = mapped_column(default=1)
    ready_at: Mapped[datetime | None]
    #: what a sheet of badges is to hold: people, paper, code; what a report is about, and the page it came from
    wanted: Mapped[dict[str, Any] | None]
    document: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))

    order: Mapped[WorkOrder | None] = belongs_to(WorkOrder, "work_order_id")
    asker: Mapped[User | None] = belongs_to(User, "asked_by")

    @property
    def filename(self) -> str:
        return f"{self.title.replace(' ', '-')}.pdf"
