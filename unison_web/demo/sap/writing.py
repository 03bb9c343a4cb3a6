"""What the simulated SAP does with confirmations and goods movements."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from unison_web.demo.sap.records import PLANT, Records
from unison_web.engine.odata import number


class Refusal(Exception):
    """A business error: message class and number, and the sentence."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


def write(records: Records, name: str, said: dict[str, Any]) -> dict[str, Any]:
    if name == "ProdnOrdConf2":
        return confirm(records, said)
    if name == "A_MaterialDocumentHeader":
        return move(records, said)
    if name == "CancelProdnOrdConf":
        return cancel(records, said)
    raise Refusal("/IWBEP/CM_MGW_RT/021", f"Method 'CREATE' not supported for entity set '{name}'")


def confirm(records: Records, said: dict[str, Any]) -> dict[str, Any]:
    """Of an order that exists, no more than is open of it."""
    order = str(said.get("OrderID", "")).rjust(12, "0")
    good, bad = number(said.get("ConfirmationYieldQuantity")), number(said.get("ConfirmationScrapQuantity"))
    if records.any_order:
        records.orders.setdefault(order, 100_000)
    if order not in records.orders:
        raise Refusal("RU/502", f"Order {order.lstrip('0')} does not exist")
    if not said.get("OrderOperation"):
        raise Refusal("RU/004", "Enter an operation")
    if good + bad > records.orders[order]:
        raise Refusal("RU/117", f"Quantity {good + bad} exceeds the open quantity {records.orders[order]} of the order")
    records.orders[order] -= int(good + bad)
    made = {
        **said, "OrderID": order, "ConfirmationGroup": f"{len(records.rows['ProdnOrdConf2']) + 1:010}",
        "ConfirmationCount": "1", "IsReversed": False,
    }  # fmt: skip
    records.rows["ProdnOrdConf2"].append(made)
    return made


def cancel(records: Records, said: dict[str, Any]) -> dict[str, Any]:
    wanted = str(said.get("ConfirmationGroup", "")).strip("'"), str(said.get("ConfirmationCount", "")).strip("'")
    for row in records.rows["ProdnOrdConf2"]:
        if (row["ConfirmationGroup"], row["ConfirmationCount"]) == wanted:
            if row["IsReversed"]:
                raise Refusal("RU/406", f"Confirmation {wanted[0]} has already been reversed")
            row["IsReversed"] = True
            done = number(row.get("ConfirmationYieldQuantity")) + number(row.get("ConfirmationScrapQuantity"))
            records.orders[row["OrderID"]] += int(done)
            return row
    raise Refusal("RU/401", f"Confirmation {wanted[0]} does not exist")


def move(records: Records, said: dict[str, Any]) -> dict[str, Any]:
    """Every item of a material that exists; receipts (101, 501) add to stock, issues (201, 261) take from it."""
    inside = said.get("to_MaterialDocumentItem")
    items = inside.get("results", []) if isinstance(inside, dict) else inside or []
    if not items:
        raise Refusal("M7/001", "Document does not contain any items")
    changes = []
    for item in items:
        row = _stock(records, str(item.get("Material", "")))
        more = number(item.get("QuantityInEntryUnit"))
        if item.get("GoodsMovementType") in ("201", "261", "102"):
            more = -more
        after = Decimal(row["MatlWrhsStkQtyInMatlBaseUnit"]) + more
        if after < 0:
            raise Refusal("M7/021", f"Deficit of SL Unrestricted-use {-after} {row['MaterialBaseUnit']}")
        changes.append((row, after))
    for row, after in changes:
        row["MatlWrhsStkQtyInMatlBaseUnit"] = f"{after:.3f}"
    many = len(records.rows["A_MaterialDocumentHeader"])
    made = {**said, "MaterialDocument": f"{4_900_000_000 + many + 1}", "MaterialDocumentYear": "2026"}
    records.rows["A_MaterialDocumentHeader"].append(made)
    return made


def _stock(records: Records, material: str) -> dict[str, Any]:
    for row in records.rows["A_MatlStkInAcctMod"]:
        if row["Material"] == material and row["Plant"] == PLANT:
            return row
    raise Refusal("M3/305", f"The material {material} does not exist or is not activated")
