"""What SAP has in stock beside what is here. Nothing is changed: who is right is found out on the floor."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from unison_web.engine import odata
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.i18n import _
from unison_web.modules.sap.repository import RunRepository, stock_here
from unison_web.modules.sap.service.pulling import Puller
from unison_web.modules.sap.service.reading import text
from unison_web.modules.sap.service.taking import Found

#: What makes a row of stock another one (the key of ``A_MatlStkInAcctMod``).
KEY = (
    "Material", "Plant", "StorageLocation", "Batch", "Supplier", "Customer", "WBSElementInternalID", "SDDocument",
    "SDDocumentItem", "InventorySpecialStockType", "InventoryStockType",
)  # fmt: skip
#: Lying in the plant and its own: unrestricted, in quality inspection, blocked.
COUNTED = ("01", "02", "07")


class StockComparison(Puller):
    """By material: all that lies in the plant, whatever its place and lot."""

    service, name = "API_MATERIAL_STOCK_SRV", "A_MatlStkInAcctMod"

    def __init__(self, *said: Any) -> None:
        super().__init__(*said)
        self._theirs: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self._everything = 0

    def _asked(self) -> dict[str, str]:
        plant = self._reader.plant
        asked = {"inlinecount": "allpages"}
        return asked | ({"filter": f"Plant eq {odata.literal(plant)}"} if plant else {})

    async def _take(self, page: odata.Page) -> bool:
        """Summed up as it comes; a row that comes once more counts once."""
        for row in page.rows:
            key = "\x1f".join(text(row, name) for name in KEY)
            own = not text(row, "InventorySpecialStockType") and text(row, "InventoryStockType") in COUNTED
            if key not in self._seen and own:
                unit = self._reader.units.get(text(row, "MaterialBaseUnit"), text(row, "MaterialBaseUnit"))
                quantity = odata.number(row.get("MatlWrhsStkQtyInMatlBaseUnit"))
                self._theirs[text(row, "Material"), unit] += quantity
            self._seen.add(key)
        self._counts["read"] = len(self._seen)
        self._counts["total"] = page.count or len(self._seen)
        async with unit_of_work(self._engine, self._actor) as uow:
            return await RunRepository(uow).advance(self._id, dict(self._counts))

    async def _end(self) -> None:
        async with unit_of_work(self._engine, self._actor) as uow:
            found = await self._differences(uow)
            await self._write_down(uow, found)
            self._counts["changed"] = sum(each.outcome == "differs" for each in found)
            self._counts["refused"] = sum(each.outcome == "refused" for each in found)
            self._counts["same"] = max(0, self._everything - len(found))
            await RunRepository(uow).advance(self._id, dict(self._counts))
        await super()._end()

    async def _differences(self, uow: UnitOfWork) -> list[Found]:
        ours = await stock_here(uow)
        here = {number: (quantity, unit) for number, unit, quantity in ours}
        there = {number: (quantity, unit) for (number, unit), quantity in self._theirs.items()}
        numbers = sorted(here.keys() | {number for number, (quantity, _unit) in there.items() if quantity})
        self._everything = len(numbers)
        found = []
        for number in numbers:
            quantity, unit = here.get(number, (Decimal(0), there.get(number, (0, ""))[1]))
            their, their_unit = there.get(number, (Decimal(0), unit))
            said = Found(number, "stock", _words(their, their_unit), _words(quantity, unit), "differs")
            if their_unit != unit:
                words = _("Counted in {theirs} there and in {ours} here").format(theirs=their_unit, ours=unit)
                said.outcome, said.words = "refused", words
            if their_unit != unit or their != quantity:
                found.append(said)
        return found


def _words(quantity: Decimal, unit: str) -> str:
    return f"{quantity.normalize():f} {unit}"
