"""Records by the codes they carry: lot, order, operation, place, machine, material."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.web.formats import plain_day
from unison_web.modules.labels.schemas_printing import DeedOut
from unison_web.modules.machines.repository import MachineRepository
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.production.repository import PalletRepository
from unison_web.modules.stock.models import Hold, Lot
from unison_web.modules.stock.repository import LocationRepository, StockRepository
from unison_web.modules.work_orders.models import Operation, WorkOrder


@dataclass
class Found:
    """What a code is. ``needs`` is the permission to see it; ``deeds`` are offered with the permission each needs."""

    kind: str
    label: str
    name: str
    href: str
    needs: str
    noun: str = ""
    state: str = ""
    material: Material | None = None
    lot: Lot | None = None
    deeds: list[tuple[str, DeedOut]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def offer(self, permission: str, label: str, href: str) -> None:
        self.deeds.append((permission, DeedOut(label, href)))


async def lot(uow: UnitOfWork, code: str) -> Found | None:
    statement = (
        select(Lot)
        .where(Lot.organization_id == uow.organization_id, Lot.number == code)
        .options(joinedload(Lot.material))
    )
    row = await uow.session.scalar(statement)
    return await of_lot(uow, row) if row else None


async def of_lot(uow: UnitOfWork, row: Lot) -> Found:
    """A lot or piece, with where it lies and what stops it."""
    serial = row.kind == "serial"
    found = Found(
        row.kind, row.number, row.material.name, f"/lots/{row.id}", "stock:read", "serials" if serial else "lots",
        "on_hold" if row.held else "", row.material, row,
    )  # fmt: skip
    lying = await StockRepository(uow).of_lot(row.id)
    said = f"material={quote(row.material.number)}&lot={quote(row.number)}"
    if len(lying) == 1:
        said += f"&location={quote(lying[0].location.code)}"
    found.offer("trace:read", _("Trace"), f"/trace?code={quote(row.number)}")
    if lying and not row.held:
        found.offer("stock:move", _("Move"), f"/stock-transfers/new?{said}" + ("&quantity=1" if serial else ""))
        found.offer("stock:move", _("Send out"), f"/stock-dispatches/new?{said}")
    if lying:
        found.offer("stock:move", _("Count"), f"/stock-counts/new?{said}")
    found.offer("stock:hold", _("Put on hold"), f"/lots/{row.id}/holds/new")
    if row.held:
        found.warnings.append(_("On hold: {reason}").format(reason=await _why_held(uow, row)))
    if row.expires_on and row.expires_on < uow.now().astimezone(uow.actor.timezone).date():
        found.warnings.append(_("Expired on {day}").format(day=plain_day(row.expires_on)))
    if not lying:
        found.warnings.append(_("Nothing of it is in stock"))
    return found


async def _why_held(uow: UnitOfWork, row: Lot) -> str:
    open_ = select(Hold.reason).where(
        Hold.organization_id == uow.organization_id, Hold.lot_id == row.id, Hold.released_at.is_(None)
    )
    return str(await uow.session.scalar(open_.order_by(Hold.id).limit(1)) or "")


async def order(uow: UnitOfWork, code: str) -> Found | None:
    statement = select(WorkOrder).where(WorkOrder.organization_id == uow.organization_id, WorkOrder.number == code)
    row = await uow.session.scalar(statement.options(joinedload(WorkOrder.material)))
    if row is None:
        return None
    at = f"/work-orders/{row.number}"
    found = Found("order", row.number, row.material.name, at, "work_orders:read", "work-orders", row.state)
    found.offer("stock:read", _("Stock of the order"), f"{at}/stock")
    if row.state in ("released", "in_progress"):
        found.offer("stock:move", _("Issue material"), f"{at}/stock/issues/new")
    found.offer("trace:read", _("Trace"), f"/trace?code={quote(row.number)}")
    found.offer("prints:read", _("Papers"), f"{at}/prints")
    return found


async def pallet(uow: UnitOfWork, code: str) -> Found | None:
    """A pallet of production, by its SSCC or our own number."""
    row = await PalletRepository(uow).numbered(code)
    if row is None:
        return None
    found = Found("pallet", row.number, row.order.material.name, f"/pallets?q={quote(row.number)}", "floor:read",
                  "pallets", material=row.order.material)  # fmt: skip
    found.offer("work_orders:read", row.order.number, f"/work-orders/{row.order.number}")
    if row.lot:
        found.offer("stock:read", row.lot.number, f"/lots/{row.lot.id}")
    return found


async def operation(uow: UnitOfWork, code: str) -> Found | None:
    number, _dash, sequence = code.rpartition("-")
    if not number or not sequence.isdigit() or len(sequence) > 6:
        return None
    statement = (
        select(Operation)
        .join(Operation.order)
        .where(Operation.organization_id == uow.organization_id, WorkOrder.number == number,
               Operation.sequence == int(sequence))
    )  # fmt: skip
    row = await uow.session.scalar(statement)
    if row is None:
        return None
    href = f"/floor/operations/{row.id}" if uow.actor.device_id else f"/work-orders/{number}#operation-{sequence}"
    return Found("operation", code, row.name, href, "work_orders:read", "", row.state)


async def place(uow: UnitOfWork, code: str) -> Found | None:
    rows = await LocationRepository(uow).called(code, uow.actor.plant_id)
    if not rows:
        return None
    row = rows[0]
    found = Found("place", row.code, row.name, f"/stock?location={quote(row.code)}", "stock:read", "places")
    if row.state == "archived":
        found.state = "archived"
        return found
    for label, path in ((_("Receive goods"), "stock-receipts"), (_("Move from here"), "stock-transfers"),
                        (_("Count"), "stock-counts")):  # fmt: skip
        found.offer("stock:move", label, f"/{path}/new?location={quote(row.code)}")
    return found


async def machine(uow: UnitOfWork, code: str) -> Found | None:
    row = await MachineRepository(uow).by_code(code, uow.actor.plant_id)
    return Found("machine", row.code, row.name, f"/machines/{row.id}", "machines:read", "", row.state) if row else None


async def material(uow: UnitOfWork, code: str) -> Found | None:
    row = await MaterialRepository(uow).by_number(code)
    return of_material(row) if row else None


def of_material(row: Material) -> Found:
    found = Found("material", row.number, row.name, f"/materials/{row.id}", "materials:read", "materials", row.state,
                  row)  # fmt: skip
    found.offer("stock:read", _("Where it lies"), f"/stock?number={quote(row.number)}")
    found.offer("stock:move", _("Receive goods"), f"/stock-receipts/new?material={quote(row.number)}")
    return found


#: The order in which a bare code is looked for.
Finder = Callable[[UnitOfWork, str], Awaitable[Found | None]]
FINDERS: tuple[Finder, ...] = (lot, order, operation, place, machine, material, pallet)


async def by_own_code(uow: UnitOfWork, code: str) -> Found | None:
    for find in FINDERS:
        if found := await find(uow, code):
            return found
    return None
