"""What the simulated SAP knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from unison_web.engine.odata import written

PLANT, BEGAN = "1010", datetime(2026, 1, 5, 6, tzinfo=UTC)
UNITS = ("PC", "PC", "PC", "KG", "M")
THINGS = (
    ("Bolt M8 x 40", "Schraube M8 x 40"), ("Bearing 6204", "Lager 6204"), ("Housing, cast", "Gehäuse, gegossen"),
    ("Sheet 2 mm", "Blech 2 mm"), ("Shaft 20 h6", "Welle 20 h6"), ("Cable 3 x 1.5", "Kabel 3 x 1,5"),
)  # fmt: skip
#: By set: its service and its key, in order.
SETS = {
    "A_Product": ("API_PRODUCT_SRV", ("Product",)),
    "A_ProductDescription": ("API_PRODUCT_SRV", ("Product", "Language")),
    "A_ProductPlant": ("API_PRODUCT_SRV", ("Product", "Plant")),
    "A_ProductUnitsOfMeasure": ("API_PRODUCT_SRV", ("Product", "AlternativeUnit")),
    "A_ProductValuation": ("API_PRODUCT_SRV", ("Product", "ValuationArea", "ValuationType")),
    "A_ProductMLPrices": ("API_PRODUCT_SRV", ("Product", "ValuationArea", "ValuationType", "CurrencyRole")),
    "A_MatlStkInAcctMod": ("API_MATERIAL_STOCK_SRV", ("Material", "Plant", "StorageLocation", "Batch",
                                                      "InventoryStockType")),
    "ProdnOrdConf2": ("API_PROD_ORDER_CONFIRMATION_2_SRV", ("ConfirmationGroup", "ConfirmationCount")),
    "A_MaterialDocumentHeader": ("API_MATERIAL_DOCUMENT_SRV", ("MaterialDocumentYear", "MaterialDocument")),
}  # fmt: skip
#: What can be expanded in a product: the set, and the fields that point back.
WITHIN = {
    "to_Description": "A_ProductDescription", "to_Plant": "A_ProductPlant",
    "to_ProductUnitsOfMeasure": "A_ProductUnitsOfMeasure", "to_Valuation": "A_ProductValuation",
}  # fmt: skip
SERVICES = sorted({service for service, _key in SETS.values()})


@dataclass
class Records:
    """Rows by set. ``orders`` are production orders with what is still open of them; with
    ``any_order`` every other one is there too."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in SETS})
    orders: dict[str, int] = field(default_factory=dict)
    any_order: bool = False

    def product(self, number: str, name: str, german: str = "", unit: str = "PC", changed: datetime = BEGAN,
                price: str = "12.50", stock: str = "100.000", **more: Any) -> dict[str, Any]:  # fmt: skip
        """A material with all that belongs to it."""
        made = {
            "Product": number, "ProductType": "FERT", "BaseUnit": unit, "IsMarkedForDeletion": False,
            "LastChangeDateTime": written(changed), "ProductGroup": "L001", "GrossWeight": "0.250",
            "WeightUnit": "KG", "IsBatchManagementRequired": False, "ProductStandardID": "", **more,
        }  # fmt: skip
        self.rows["A_Product"].append(made)
        for language, words in (("EN", name), ("DE", german or name)):
            self._add("A_ProductDescription", Product=number, Language=language, ProductDescription=words)
        self._add("A_ProductPlant", Product=number, Plant=PLANT, ProcurementType="E", MRPType="PD", BaseUnit=unit,
                  GoodsReceiptDuration="3", MinimumLotSizeQuantity="0.000")  # fmt: skip
        self._add("A_ProductUnitsOfMeasure", Product=number, AlternativeUnit=unit, BaseUnit=unit,
                  QuantityNumerator="1", QuantityDenominator="1")  # fmt: skip
        valued = {"Product": number, "ValuationArea": PLANT, "ValuationType": "", "Currency": "USD"}
        self._add("A_ProductValuation", **valued, PriceDeterminationControl="2", StandardPrice=price,
                  MovingAveragePrice=price, PriceUnitQty="1", InventoryValuationProcedure="S")  # fmt: skip
        self._add("A_ProductMLPrices", **valued, CurrencyRole="10", PlannedPrice=price, FuturePrice="0.00")
        self._add("A_MatlStkInAcctMod", Material=number, Plant=PLANT, StorageLocation="0001", Batch="",
                  InventoryStockType="01", InventorySpecialStockType="", MaterialBaseUnit=unit,
                  MatlWrhsStkQtyInMatlBaseUnit=stock)  # fmt: skip
        return made

    def named(self, number: str) -> dict[str, Any]:
        return next(row for row in self.rows["A_Product"] if row["Product"] == number)

    def rename(self, number: str, name: str, at: datetime) -> None:
        """As somebody does it in SAP: the change has its time."""
        for row in self.rows["A_ProductDescription"]:
            if row["Product"] == number and row["Language"] == "EN":
                row["ProductDescription"] = name
        self.named(number)["LastChangeDateTime"] = written(at)

    def _add(self, name: str, **row: Any) -> None:
        self.rows[name].append(row)


def example(many: int = 120, prefix: str = "SIM") -> Records:
    """Always the same materials and orders."""
    records = Records()
    for n in range(1, many + 1):
        english, german = THINGS[n % len(THINGS)]
        records.product(
            f"{prefix}-{n:04}", f"{english} no. {n}", f"{german} Nr. {n}", UNITS[n % len(UNITS)],
            BEGAN + timedelta(hours=n), price=f"{n * 37 % 900 + 1}.50", stock=f"{n * 13 % 500}.000",
        )  # fmt: skip
    records.orders |= {f"{1_000_000 + n:012}": 500 for n in range(1, 21)}
    return records
