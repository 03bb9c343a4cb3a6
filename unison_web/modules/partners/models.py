"""Partners, their addresses and contacts."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.custom.nouns import Customizable
from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, natural_order, states, tenant_fk, tenant_unique
from unison_web.modules.partners import rules


class Partner(Customizable, Tenant, Model):
    """A company one sells to, buys from, or both."""

    __tablename__ = "partners"
    __table_args__ = (
        tenant_unique("number"),
        states("state", rules.STATES),
        CheckConstraint("payment_days BETWEEN 0 AND 365", name="payment_days"),
    )

    number: Mapped[str]
    number_order: Mapped[str] = natural_order("number")
    name: Mapped[str]
    customer: Mapped[bool] = mapped_column(default=False)
    supplier: Mapped[bool] = mapped_column(default=False)
    tax_number: Mapped[str] = mapped_column(default="")
    gln: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    currency: Mapped[str] = mapped_column(default="USD")
    payment_days: Mapped[int] = mapped_column(default=30)
    delivery_terms: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="active")

    addresses: Mapped[list[PartnerAddress]] = has_many(
        "PartnerAddress", "partner_id", order_by="PartnerAddress.kind, PartnerAddress.id"
    )
    contacts: Mapped[list[PartnerContact]] = has_many(
        "PartnerContact", "partner_id", order_by="PartnerContact.main.desc(), PartnerContact.name"
    )


class PartnerAddress(Tenant, Model):
    """Where goods, papers and bills go. ``usual`` is the one taken unless another is chosen, one of each kind."""

    __tablename__ = "partner_addresses"
    __table_args__ = (
        tenant_fk("partner_id", "partners", ondelete="CASCADE"),
        states("kind", rules.ADDRESS_KINDS),
    )

    partner_id: Mapped[UUID]
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    city: Mapped[str]
    region: Mapped[str] = mapped_column(default="")
    country: Mapped[str]
    usual: Mapped[bool] = mapped_column(default=False)
    partner: Mapped[Partner] = belongs_to(Partner, "partner_id")

    @property
    def audit_label(self) -> str:
        return ", ".join(part for part in (self.street, self.city) if part)


class PartnerContact(Tenant, Model):
    """A person there. ``main`` is whom one calls first."""

    __tablename__ = "partner_contacts"
    __table_args__ = (tenant_fk("partner_id", "partners", ondelete="CASCADE"),)

    partner_id: Mapped[UUID]
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    main: Mapped[bool] = mapped_column(default=False)
    partner: Mapped[Partner] = belongs_to(Partner, "partner_id")
