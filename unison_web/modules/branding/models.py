"""Faces of a company, and the pictures in them."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from unison_web.kit.db.base import Model, Tenant, states, tenant_fk
from unison_web.modules.branding import rules


class Brand(Tenant, Model):
    """One face. A company has at most one draft and one published; what was published before stays as past."""

    __tablename__ = "brands"
    __table_args__ = (
        tenant_fk("logo_id", "brand_pictures"), tenant_fk("icon_id", "brand_pictures"), states("state", rules.STATES),
    )  # fmt: skip

    state: Mapped[str] = mapped_column(default="draft")
    name: Mapped[str] = mapped_column(default="")
    accent: Mapped[str] = mapped_column(default="")
    accent_dark: Mapped[str] = mapped_column(default="")
    host: Mapped[str] = mapped_column(default="")
    terms: Mapped[dict[str, Any]] = mapped_column(default=dict)
    switched_off: Mapped[list[str]] = mapped_column(default=list)
    logo_id: Mapped[UUID | None]
    icon_id: Mapped[UUID | None]

    @property
    def audit_label(self) -> str:
        return self.name or self.state


class BrandPicture(Tenant, Model):
    """A picture that was cleaned. ``digest`` names its content, so that its address can be kept for ever."""

    __tablename__ = "brand_pictures"
    __table_args__ = (states("kind", rules.KINDS), tenant_fk("plant_id", "plants"))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"content"})

    kind: Mapped[str]
    plant_id: Mapped[UUID | None]
    media_type: Mapped[str]
    digest: Mapped[str]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))

    @property
    def audit_label(self) -> str:
        return self.kind
