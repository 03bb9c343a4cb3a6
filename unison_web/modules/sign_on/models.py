"""A company's identity provider, who is linked to whom, and what came of every try."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, states, tenant_fk, tenant_unique
from unison_web.modules.identity.models import User
from unison_web.modules.sign_on import rules


class SignOnProvider(Tenant, Model):
    """One for each company. ``worked_at`` is when somebody last came in by it as it is set up now."""

    __tablename__ = "sign_on_providers"
    __table_args__ = (tenant_unique(), tenant_fk("break_glass_id", "users"), states("proof", rules.PROOFS))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"secret_sealed", "worked_at"})

    issuer: Mapped[str]
    client_id: Mapped[str]
    secret_sealed: Mapped[str] = mapped_column(default="")
    domains: Mapped[str] = mapped_column(default="")
    creates: Mapped[bool] = mapped_column(default=False)
    role: Mapped[str] = mapped_column(default="operator")
    proof: Mapped[str] = mapped_column(default="provider")
    enabled: Mapped[bool] = mapped_column(default=False)
    alone: Mapped[bool] = mapped_column(default=False)
    break_glass_id: Mapped[UUID | None]
    worked_at: Mapped[datetime | None]

    @property
    def audit_label(self) -> str:
        return "Single sign-on"


class SignOnLink(Tenant, Model):
    """This person of the provider is that person here. ``subject`` never changes, an e-mail address may."""

    __tablename__ = "sign_on_links"
    __table_args__ = (tenant_fk("user_id", "users"), tenant_unique("user_id"), tenant_unique("issuer", "subject"))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"last_used_at"})

    user_id: Mapped[UUID]
    issuer: Mapped[str]
    subject: Mapped[str]
    last_used_at: Mapped[datetime | None]
    user: Mapped[User] = belongs_to(User, "user_id")

    @property
    def audit_label(self) -> str:
        user = self.__dict__.get("user")
        return str(user.name) if user else str(self.subject)


class SignOnTry(Tenant, Model):
    """What a provider answered, once: an answer that comes again finds itself here."""

    __tablename__ = "sign_on_tries"
    __table_args__ = (tenant_unique("state_hash"), states("outcome", rules.OUTCOMES))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"state_hash"})

    state_hash: Mapped[str]
    outcome: Mapped[str] = mapped_column(default="open")
    who: Mapped[str] = mapped_column(default="")
    because: Mapped[str] = mapped_column(default="")

    @property
    def audit_label(self) -> str:
        return str(self.who or "Single sign-on")
