"""The lists of this module, declared once."""

from __future__ import annotations

from sqlalchemy import or_

from unison_web.kit.db.search import own_words
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import Filter, choice, containing, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.modules.partners import many
from unison_web.modules.partners.models import Partner
from unison_web.modules.partners.schemas import AddressOut, ContactOut, PartnerOut, PartnerRow

STATES = (("active", _("Active")), ("archived", _("Archived")))
SIDES = (("customer", _("Customers")), ("supplier", _("Suppliers")))


def partner_out(partner: Partner) -> PartnerOut:
    """With its addresses and contacts, which have to be loaded."""
    return PartnerOut.of(
        partner, addresses=AddressOut.all_of(partner.addresses), contacts=ContactOut.all_of(partner.contacts)
    )


def on_side(values: list[str]) -> object:
    return or_(*(getattr(Partner, value) for value in values))


PARTNERS = Listing(
    noun="partners",
    url="/partners",
    model=Partner,
    columns=(
        Column("number", _("Number"), Partner.number_order),
        Column("name", _("Name"), Partner.name),
        Column("side", _("Is"), holds=(("customer", _("Customer")), ("supplier", _("Supplier")))),
        Column("city", _("City"), Partner.city),
        Column("country", _("Country"), Partner.country),
        Column("email", _("E-mail")),
        Column("phone", _("Phone"), shown=False),
        Column("currency", _("Currency"), Partner.currency, shown=False),
        Column("payment_days", _("Payment term, days"), Partner.payment_days, numeric=True, shown=False),
        Column("state", _("State"), Partner.state, words=dict(STATES)),
    ),
    reads=Columns(PartnerRow, Partner),
    default_sort="name",
    search=(Partner.number, Partner.name, Partner.city, own_words(Partner.custom)),
    filters=(
        Filter("side", _("Side"), on_side, SIDES, by_view=True),  # type: ignore[arg-type]
        choice("state", _("State"), Partner.state, STATES),
        reference("country", _("Country"), Partner.country),
        containing("city", _("City"), Partner.city),
        reference("currency", _("Currency"), Partner.currency),
    ),
)
VIEW = ListView(
    PARTNERS, _("Partners"), _("Number, name or city"), "{n} partner", "{n} partners", bulk=many.VERBS,
    views=((_("All"), {}), (_("Customers"), {"side": "customer"}), (_("Suppliers"), {"side": "supplier"})),
)  # fmt: skip
