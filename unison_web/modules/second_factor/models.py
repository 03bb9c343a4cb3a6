"""What is kept of second factors: a sealed seed, hashes of recovery codes, public keys."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, states, tenant_fk, tenant_unique
from unison_web.modules.second_factor import rules


class SecondFactor(Tenant, Model):
    """One row for each person who ever had one: the app's seed, and the tries that failed."""

    __tablename__ = "second_factors"
    __table_args__ = (tenant_fk("user_id", "users"), tenant_unique("user_id"))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"seed_sealed", "last_step", "failed_tries", "last_failure_at"})

    user_id: Mapped[UUID]
    seed_sealed: Mapped[str | None]
    app_since: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    failed_tries: Mapped[int] = mapped_column(default=0)
    last_failure_at: Mapped[datetime | None]

    @property
    def audit_label(self) -> str:
        return "Authenticator app"


class RecoveryCode(Tenant, Model):
    """Works once. Its hash stays, so that the trail can say which one was used."""

    __tablename__ = "recovery_codes"
    __table_args__ = (tenant_fk("user_id", "users"), tenant_unique("code_hash"))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"code_hash"})

    user_id: Mapped[UUID]
    place: Mapped[int]
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None]

    @property
    def audit_label(self) -> str:
        return f"Recovery code {self.place}"


class Passkey(Tenant, Model):
    """A key pair of which the private half never leaves the person's device."""

    __tablename__ = "passkeys"
    __table_args__ = (tenant_fk("user_id", "users"), tenant_unique("credential"))
    audit_hidden: ClassVar[frozenset[str]] = frozenset(
        {"public_key", "credential", "sign_count", "last_used_at", "challenged_at"}
    )

    user_id: Mapped[UUID]
    name: Mapped[str]
    credential: Mapped[str]
    public_key: Mapped[str]
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    last_used_at: Mapped[datetime | None]
    challenged_at: Mapped[datetime | None]


class SecurityPolicy(Tenant, Model):
    """What a company asks of its people. One row, made when it is first changed."""

    __tablename__ = "security_policies"
    __table_args__ = (tenant_unique(), states("needed_by", rules.NEEDED_BY))

    needed_by: Mapped[str] = mapped_column(default="nobody")

    @property
    def audit_label(self) -> str:
        return "Security"
