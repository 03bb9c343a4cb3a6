"""Suppliers of materials with their prices, from a file: a row for each price."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _ as say
from unison_web.kit.i18n import lazy as _
from unison_web.kit.importing.declaring import Importable, columns_of_row
from unison_web.kit.importing.report import Report
from unison_web.kit.importing.rows import Code
from unison_web.kit.importing.writing import Values, upsert
from unison_web.kit.state import Verdict, no
from unison_web.kit.web.structs import In
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.rules import Materials
from unison_web.modules.materials.service.costs import today
from unison_web.modules.partners.models import Partner
from unison_web.modules.partners.repository import PartnerRepository
from unison_web.modules.sourcing import rules
from unison_web.modules.sourcing.models import Offer, SupplierPrice
from unison_web.modules.sourcing.repository import OfferRepository, PriceRepository

Pair = tuple[UUID, UUID]
Keyed = list[tuple[int, "SupplierRow", Pair]]


class SupplierRow(In):
    material: Code
    supplier: Code
    price: Decimal
    supplier_number: str = ""
    lead_days: Annotated[int, Meta(ge=0)] = 0
    minimum: Decimal = Decimal(0)
    quantity_from: Decimal = Decimal(0)
    currency: Annotated[str, Meta(pattern="^([A-Z]{3})?$")] = ""
    valid_from: date | None = None
    valid_to: date | None = None


class Suppliers:
    """By material and supplier; prices by the quantity and the day they begin. Prices are for the material's unit."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report = uow, report

    async def write(self, rows: Sequence[tuple[int, SupplierRow]]) -> None:
        found = await MaterialRepository(self.uow).numbered({row.material for _n, row in rows})
        materials = {row.number: row for row in found}
        partners = PartnerRepository(self.uow)
        asked = partners.mine().where(Partner.number.in_({row.supplier for _n, row in rows}))
        suppliers = {row.number: row for row in await partners.all(asked)}
        good: Keyed = []
        for number, row in rows:
            material, supplier = materials.get(row.material), suppliers.get(row.supplier)
            verdict = self._verdict(row, material, supplier)
            if material is None or supplier is None or not verdict:
                self.report.refuse(number, verdict.why, verdict.field)
            else:
                good.append((number, row, (material.id, supplier.id)))
        offers = await self._offers(good, materials)
        await self._prices(good, offers, suppliers)

    def _verdict(self, row: SupplierRow, material: Material | None, supplier: Partner | None) -> Verdict:
        if material is None:
            words = say("There is no material with the number {number}")
            return no(words.format(number=row.material), field="material")
        if supplier is None or not supplier.supplier:
            words = say("There is no supplier with the number {number}")
            return no(words.format(number=row.supplier), field="supplier")
        if not rules.good_offer(row.minimum):
            return rules.good_offer(row.minimum)
        return rules.good_price(row.price, row.quantity_from, row.valid_from or today(self.uow), row.valid_to)

    async def _offers(self, good: Keyed, materials: dict[str, Material]) -> dict[Pair, UUID]:
        offers = OfferRepository(self.uow)
        mine = offers.mine().where(Offer.material_id.in_({materials[row.material].id for _n, row, _key in good}))
        known: dict[Hashable, Offer] = {(o.material_id, o.supplier_id): o for o in await offers.all(mine)}
        ids: dict[Pair, UUID] = {(o.material_id, o.supplier_id): o.id for o in known.values()}
        wanted: dict[Hashable, Values] = {}
        for _number, row, key in good:
            wanted[key] = {
                "material_id": key[0], "supplier_id": key[1], "supplier_number": row.supplier_number,
                "lead_days": row.lead_days, "minimum": row.minimum,
            }  # fmt: skip
            if key not in ids:
                ids[key] = new_id()
            if key not in known:
                wanted[key] |= {
                    "id": ids[key],
                    "unit_id": materials[row.material].unit_id,
                    "preferred": False,
                    "note": "",
                }
        await upsert(self.uow, Offer, known, wanted, self.report)
        return ids

    async def _prices(self, good: Keyed, offers: dict[Pair, UUID], suppliers: dict[str, Partner]) -> None:
        prices = PriceRepository(self.uow)
        mine = prices.mine().where(SupplierPrice.offer_id.in_([offers[key] for _n, _row, key in good]))
        known: dict[Hashable, SupplierPrice] = {
            (p.offer_id, p.quantity_from, p.valid_from): p for p in await prices.all(mine)
        }
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row, pair in good:
            key = offers[pair], row.quantity_from, row.valid_from or today(self.uow)
            if self.report.first(number, "supplier price", key, "supplier", row.supplier):
                places[key] = number
                wanted[key] = {
                    "offer_id": key[0], "quantity_from": key[1], "valid_from": key[2], "price": row.price,
                    "valid_to": row.valid_to, "currency": row.currency or suppliers[row.supplier].currency,
                }  # fmt: skip
        await upsert(self.uow, SupplierPrice, known, wanted, self.report, places)


SUPPLIERS = Importable(
    "material-suppliers", _("Suppliers and prices"), Materials.WRITE, SupplierRow,
    columns_of_row(
        SupplierRow, material=_("Material"), supplier=(_("Supplier"), "supplier_of"),
        price=(_("Price of one"), "unit_price"), supplier_number=_("Their number"),
        lead_days=_("Lead time in days"), minimum=(_("Least quantity"), "minimum_order"),
        quantity_from=_("From so many"), currency=_("Currency"), valid_from=_("Valid from"), valid_to=_("Last day"),
    ),
    ("material", "supplier", "quantity_from", "valid_from"), Suppliers, href="/material-suppliers",
    hint=_("One row for each price."), sheets=("suppliers", "prices", "lieferanten", "preise", "precios", "prix"),
)  # fmt: skip
IMPORTABLES = (SUPPLIERS,)
