"""Labels, printers, what was printed, barcodes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.contracts.recipes import stock
from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.labels.repository import LabelPrintRepository
from unison_web.modules.labels.service import printing

TEXT = {"kind": "text", "x": "2", "y": "2", "size": "4", "text": "{number}"}
LOOK = {"noun": "lots", "width": "60", "height": "30", "elements": [TEXT]}


def said(w: World) -> dict[str, Any]:
    return {**LOOK, "code": w.mark(), "name": w.mark()}


async def label(w: World, *, released: bool = False) -> dict[str, Any]:
    made = await w.make("/labels", said(w))
    if released:
        await w.make(f"/labels/{made['id']}/release")
    return made


async def printer(w: World) -> dict[str, Any]:
    return await w.make("/printers", {"code": w.mark(), "name": w.mark(), "kind": "zpl_file"})


async def wanted(w: World) -> dict[str, Any]:
    """A label of a lot at a printer: what a form says about it."""
    template, lot = await label(w, released=True), await stock.lot(w)
    return {"template": template["code"], "code": lot["number"], "printer": (await printer(w))["code"]}


async def printed(w: World) -> str:
    """As the worker leaves it."""
    made = await w.make("/label-prints", await wanted(w))
    async with unit_of_work(w.admin.app.state.engine, system(w.admin.organization)) as uow:
        printing.done(uow, await LabelPrintRepository(uow).whole(UUID(made["id"])), "ready", b"^XA^XZ")
    return str(made["id"])


async def station(w: World) -> str:
    """Where a tablet stands, by its id."""
    machine = await w.make_machine()
    tablet = await w.make("/tablets", {"name": w.mark(), "machine": machine["code"]})
    shown = (await w.ask("GET", f"/printers/{(await printer(w))['id']}")).json()
    found = next(one["station_id"] for one in shown["stations"] if one["tablet"] == tablet["name"])
    w.own(found)
    return str(found)


@recipe("POST /labels")
async def _(w: World) -> Call:
    return Call(body=said(w))


@recipe("POST /labels/preview")
async def _(w: World) -> Call:
    return Call(body=LOOK)


@recipe("PUT /labels/{template_id}", "POST /labels/{template_id}/edit")
async def _(w: World) -> Call:
    made = await label(w)
    return Call({"template_id": made["id"]}, {**LOOK, "code": made["code"], "name": w.mark()})


@recipe("POST /labels/{template_id}/release")
async def _(w: World) -> Call:
    return Call({"template_id": (await label(w))["id"]}, None)


@recipe("POST /labels/{template_id}/revision")
async def _(w: World) -> Call:
    return Call({"template_id": (await label(w, released=True))["id"]}, None)


@recipe("POST /printers")
async def _(w: World) -> Call:
    return Call(body={"code": w.mark(), "name": w.mark(), "kind": "pdf"})


@recipe("PUT /printers/{printer_id}", "POST /printers/{printer_id}/edit")
async def _(w: World) -> Call:
    made = await printer(w)
    return Call({"printer_id": made["id"]}, {"code": made["code"], "name": w.mark(), "kind": "pdf"})


@recipe("POST /printers/{printer_id}/archive")
async def _(w: World) -> Call:
    return Call({"printer_id": (await printer(w))["id"]}, {})


@recipe("POST /printers/{printer_id}/stations")
async def _(w: World) -> Call:
    return Call({"printer_id": (await printer(w))["id"]}, {"station": await station(w)})


@recipe("POST /printers/{printer_id}/stations/{station_id}/removal")
async def _(w: World) -> Call:
    at, key = await station(w), (await printer(w))["id"]
    await w.make(f"/printers/{key}/stations", {"station": at})
    return Call({"printer_id": key, "station_id": at}, None)


@recipe("POST /label-prints")
async def _(w: World) -> Call:
    return Call(body=await wanted(w))


@recipe("POST /label-prints/{label_id}/reprints")
async def _(w: World) -> Call:
    return Call({"label_id": await printed(w)}, {"reason": w.mark()})


@recipe("POST /barcodes")
async def _(w: World) -> Call:
    return Call(body={"kind": "code128", "data": w.mark()})


@recipe("PUT /lots/{lot_id}", "POST /lots/{lot_id}/edit")
async def _(w: World) -> Call:
    return Call({"lot_id": (await stock.lot(w))["lot_id"]}, {"note": w.mark()})
