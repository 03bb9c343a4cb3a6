"""What stands in the path of a page: one record of each kind. A new path parameter needs a line here."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes import (
    RECIPES,
    api_keys,
    assembly,
    branding,
    calls,
    custom,
    demands,
    documents,
    files,
    importing,
    jobs,
    labels,
    logbook,
    mail,
    many,
    notifications,
    partners,
    people,
    sap,
    shifts,
    shipping,
    signals,
    sourcing,
    stock,
    subcontracting,
    time,
    webhooks,
)  # fmt: skip
from tests.contracts.recipes.views import saved
from tests.contracts.routes import Route
from tests.contracts.world import World
from unison_web.modules.audit.service.sealing import seal_company

STEP = "/routings/{routing_id}/operations/{operation_id}/steps/{step_id}"
CHECK, PICTURE = f"{STEP}/checks/{{check_id}}", f"{STEP}/pictures/{{file_id}}/removal"
ALTERNATES_APPROVAL = "/bom/{bom_id}/lines/{line_id}/alternates/{alternate_id}/approval"


async def fill(world: World) -> None:
    """Make one of everything, once. A new area adds a function of its own."""
    for make in (
        of_company,
        of_people,
        of_engineering,
        of_trade,
        of_orders,
        of_stock,
        of_shipping,
        of_labels,
        of_calendars,
        of_machines,
        of_calls,
        of_assembly,
        of_sap,
        of_lists,
        of_files,
    ):
        await make(world)


async def of_company(world: World) -> None:
    for name, path in (
        ("user_id", "/users"), ("plant_id", "/plants"), ("department_id", "/departments"), ("unit_id", "/units"),
        ("category_id", "/material-categories"), ("center_id", "/work-centers"), ("reason_id", "/reasons"),
        ("device_id", "/tablets"), ("machine_id", "/machines"),
    ):  # fmt: skip
        call = await RECIPES["POST", path](world)
        world.records[name] = (await world.make(path, call.body))["id"]
    world.records |= await mail.kept(world)
    world.records["job_id"] = await jobs.failed(world)
    world.records |= {"webhook_id": await webhooks.webhook(world), "delivery_id": await webhooks.delivery(world)}
    world.records["notification_id"] = await notifications.told(world)
    world.records["key_id"] = (await api_keys.key(world))["id"]
    removal = await RECIPES["POST", "/me/security/passkeys/{passkey_id}/removal"](world)
    world.records |= removal.params


async def of_people(world: World) -> None:
    held = await RECIPES["DELETE", "/users/{user_id}/memberships/{membership_id}"](world)
    at = await RECIPES["POST", "/users/{user_id}/sessions/{session_id}/end"](world)
    world.records |= {**held.params, **at.params}
    world.records["key"] = "session.hours"
    world.records["verification_id"] = (await world.make("/audit/verifications"))["id"]
    world.records["role_id"] = (await people.role(world))["id"]
    world.records["link"] = await people.way_back(world)
    world.records["secret"] = (await people.invited(world))["link"].rsplit("/", 1)[1]


async def of_engineering(world: World) -> None:
    records = world.records
    bill, routing = await world.bom(), await world.routing()
    operation = routing["operations"][0]
    records |= {"bom_id": bill["id"], "line_id": bill["lines"][0]["id"], "routing_id": routing["id"]}
    certificate = await RECIPES["POST", "/skills/{skill_id}/certificates/{certificate_id}/withdrawal"](world)
    records |= certificate.params
    checked = await RECIPES["DELETE", CHECK](world)
    records |= {"operation_id": operation["id"], "step_id": operation["steps"][0]["id"]}
    records["/routings"] = checked.params
    removable = await RECIPES["DELETE", "/materials/{material_id}/conversions/{conversion_id}"](world)
    records |= removable.params
    cost = await world.make(f"/materials/{records['material_id']}/costs", {"amount": "1", "valid_from": "2031-01-01"})
    records["cost_id"] = cost["id"]
    records |= {"alternate_id": (await RECIPES["POST", ALTERNATES_APPROVAL](world)).params["alternate_id"]}
    removal = await RECIPES["DELETE", "/bom/{bom_id}/outputs/{output_id}"](world)
    records["output_id"] = removal.params["output_id"]
    records["roll_id"] = (await RECIPES["POST", "/cost-rolls/{roll_id}/adoption"](world)).params["roll_id"]
    for area in ("/exchange-rates", "/cost-rates"):
        call = await RECIPES["POST", area](world)
        records[area] = {"rate_id": (await world.make(area, call.body))["id"]}
    removal = await RECIPES["DELETE", "/engineering-changes/{change_id}/bills/{bill_id}"](world)
    records |= removal.params


async def of_trade(world: World) -> None:
    await partners_of(world)
    world.records["/materials"] = {**(await sourcing.unpriced(world)).params}
    world.records["stand_in_id"] = (await sourcing.stood_in(world)).params["stand_in_id"]
    world.records["/customer-orders"] = await demands.with_a_line(world)
    world.records["other_id"] = (await world.material())["id"]
    judged = f"/materials/{world.records['/materials']['material_id']}/duplicates/{world.records['other_id']}"
    await world.make(judged, {"note": world.mark()})
    world.records["forecast_id"] = (await demands.forecast(world))["id"]


async def of_orders(world: World) -> None:
    records = world.records
    order = await world.order("running")
    records |= {
        "number": order["number"],
        "sequence": 10,
        "position": 10,
        "record_id": order["id"],
        "code": order["number"],
    }
    records["kind"] = "work_order"
    records["/floor"] = await checked_order(world)
    records["/work-orders"] = {"record_id": order["id"], "column": "customer"}
    records["/work-orders"]["check_id"] = records["/floor"]["check_id"]
    records["handover_id"] = (await world.handover())["id"]
    records["print_id"] = (await world.printed())["id"]
    records["stay_id"], records["/metrics"] = (await time.stop(world))["id"], {"key": "oee"}
    records["reason_id"] = (await time.reason(world))["id"]
    records["/production-logs"] = await logbook.reported(world)
    records["time_id"] = (await logbook.clocked_in(world)).params["time_id"]
    await world.shift_note()
    on_a_pallet = f"/work-orders/{(await world.order('running'))['number']}/operations/10/reports"
    await world.make(on_a_pallet, {"quantity": "4", "pallet": True})


async def of_machines(world: World) -> None:
    """A connection, and a tag somebody has said the meaning of, with values."""
    heard = await signals.tag(world)
    answer = await world.ask("PUT", f"/tags/{heard['id']}/mapping", await signals.mapping(world))
    assert answer.is_success, answer.text
    sent = (await world.ask("GET", f"/tags/{heard['id']}")).json()
    rows = [{"tag": sent["name"], "value": number} for number in (61.5, 62)]
    await world.make("/signals", {"connection": sent["connection_id"], "rows": rows})
    await world.make(f"/connections/{sent['connection_id']}/certificates/own")
    world.records |= {"connection_id": sent["connection_id"], "tag_id": heard["id"]}


async def of_calls(world: World) -> None:
    world.records["call_id"] = (await calls.call(world))["id"]


async def of_assembly(world: World) -> None:
    """A piece with a part in it."""
    known = await assembly.built(world)
    held = await world.make(f"/lots/{known['lot_id']}/holds", {"reason": world.mark()})
    said = {name: known[name] for name in ("lot_id", "part_id")}
    world.records["/lots"] = {**said, "hold_id": held["holds"][0]["id"]}


async def of_sap(world: World) -> None:
    """A run, something to decide, and a message that SAP has refused."""
    world.records |= {
        "/sap": {
            "difference_id": await sap.difference(world), "message_id": await sap.message(world),
            "run_id": await sap.run(world),
        },
    }  # fmt: skip


async def of_stock(world: World) -> None:
    """Places, lots, holds, counts, what is kept for an order, a recall, a drill."""
    known, recall = await stock.lot(world), await stock.recall(world, "hold")
    world.records |= {
        "location_id": (await stock.place(world))["id"], "movement_id": known["movement_id"], "recall_id": recall,
        "count_id": await stock.counted(world), "drill_id": await stock.drilled(world), "node_id": known["lot_id"],
        "missing_id": (await stock.missing(world))["missing_id"], "move_id": (await stock.sent(world))["move_id"],
        **await stock.held(world),
    }  # fmt: skip
    world.records["subcontract_id"] = (await subcontracting.outside(world)).params["subcontract_id"]
    world.records["/work-orders"] |= {"reservation_id": (await stock.reserved(world))["reservation_id"]}


async def of_shipping(world: World) -> None:
    """A shipment with a box, and a dock."""
    world.records["/shipments"] = shipping.of(await shipping.boxed(world))
    world.records["dock_id"] = (await shipping.dock(world))["id"]


async def of_labels(world: World) -> None:
    """A label, a printer beside a tablet, a label that was printed, a barcode."""
    beside = await RECIPES["POST", "/printers/{printer_id}/stations/{station_id}/removal"](world)
    world.records |= {
        "template_id": (await labels.label(world))["id"], "label_id": await labels.printed(world), **beside.params,
        "barcode_id": (await world.make("/barcodes", {"kind": "qr", "data": world.mark()}))["id"],
    }  # fmt: skip
    made = await world.make("/barcodes", {"kind": "qr", "data": world.mark()})
    world.records["token"] = made["svg"].rpartition("/")[2]


async def of_calendars(world: World) -> None:
    """One of everything that says when work is done, and who does it."""
    world.records |= {
        "shift_id": (await shifts.shift(world))["id"], "pattern_id": (await shifts.pattern(world))["id"],
        "rule_id": (await shifts.rule(world))["id"], "day_id": (await shifts.day(world))["id"],
        "overtime_id": (await shifts.extra(world))["id"], "absence_id": (await shifts.absence(world))["id"],
        **(await shifts.member(world)).params,
    }  # fmt: skip


async def checked_order(world: World) -> dict[str, Any]:
    """An operation under way with a check in it, and a picture that a tablet shows."""
    call = await RECIPES["POST", "/work-orders/{number}/operations/{sequence}/checks/{check_id}"](world)
    order = (await world.ask("GET", f"/work-orders/{call.params['number']}")).json()
    at = f"/work-orders/{order['number']}/operations/10"
    await world.make(f"{at}/start", {})
    await world.make(f"{at}/checks/{call.params['check_id']}", {"said": "yes"})
    step = await RECIPES["POST", PICTURE](world)
    return {
        "operation_id": order["operations"][0]["id"], "check_id": call.params["check_id"], "number": order["number"],
        "file_id": step.params["file_id"],
    }  # fmt: skip


async def of_lists(world: World) -> None:
    """Views of lists, cells in them, fields of the company's own."""
    records = world.records
    records["view_id"], records["column"] = await saved(world), "name"
    for area in ("/materials", "/machines", "/work-centers"):
        found = (await world.ask("GET", area)).json()["items"][0]["id"]
        records.setdefault(area, {})["record_id"] = found
    await branding.with_a_logo(world)
    records["/brand"] = {"organization_id": str(world.admin.organization), "name": "x.css", "digest": "x"}
    records["organization_id"] = str(world.admin.organization)
    records["field_id"] = await custom.field(world)
    records["file_id"] = await documents.kept(world)
    records["/files"] = {"kind": "materials", "record_id": (await world.material())["id"]}
    records["/custom-fields"] = {"kind": "materials", "record_id": (await world.material())["id"]}


