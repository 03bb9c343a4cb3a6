"""The list of all offers, declared once."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import containing, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import NOW, Columns
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.partners.models import Partner
from unison_web.modules.sourcing.models import Offer, SupplierPrice
from unison_web.modules.sourcing.schemas import OfferRow

TODAY = func.date(NOW)
BEST = (
    select(SupplierPrice.price)
    .where(
        SupplierPrice.organization_id == Offer.organization_id, SupplierPrice.offer_id == Offer.id,
        SupplierPrice.valid_from <= TODAY, or_(SupplierPrice.valid_to.is_(None), SupplierPrice.valid_to >= TODAY),
        SupplierPrice.quantity_from <= func.greatest(Offer.minimum, 1),
    )
    .order_by(SupplierPrice.quantity_from.desc(), SupplierPrice.valid_from.desc())
    .limit(1)
    .correlate(Offer)
)  # fmt: skip
PRICE = BEST.scalar_subquery()
CURRENCY = func.coalesce(BEST.with_only_columns(SupplierPrice.currency).scalar_subquery(), "")
MONEY = (("price", _("Price of one")), ("currency", _("Currency")))
MUCH = (("minimum", _("Least quantity")), ("unit", _("Unit")))

OFFERS = Listing(
    noun="material-suppliers",
    url="/material-suppliers",
    model=Offer,
    columns=(
        Column("material", _("Material"), Material.number_order),
        Column("material_name", _("Name"), Material.name),
        Column("supplier_name", _("Supplier"), Partner.name),
        Column("supplier_number", _("Their number"), Offer.supplier_number),
        Column("price", _("Price of one"), numeric=True, holds=MONEY),
        Column("minimum", _("Least quantity"), numeric=True, holds=MUCH),
        Column("lead_days", _("Lead time, days"), Offer.lead_days, numeric=True),
        Column("preferred", _("Preferred"), words={True: _("Preferred"), False: ""}),
    ),
    reads=Columns(
        OfferRow, Offer, material=Material.number, material_name=Material.name, supplier=Partner.number,
        supplier_name=Partner.name, unit=Unit.code, price=PRICE, currency=CURRENCY,
    ),
    default_sort="material",
    search=(Material.number, Material.name, Partner.name, Offer.supplier_number),
    filters=(
        reference("material", _("Material"), Material.number),
        reference("supplier", _("Supplier"), Partner.number),
        containing("supplier_number", _("Their number"), Offer.supplier_number),
    ),
    joins=lambda statement: statement.join(Offer.material).join(Offer.supplier).join(Offer.unit),
)  # fmt: skip
VIEW = ListView(OFFERS, _("Suppliers and prices"), _("Material or supplier"), "{n} offer", "{n} offers")
