"""Calls for help."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, states, tenant_fk
from unison_web.modules.calls import rules
from unison_web.modules.identity.models import User
from unison_web.modules.machines.models import Machine


class Call(Tenant, Model):
    """Somebody at a machine needs somebody else. ``helper`` is who comes."""

    __tablename__ = "calls"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("machine_id", "machines"), tenant_fk("caller_id", "users"),
        tenant_fk("helper_id", "users"), states("kind", rules.KINDS), states("state", rules.STATES),
        CheckConstraint("(accepted_at IS NULL) = (helper_id IS NULL)", name="accepted"),
        CheckConstraint("(ended_at IS NULL) = (state IN ('open', 'accepted'))", name="ended"),
    )  # fmt: skip

    plant_id: Mapped[UUID]
    machine_id: Mapped[UUID]
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    caller_id: Mapped[UUID]
    called_at: Mapped[datetime]
    helper_id: Mapped[UUID | None]
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    solution: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="open")

    machine: Mapped[Machine] = belongs_to(Machine, "machine_id")
    caller: Mapped[User] = belongs_to(User, "caller_id")
    helper: Mapped[User | None] = belongs_to(User, "helper_id")

    @property
    def audit_label(self) -> str:
        return f"{self.kind} {self.called_at:%Y-%m-%d %H:%M}"