async def of_files(world: World) -> None:
    """What was brought in and taken out, and the trail, which by now knows of everything."""
    records = world.records
    records["export_id"], records["/exports"] = await files.exported(world, "ready"), {"name": "units.csv"}
    records["run_id"] = await many.queued(world)
    records["import_id"], records["noun"] = await importing.brought(world, "checked"), "units"
    await seal_company(world.admin.app.state.engine, world.admin.organization, whole=True)
    records["entry_id"] = (await world.ask("GET", "/audit")).json()["items"][0]["id"]


async def partners_of(world: World) -> None:
    """A partner with an address and a person."""
    made = await partners.partner(world)
    at = f"/partners/{made['id']}"
    place = {"kind": "delivery", "city": world.mark(), "country": "DE"}
    address = (await world.make(f"{at}/addresses", place))["addresses"][0]
    contact = (await world.make(f"{at}/contacts", {"name": world.mark()}))["contacts"][0]
    world.records |= {"partner_id": made["id"], "address_id": address["id"], "contact_id": contact["id"]}


def params_of(world: World, route: Route) -> dict[str, Any]:
    """Values for the route's path. The same name may mean different records in different areas."""
    area = "/" + route.record.split("/")[1]
    known = {**world.records, **world.records.get(area, {})}
    return {name: known[name] for name in route.params}


def without_record(world: World, route: Route) -> list[str]:
    """Path parameters nobody thought of yet."""
    known = {**world.records, **world.records.get("/" + route.record.split("/")[1], {})}
    return [name for name in route.params if name not in known]
