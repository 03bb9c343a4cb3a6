"""The nouns that have labels from the start."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.modules.labels import loaders
from unison_web.modules.labels.nouns import Printable, printable
from unison_web.modules.materials.rules import Materials
from unison_web.modules.stock.rules import Stock
from unison_web.modules.work_orders.rules import WorkOrders

MATERIAL = {"material": _("Material number"), "name": _("Material"), "gtin": _("GTIN"), "unit": _("Unit")}
LOT = {
    "number": _("Lot number"), **MATERIAL, "quantity": _("On hand"), "supplier": _("Supplier"),
    "supplier_lot": _("Lot of the supplier"), "expires_on": _("Expires on"), "made_on": _("Made on"),
    "order": _("Work order"), "note": _("Note"),
}  # fmt: skip
ORDER = {
    "number": _("Order number"), **MATERIAL, "quantity": _("Quantity"), "on_pallet": _("Pieces on a pallet"),
    "due": _("Due"), "customer": _("For"), "note": _("Note"),
}  # fmt: skip
PALLET = {**ORDER, "sscc": _("SSCC"), "lot": _("Lot"), "made_on": _("Made on"), "expires_on": _("Expires on")}
SAMPLE = {
    "code": "L-10001", "number": "L-10001", "material": "FR-M94B-44", "name": "HL Mountain Frame", "unit": "EA",
    "gtin": "09506000134352", "quantity": "24", "on_pallet": "12", "supplier": "Tube Works", "supplier_lot": "TW-8812",
    "expires_on": "2027-12-31", "made_on": "2026-11-30", "order": "WO-10377", "due": "2026-12-04",
    "link": "https://unison.example/s/L-10001", "company": "Adventure Works", "plant": "Bothell",
    "customer": "SO-43685", "printed": "2026-11-30", "by": "Ana Ruiz", "sscc": "395060000000000019", "note": "",
}  # fmt: skip
OWN_OF_LOT = {"": "lots", "material.": "materials"}
OWN_OF_ORDER = {"": "work-orders", "material.": "materials"}


def declare() -> None:
    """Called once, with the manifest."""
    for noun in (
        Printable("lots", _("Lot"), str(Stock.READ), LOT, loaders.lot, SAMPLE, OWN_OF_LOT),
        Printable("serials", _("Serial number"), str(Stock.READ), {**LOT, "number": _("Serial number")},
                  loaders.serial, {**SAMPLE, "code": "SN-100001", "number": "SN-100001", "quantity": "1"}, OWN_OF_LOT),
        Printable("pallets", _("Pallet"), str(WorkOrders.READ), PALLET, loaders.pallet,
                  {**SAMPLE, "code": SAMPLE["sscc"], "number": "WO-10377", "quantity": "12", "lot": "L-10001"},
                  OWN_OF_ORDER),
        Printable("work-orders", _("Work order"), str(WorkOrders.READ), ORDER, loaders.order,
                  {**SAMPLE, "code": "WO-10377", "number": "WO-10377"}, OWN_OF_ORDER),
        Printable("places", _("Place"), str(Stock.READ), {"number": _("Code"), "name": _("Name")}, loaders.place,
                  {**SAMPLE, "code": "Main store", "number": "Main store", "name": "Main store"}),
        Printable("materials", _("Material"), str(Materials.READ), {"number": _("Material number"), **MATERIAL},
                  loaders.material, {**SAMPLE, "code": "FR-M94B-44", "number": "FR-M94B-44"}, {"": "materials"}),
    ):  # fmt: skip
        printable(noun)
