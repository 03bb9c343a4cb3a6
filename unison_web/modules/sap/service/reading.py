"""A material as SAP tells it, in our words: units, quantities and codes turned, nothing decided yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from unison_web.engine import odata
from unison_web.kit.i18n import _
from unison_web.modules.sap.rules import Rule

EXPANDED = "to_Description,to_Plant,to_ProductUnitsOfMeasure,to_Valuation"
MADE_HERE = ("E", "X")


@dataclass(frozen=True, slots=True)
class Theirs:
    """``values`` by the names of our fields; only those that are exchanged. ``bridges`` are ``quantity`` of a unit
    being ``base_quantity`` of its own."""

    number: str
    name: str
    type: str
    unit: str
    changed: datetime | None
    deleted: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    bridges: list[tuple[str, Decimal, Decimal]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reader:
    fields: Mapping[str, Rule]
    units: Mapping[str, str]
    language: str
    plant: str

    def read(self, row: Mapping[str, Any]) -> Theirs:
        """Raises NotOData where something is not what the protocol says."""
        number = text(row, "Product")
        if not number:
            raise odata.NotOData(_("a material without a number"))
        values = {name: self._value(name, rule, row) for name, rule in self.fields.items() if rule.wins != "off"}
        return Theirs(
            number, self._name(row), self._type(row), self._unit(text(row, "BaseUnit")),
            odata.instant(row.get("LastChangeDateTime")), row.get("IsMarkedForDeletion") is True,
            {name: value for name, value in values.items() if value is not None}, self._bridges(row),
        )  # fmt: skip

    def _value(self, name: str, rule: Rule, row: Mapping[str, Any]) -> Any:
        if name == "name":
            return self._name(row)
        if name == "type":
            return self._type(row)
        if name == "tracking":
            return "lot" if row.get("IsBatchManagementRequired") is True else "none"
        if name == "standard_cost":
            return self._price(rule.source, row)
        return text(row, rule.source)

    def _name(self, row: Mapping[str, Any]) -> str:
        """In the language of the connection, else in English, else in any."""
        said = {
            text(each, "Language"): text(each, "ProductDescription") for each in odata.expanded(row, "to_Description")
        }
        return said.get(self.language) or said.get("EN") or next(iter(said.values()), "") or text(row, "Product")

    def _type(self, row: Mapping[str, Any]) -> str:
        plant = next((each for each in odata.expanded(row, "to_Plant") if self._here(text(each, "Plant"))), {})
        return "make" if text(plant, "ProcurementType") in MADE_HERE else "buy"

    def _here(self, plant: str) -> bool:
        return not self.plant or plant == self.plant

    def _unit(self, code: str) -> str:
        return self.units.get(code, code)

    def _price(self, source: str, row: Mapping[str, Any]) -> tuple[Decimal, str] | None:
        """(for one piece, its currency). The price stands for ``PriceUnitQty`` pieces; S counts the standard price, V
        the moving average."""
        for each in odata.expanded(row, "to_Valuation"):
            if not self._here(text(each, "ValuationArea")) or text(each, "ValuationType"):
                continue
            if source == "PriceControl":
                source = "MovingAveragePrice" if text(each, "InventoryValuationProcedure") == "V" else "StandardPrice"
            per = odata.number(each.get("PriceUnitQty")) or Decimal(1)
            return round(odata.number(each.get(source)) / per, 6), text(each, "Currency")
        return None

    def _bridges(self, row: Mapping[str, Any]) -> list[tuple[str, Decimal, Decimal]]:
        """SAP: one alternative unit is ``numerator ÷ denominator`` of the base unit."""
        own, found = text(row, "BaseUnit"), []
        for each in odata.expanded(row, "to_ProductUnitsOfMeasure"):
            code = text(each, "AlternativeUnit")
            top, bottom = odata.number(each.get("QuantityNumerator")), odata.number(each.get("QuantityDenominator"))
            if code and code != own and top > 0 and bottom > 0:
                found.append((self._unit(code), bottom, top))
        return found


def text(row: Mapping[str, Any], name: str) -> str:
    said = row.get(name)
    if said is not None and not isinstance(said, str):
        raise odata.NotOData(f"{name}: {str(said)[:60]}")
    return (said or "").strip()
