"""People, what they may do, and where they are signed in."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, states, tenant_fk, tenant_unique
from unison_web.modules.identity import rules


class User(Tenant, Model):
    """A person in one organization. ``email`` and ``username`` are kept in lower case."""

    __tablename__ = "users"
    __table_args__ = (tenant_unique("email"), tenant_unique("username"), states("state", rules.USER_STATES))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"password_hash", "failed_tries", "last_failure_at"})

    email: Mapped[str]
    username: Mapped[str | None]
    name: Mapped[str]
    password_hash: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="active")
    state_because: Mapped[str] = mapped_column(default="")
    superuser: Mapped[bool] = mapped_column(default=False)
    visitor: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str] = mapped_column(default="")
    failed_tries: Mapped[int] = mapped_column(default=0)
    last_failure_at: Mapped[datetime | None]


class Role(Tenant, Model):
    """A named set of permissions of one organization."""

    __tablename__ = "roles"
    __table_args__ = (tenant_unique("code"),)

    code: Mapped[str]
    name: Mapped[str]


class RoleGrant(Tenant, Model):
    """A permission, or a pattern of permissions such as ``*:read``, that a role has; ``taken`` where the company took
    it out of a role that Unison came with."""

    __tablename__ = "role_grants"
    __table_args__ = (tenant_fk("role_id", "roles"), tenant_unique("role_id", "permission"))

    role_id: Mapped[UUID]
    permission: Mapped[str]
    taken: Mapped[bool] = mapped_column(default=False)

    @property
    def audit_label(self) -> str:
        return self.permission


class RoleMember(Tenant, Model):
    """A person has a role in one plant, or, without a plant, in all of them."""

    __tablename__ = "role_members"
    __table_args__ = (
        UniqueConstraint("organization_id", "user_id", "role_id", "plant_id", postgresql_nulls_not_distinct=True),
        tenant_fk("role_id", "roles"),
        tenant_fk("user_id", "users"),
        tenant_fk("plant_id", "plants"),
    )

    user_id: Mapped[UUID]
    role_id: Mapped[UUID]
    plant_id: Mapped[UUID | None]
    role: Mapped[Role] = belongs_to(Role, "role_id")

    @property
    def audit_label(self) -> str:
        role = self.__dict__.get("role")  # not loaded where somebody is removed altogether
        return str(role.name) if role else str(self.id)


class Device(Tenant, Model):
    """A tablet. It is enrolled once with a code, then its key says which plant it stands in."""

    __tablename__ = "devices"
    __table_args__ = (tenant_fk("plant_id", "plants"), states("state", rules.DEVICE_STATES), tenant_unique("key_hash"))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"key_hash", "code_hash"})

    plant_id: Mapped[UUID]
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="pending")
    code_hash: Mapped[str | None]
    code_expires_at: Mapped[datetime | None]
    key_hash: Mapped[str | None]


class Badge(Tenant, Model):
    """What an operator shows at a tablet. The code is printed on it; the PIN signs."""

    __tablename__ = "badges"
    __table_args__ = (tenant_fk("user_id", "users"), tenant_unique("code"), states("state", rules.BADGE_STATES))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"pin_hash"})

    user_id: Mapped[UUID]
    code: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")
    pin_hash: Mapped[str | None]
    failed_pins: Mapped[int] = mapped_column(default=0)
    user: Mapped[User] = belongs_to(User, "user_id")


class Session(Tenant, Model):
    """Somebody is signed in somewhere. Only the hash of its secret is kept."""

    __tablename__ = "sessions"
    __table_args__ = (
        tenant_fk("user_id", "users"), tenant_fk("device_id", "devices"), tenant_fk("plant_id", "plants"),
        tenant_fk("viewing_as", "users"), tenant_unique("token_hash"), states("kind", rules.SESSION_KINDS),
    )  # fmt: skip
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"token_hash"})

    user_id: Mapped[UUID]
    kind: Mapped[str]
    token_hash: Mapped[str]
    plant_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(default="")
    agent: Mapped[str] = mapped_column(default="")
    visiting_because: Mapped[str] = mapped_column(default="")
    visitor_of: Mapped[UUID | None]
    method: Mapped[str] = mapped_column(default="password")
    viewing_as: Mapped[UUID | None]

    @property
    def audit_label(self) -> str:
        return {"web": "Browser", "api": "Program", "badge": "Badge"}.get(self.kind, self.kind)


class RefreshToken(Tenant, Model):
    """One use of a session's right to a new access token. A second use ends the session."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (tenant_fk("session_id", "sessions"), tenant_unique("token_hash"))
    audited: ClassVar[bool] = False

    session_id: Mapped[UUID]
    token_hash: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class PasswordLink(Tenant, Model):
    """A link with which somebody who forgot their password chooses a new one, once. Only the hash of its secret is
    kept."""

    __tablename__ = "password_links"
    __table_args__ = (tenant_fk("user_id", "users"), tenant_unique("user_id"), tenant_unique("token_hash"))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"token_hash"})

    user_id: Mapped[UUID]
    token_hash: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    user: Mapped[User] = belongs_to(User, "user_id")

    @property
    def audit_label(self) -> str:
        user = self.__dict__.get("user")
        return str(user.name) if user else str(self.id)


class Invitation(Tenant, Model):
    """A link with which somebody who was invited chooses a password, once. Only the hash of its secret is kept."""

    __tablename__ = "invitations"
    __table_args__ = (tenant_fk("user_id", "users"), tenant_unique("user_id"), tenant_unique("token_hash"))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"token_hash"})

    user_id: Mapped[UUID]
    token_hash: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    user: Mapped[User] = belongs_to(User, "user_id")

    @property
    def audit_label(self) -> str:
        user = self.__dict__.get("user")
        return str(user.name) if user else str(self.id)
