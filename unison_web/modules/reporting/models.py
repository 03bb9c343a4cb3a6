"""Signatures under reports of shifts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, belongs_to, states, tenant_fk, tenant_unique
from unison_web.kit.db.ledger import Ledger
from unison_web.modules.identity.models import User
from unison_web.modules.reporting import rules


class ShiftSignature(Ledger, Model):
    """Somebody signed what a shift reports. ``figures`` is what it said at that moment: later corrections are shown as
    differences from it."""

    __tablename__ = "shift_signatures"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("signer_id", "users"),
        tenant_unique("plant_id", "day", "code", "role"),
        states("role", rules.ROLES),
    )
    audited: ClassVar[bool] = True
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"figures", "signer_id"})

    plant_id: Mapped[UUID]
    day: Mapped[date]
    code: Mapped[str]
    shift: Mapped[str]
    role: Mapped[str] = mapped_column(default="leader")
    signer_id: Mapped[UUID]
    remark: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime]
    figures: Mapped[dict[str, Any]]

    signer: Mapped[User] = belongs_to(User, "signer_id")

    @property
    def audit_label(self) -> str:
        return f"{self.shift} {self.day}"
