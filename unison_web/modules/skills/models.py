"""Skills and who has them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, states, tenant_fk, tenant_unique
from unison_web.modules.identity.models import User
from unison_web.modules.skills import rules


class Skill(Tenant, Model):
    """Something that has to be learned. ``months`` is how long a certificate usually counts."""

    __tablename__ = "skills"
    __table_args__ = (
        tenant_unique("code"), tenant_unique("name"), states("state", rules.STATES),
        CheckConstraint("months > 0", name="months"),
    )  # fmt: skip

    code: Mapped[str]
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    months: Mapped[int | None]
    state: Mapped[str] = mapped_column(default="active")


class Certificate(Tenant, Model):
    """A person has a skill from a day to a day, both included. The newest one of a person counts."""

    __tablename__ = "certificates"
    __table_args__ = (
        tenant_fk("user_id", "users"), tenant_fk("skill_id", "skills"),
        tenant_unique("user_id", "skill_id", "valid_from"),
        CheckConstraint("valid_to >= valid_from", name="validity"),
    )  # fmt: skip

    user_id: Mapped[UUID]
    skill_id: Mapped[UUID]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    document: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    user: Mapped[User] = belongs_to(User, "user_id")
    skill: Mapped[Skill] = belongs_to(Skill, "skill_id")

    @property
    def audit_label(self) -> str:
        return f"since {self.valid_from}"
