"""A program's key. Of its secret only the hash is kept."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, tenant_fk, tenant_unique
from unison_web.modules.identity.models import User


class ApiKey(Tenant, Model):
    """``previous_hash`` is the secret before the last rotation; it counts until ``previous_until``."""

    __tablename__ = "api_keys"
    __table_args__ = (
        tenant_fk("user_id", "users"), tenant_fk("plant_id", "plants"), tenant_unique("name"),
        tenant_unique("secret_hash"),
    )  # fmt: skip
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"secret_hash", "previous_hash", "last_used_at"})

    user_id: Mapped[UUID]
    plant_id: Mapped[UUID | None]
    name: Mapped[str]
    starts: Mapped[str]
    scopes: Mapped[list[str]]
    addresses: Mapped[list[str]]
    secret_hash: Mapped[str]
    previous_hash: Mapped[str | None]
    previous_until: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    rotated_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_because: Mapped[str] = mapped_column(default="")
    last_used_at: Mapped[datetime | None]
    user: Mapped[User] = belongs_to(User, "user_id")
