"""A pump by serial number, of one rotor by serial number, two seals by lot and four bolts, all in a store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.stock.place import code, lots_of, made, material, warehouse
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.bom.models import Bom, BomAlternate, BomLine
from unison_web.modules.machines.models import WorkCenter
from unison_web.modules.materials.models import Material
from unison_web.modules.routings.models import Routing, RoutingOperation


class Bench:
    def __init__(
        self, planner: Person, logistics: Person, supervisor: Person, engine: AsyncEngine, factory: SmallFactory
    ) -> None:
        self.planner, self.logistics, self.supervisor, self.engine = planner, logistics, supervisor, engine
        self.factory = factory
        self.pump = self.rotor = self.seal = self.bolt = self.spare = self.store = self.number = ""

    async def ready(self, quantity: str = "2") -> Bench:
        self.pump = await material(self.planner, "serial", type="make")
        self.rotor, self.seal = await material(self.planner, "serial"), await material(self.planner, "lot")
        self.bolt, self.spare = await material(self.planner), await material(self.planner, "lot")
        self.store = await warehouse(self.logistics)
        for part, much in ((self.rotor, "5"), (self.seal, "20"), (self.bolt, "100"), (self.spare, "20")):
            await self.receive(part, much)
        await self.bill("A")
        said = {"material": self.pump, "quantity": quantity, "due_at": "2027-05-01T10:00:00"}
        self.number = (await made(self.planner, "/work-orders", said))["number"]
        await made(self.planner, f"/work-orders/{self.number}/release", {"accept_shortage": True})
        return self

    async def receive(self, part: str, quantity: str, **more: Any) -> None:
        said = {"material": part, "quantity": quantity, "location": self.store, **more}
        await made(self.logistics, "/stock-receipts", said)

    async def bill(self, revision: str, *, seals: int = 2, routing: bool = True, since: date | None = None) -> None:
        """Released; the spare may be taken instead of the seal, two for one."""
        async with unit_of_work(self.engine, system(self.planner.organization)) as uow:
            numbers = [self.pump, self.rotor, self.seal, self.bolt, self.spare]
            rows = await uow.session.scalars(
                select(Material).where(Material.organization_id == uow.organization_id, Material.number.in_(numbers))
            )
            known = {row.number: row for row in rows}
            bom = Bom(material_id=known[self.pump].id, revision=revision, state="released", valid_from=since)
            uow.session.add(bom)
            await uow.session.flush()
            for position, (part, much) in enumerate(((self.rotor, 1), (self.seal, seals), (self.bolt, 4)), start=1):
                line = BomLine(bom_id=bom.id, position=position * 10, component_id=known[part].id,
                               quantity=Decimal(much), unit_id=known[part].unit_id, operation=10)  # fmt: skip
                uow.session.add(line)
                await uow.session.flush()
                if part == self.seal:
                    uow.session.add(BomAlternate(line_id=line.id, component_id=known[self.spare].id,
                                                 ratio=Decimal(2), state="approved"))  # fmt: skip
            if routing:
                center = WorkCenter(plant_id=self.factory.plant, code=code("C"), name="Bench")
                plan = Routing(plant_id=self.factory.plant, material_id=known[self.pump].id, revision="A",
                               state="released")  # fmt: skip
                uow.session.add_all([center, plan])
                await uow.session.flush()
                uow.session.add(RoutingOperation(routing_id=plan.id, sequence=10, name="Assemble",
                                                 work_center_id=center.id, run_minutes=Decimal(5)))  # fmt: skip

    async def pieces(self, count: int = 1) -> list[dict[str, Any]]:
        shown = await made(self.supervisor, f"/work-orders/{self.number}/pieces", {"count": count})
        return list(reversed(shown["pieces"]))

    async def lots(self, part: str) -> list[str]:
        return [each["number"] for each in await lots_of(self.logistics, part)]

    async def scan(self, piece: str, said: str, **more: Any) -> Any:
        return await self.supervisor.api("POST", f"/lots/{piece}/parts", {"code": said, **more})

    async def report(self, quantity: str, **more: Any) -> None:
        url = f"/work-orders/{self.number}/operations/10/reports"
        await made(self.supervisor, url, {"quantity": quantity, **more})
