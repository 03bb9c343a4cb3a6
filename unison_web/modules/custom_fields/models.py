"""Definitions of custom fields. The values stand in the column ``custom`` of the records themselves."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.custom.fields import TYPES, CustomField
from unison_web.kit.db.base import Model, Tenant, states, tenant_unique
from unison_web.modules.custom_fields import rules


class Definition(Tenant, Model):
    """One field of the records of ``noun``. ``key`` and ``noun`` never change: values, views and programs use them."""

    __tablename__ = "custom_fields"
    __table_args__ = (tenant_unique("noun", "key"), states("type", TYPES), states("state", rules.STATES))

    noun: Mapped[str]
    key: Mapped[str]
    label: Mapped[str]
    type: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    choices: Mapped[list[str]] = mapped_column(default=list)
    target: Mapped[str] = mapped_column(default="")
    default: Mapped[str] = mapped_column(default="")
    required_from: Mapped[str] = mapped_column(default="")
    least: Mapped[Decimal | None]
    most: Mapped[Decimal | None]
    longest: Mapped[int | None]
    pattern: Mapped[str] = mapped_column(default="")
    shows_if: Mapped[str] = mapped_column(default="")
    shows_value: Mapped[str] = mapped_column(default="")
    in_list: Mapped[bool] = mapped_column(default=False)
    on_tablet: Mapped[bool] = mapped_column(default=False)
    on_paper: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=10)
    state: Mapped[str] = mapped_column(default="active")

    @property
    def audit_label(self) -> str:
        return self.label

    @property
    def field(self) -> CustomField:
        """As everything outside this module knows it."""
        return CustomField(
            self.noun, self.key, self.label, self.type, self.hint, self.unit, tuple(self.choices), self.target,
            self.default, self.required_from, self.least, self.most, self.longest, self.pattern, self.shows_if,
            self.shows_value, self.in_list, self.on_tablet, self.on_paper,
        )  # fmt: skip
