"""What tests of shipments need: a customer, goods in places of a warehouse, a shipment that got as far as they want."""

from __future__ import annotations

from typing import Any

from tests.cast import Person
from tests.modules.stock.place import code, made, material, warehouse


class Yard:
    """Ten pieces of each of two lots in two bins, the one that expires first in the bin farther away."""

    def __init__(self, planner: Person, logistics: Person) -> None:
        self.planner, self.logistics = planner, logistics

    async def laid(self, tracking: str = "lot") -> Yard:
        self.customer = await made(self.planner, "/partners", {"name": code("Buyer "), "customer": True})
        self.material = await material(self.planner, tracking)
        self.store = await warehouse(self.logistics)
        self.near, self.far = f"{self.store}-2", f"{self.store}-10"
        for place in (self.near, self.far):
            said = {"code": place, "name": place, "kind": "bin", "parent": self.store}
            await made(self.logistics, "/stock-locations", said)
        self.late, self.soon = code("LATE-"), code("SOON-")
        if tracking == "lot":
            await self.receives(self.near, "10", lot=self.late, expires_on="2032-05-01")
            await self.receives(self.far, "10", lot=self.soon, expires_on="2031-05-01")
        return self

    async def receives(self, place: str, quantity: str, **more: str) -> None:
        said = {"material": self.material, "location": place, "quantity": quantity, **more}
        await made(self.logistics, "/stock-receipts", said)

    async def shipment(self, quantity: str = "12", **more: Any) -> dict[str, Any]:
        """A draft with one line."""
        said = {"customer": self.customer["number"], **more}
        draft = await made(self.logistics, "/shipments", said)
        line = {"material": self.material, "quantity": quantity}
        return await made(self.logistics, f"/shipments/{draft['id']}/lines", line)

    async def picking(self, quantity: str = "12", **more: Any) -> dict[str, Any]:
        draft = await self.shipment(quantity, **more)
        return await made(self.logistics, f"/shipments/{draft['id']}/allocation", {})

    async def picked(self, quantity: str = "12", **more: Any) -> dict[str, Any]:
        found = await self.picking(quantity, **more)
        for pick in found["picks"]:
            found = await self.confirm(found, pick)
        return found

    async def confirm(self, shipment: dict[str, Any], pick: dict[str, Any], **said: Any) -> dict[str, Any]:
        return await made(self.logistics, f"/shipments/{shipment['id']}/picks/{pick['id']}/confirmation", said)

    async def packed(self, quantity: str = "12", **more: Any) -> dict[str, Any]:
        found = await self.picked(quantity, **more)
        await made(self.logistics, f"/shipments/{found['id']}/units", {"everything": True, "weight": "24"})
        return await made(self.logistics, f"/shipments/{found['id']}/packing", {"reason": "the rest follows"})

    async def ready(self, quantity: str = "12", **more: Any) -> dict[str, Any]:
        found = await self.packed(quantity, **more)
        return await made(self.logistics, f"/shipments/{found['id']}/readiness", {})

    async def shipped(self, quantity: str = "12", **more: Any) -> dict[str, Any]:
        found = await self.ready(quantity, **more)
        return await made(self.logistics, f"/shipments/{found['id']}/dispatch", {})

    async def delivered(self, quantity: str = "12") -> dict[str, Any]:
        found = await self.shipped(quantity)
        return await made(self.logistics, f"/shipments/{found['id']}/delivery", {"received_by": "K. Lindqvist"})

    async def lot_id(self, number: str) -> str:
        items = (await self.logistics.api("GET", "/lots", params={"q": number})).json()["items"]
        return str(next(each["id"] for each in items if each["number"] == number))
