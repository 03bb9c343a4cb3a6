"""Stock in SAP beside the stock here."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory, small_factory
from tests.modules.sap.sending import pulled
from unison_web.demo.sap.records import Records
from unison_web.demo.sap.server import Sap
from unison_web.modules.sap import presenters


def differing(run: dict[str, Any], *numbers: str) -> dict[str, tuple[str, str, str]]:
    rows = (row for row in run["differences"] if row["number"] in numbers)
    return {row["number"]: (row["outcome"], row["theirs"], row["ours"]) for row in rows}


async def test_stock_is_compared_by_material_and_nothing_changes(
    connected: Person, engine: AsyncEngine, sap: Sap, planner: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(presenters, "LISTED", 20_000)  # the company of the tests has stock of other tests
    mine: SmallFactory = await small_factory(engine, planner.organization, "0SAP")
    sap.records = Records()
    sap.records.product(mine.tube, "Tube", stock="400.000")
    more = {**sap.records.rows["A_MatlStkInAcctMod"][0], "StorageLocation": "0002"}
    rows = sap.records.rows["A_MatlStkInAcctMod"]
    rows += [
        {**more, "MatlWrhsStkQtyInMatlBaseUnit": "590.000", "InventoryStockType": "02"},
        {**more, "MatlWrhsStkQtyInMatlBaseUnit": "77.000", "InventorySpecialStockType": "K"},
        {**more, "MatlWrhsStkQtyInMatlBaseUnit": "88.000", "InventoryStockType": "04"},
    ]
    sap.records.product("0SAP-ONLY-THERE", "Unknown here", stock="3.000")
    sap.records.product("0SAP-NOTHING", "None anywhere", stock="0.000")
    sap.faults = {"repeated-page": 1}
    run = await pulled(connected, engine, "stock")
    assert (run["state"], run["trial"], run["read"]) == ("done", True, 6)
    assert differing(run, mine.tube, "0SAP-ONLY-THERE", "0SAP-NOTHING") == {
        mine.tube: ("differs", "990 EA", "100000 EA"), "0SAP-ONLY-THERE": ("differs", "3 EA", "0 EA"),
    }  # fmt: skip
    for row in rows:
        row["MatlWrhsStkQtyInMatlBaseUnit"] = "500.000"
    rows[0]["MaterialBaseUnit"] = rows[1]["MaterialBaseUnit"] = "KG"
    again = await pulled(connected, engine, "stock")
    assert differing(again, mine.tube)[mine.tube] == ("refused", "1000 KG", "100000 EA")
    page = await connected.see(f"/sap/runs/{again['id']}")
    assert "Differs" in page.text and mine.tube in page.text
