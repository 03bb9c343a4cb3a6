"""Pieces put together by scan, and material brought to the line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.contracts.recipes.book import recipe
from tests.contracts.recipes.stock import place, received
from tests.contracts.world import DUE, Call, World
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.bom.models import Bom, BomLine
from unison_web.modules.materials.models import Material
from unison_web.modules.routings.models import Routing, RoutingOperation


async def order(w: World) -> dict[str, Any]:
    """One whose pieces have serial numbers, and that takes a part with one."""
    component = (await received(w, "serial", "1"))["said"]
    center = await w.make("/work-centers", {"code": w.mark(), "name": w.mark()})
    said = {"number": w.mark(), "name": w.mark(), "type": "make", "unit": "EA", "tracking": "serial"}
    made = await w.make("/materials", said)
    async with unit_of_work(w.admin.app.state.engine, system(w.admin.organization)) as uow:
        part = await uow.session.scalar(select(Material).where(Material.number == component["material"]))
        assert part
        bom = Bom(material_id=UUID(made["id"]), revision="A", state="released")
        plan = Routing(plant_id=w.factory.plant, material_id=UUID(made["id"]), revision="A", state="released")
        uow.session.add_all([bom, plan])
        await uow.session.flush()
        uow.session.add(BomLine(bom_id=bom.id, position=10, component_id=part.id, quantity=Decimal(1),
                                unit_id=part.unit_id, operation=10))  # fmt: skip
        uow.session.add(RoutingOperation(routing_id=plan.id, sequence=10, name="Assemble",
                                         work_center_id=UUID(center["id"]), run_minutes=Decimal(5)))  # fmt: skip
    made = await w.make("/work-orders", {"material": said["number"], "quantity": "5", "due_at": DUE})
    await w.make(f"/work-orders/{made['number']}/release", {"accept_shortage": True})
    return {"number": made["number"], "code": component["lot"], "component": component["material"],
            "center": center["code"]}  # fmt: skip


async def piece(w: World) -> dict[str, Any]:
    known = await order(w)
    made = await w.make(f"/work-orders/{known['number']}/pieces", {"count": 1})
    return {**known, "lot_id": made["pieces"][0]["id"], "piece": made["pieces"][0]["number"]}


async def built(w: World) -> dict[str, Any]:
    known = await piece(w)
    made = await w.make(f"/lots/{known['lot_id']}/parts", {"code": known["code"]})
    return {**known, "part_id": made["parts"][0]["id"]}


@recipe("POST /work-orders/{number}/pieces")
async def _(w: World) -> Call:
    return Call({"number": (await order(w))["number"]}, {"count": 2})


@recipe("POST /lots/{lot_id}/parts")
async def _(w: World) -> Call:
    known = await piece(w)
    return Call({"lot_id": known["lot_id"]}, {"code": known["code"]})


@recipe("POST /lots/{lot_id}/parts/{part_id}/removal")
async def _(w: World) -> Call:
    known = await built(w)
    return Call({name: known[name] for name in ("lot_id", "part_id")}, {"reason": w.mark()})


@recipe("POST /lots/{lot_id}/parts/{part_id}/exchange")
async def _(w: World) -> Call:
    known = await built(w)
    store = (await place(w))["code"]
    said = {"material": known["component"], "quantity": "1", "location": store, "lot": w.mark()}
    await w.make("/stock-receipts", said)
    return Call({name: known[name] for name in ("lot_id", "part_id")}, {"code": said["lot"], "reason": w.mark()})


@recipe("POST /work-orders/{number}/staging")
async def _(w: World) -> Call:
    known = await order(w)
    line = w.mark()
    await w.make("/stock-locations", {"code": line, "name": line, "kind": "warehouse", "work_center": known["center"]})
    return Call({"number": known["number"]}, {"code": known["code"]})
