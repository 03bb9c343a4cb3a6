"""Companies and their places."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit import clock
from unison_web.kit.db.base import Model, Tenant, belongs_to, states, tenant_fk, tenant_unique
from unison_web.modules.organizations import rules


class Organization(Model):
    """A company. Its id is the tenant of every other row."""

    __tablename__ = "organizations"
    __table_args__ = (
        UniqueConstraint("slug"),
        states("kind", ("company", rules.PLATFORM)),
        states("state", rules.ORGANIZATION_STATES),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    slug: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="company")
    state: Mapped[str] = mapped_column(default="active")
    locale: Mapped[str] = mapped_column(default="en")
    currency: Mapped[str] = mapped_column(default="USD")
    policy_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Plant(Tenant, Model):
    """A site: one zone, one currency, one calendar."""

    __tablename__ = "plants"
    __table_args__ = (tenant_unique("code"), states("state", rules.PLANT_STATES))

    code: Mapped[str]
    name: Mapped[str]
    zone: Mapped[str]
    currency: Mapped[str]
    locale: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")


class Department(Tenant, Model):
    """A part of a plant that has people."""

    __tablename__ = "departments"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        UniqueConstraint("organization_id", "plant_id", "code"),
        states("state", rules.PLANT_STATES),
    )

    plant_id: Mapped[UUID]
    code: Mapped[str]
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")
    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")
