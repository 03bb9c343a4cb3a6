"""Views that were saved."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, tenant_fk, tenant_unique
from unison_web.modules.identity.models import User


class SavedView(Tenant, Model):
    """``query`` is the state of the list ``noun`` as its address says it. ``team``: everybody sees it. ``starts``: the
    list opens with it, for its owner, or for everybody who has no such view of their own."""

    __tablename__ = "saved_views"
    __table_args__ = (tenant_fk("user_id", "users"), tenant_unique("user_id", "noun", "name"))

    user_id: Mapped[UUID]
    noun: Mapped[str]
    name: Mapped[str]
    query: Mapped[str]
    team: Mapped[bool] = mapped_column(default=False)
    starts: Mapped[bool] = mapped_column(default=False)

    owner: Mapped[User] = belongs_to(User, "user_id")
