"""Labels for lots, pallets and orders, released, and a printer of each plant: the browser."""

from __future__ import annotations

from typing import Any

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.labels.models import LabelTemplate, Printer
from unison_web.modules.organizations.models import Plant

RULE = {"kind": "line", "x": 4, "width": 92, "height": 0.4}


def text(x: float, y: float, size: float, words: str, width: float = 0, **more: Any) -> dict[str, Any]:
    return {"kind": "text", "x": x, "y": y, "size": size, "text": words, "width": width, **more}


def code(symbology: str, x: float, y: float, size: float, words: str, height: float = 0) -> dict[str, Any]:
    return {"kind": "code", "code": symbology, "x": x, "y": y, "size": size, "text": words, "height": height}


LOT = (
    text(4, 3, 3, "{company}", 60), text(4, 8, 7, "{number}", 62, bold=True), text(4, 17, 4, "{name}", 62),
    text(4, 23, 3, "{material}", 62), {**RULE, "y": 28, "width": 62},
    text(4, 30, 2.8, "Expires {expires_on}", 30), text(36, 30, 2.8, "Supplier lot {supplier_lot}", 30),
    code("gs1_datamatrix", 74, 4, 0.75, "(01){gtin}(10){number}(17){expires_on}"),
    text(74, 24, 2.5, "{quantity} {unit}", 22), code("code128", 4, 36, 0.25, "{number}", 10),
)  # fmt: skip
ORDER = (
    text(4, 4, 3.5, "{plant}", 60), {**RULE, "y": 9.5}, text(4, 12, 10, "{material}", 92, bold=True),
    text(4, 25, 5, "{name}", 92), code("qr", 4, 36, 1.25, "{link}"), text(48, 38, 3, "Quantity"),
    text(48, 42, 14, "{quantity}", 44, bold=True), text(48, 60, 4, "{unit}"), {**RULE, "y": 84},
    text(4, 87, 3, "Work order"), text(4, 91, 6, "{order}", 45, bold=True), text(54, 87, 3, "Due"),
    text(54, 91, 6, "{due}", 42), text(4, 101, 3, "For"), text(4, 105, 5, "{customer}", 92), {**RULE, "y": 114},
    code("code128", 8, 120, 0.375, "{order}", 18),
)  # fmt: skip
PALLET = (
    text(4, 4, 4, "{company}", 92, bold=True), {**RULE, "y": 10}, text(4, 13, 8, "{material}", 92, bold=True),
    text(4, 24, 5, "{name}", 92), text(4, 34, 3, "Pieces on this pallet"),
    text(4, 38, 16, "{on_pallet}", 60, bold=True),
    text(4, 60, 3, "Order"), text(4, 64, 6, "{order}", 60), {**RULE, "y": 76},
    code("gs1_128", 8, 82, 0.25, "(01){gtin}(10){order}(30){on_pallet}", 25), code("qr", 70, 36, 0.875, "{link}"),
    code("gs1_128", 8, 116, 0.375, "(00){sscc}", 20),
)  # fmt: skip
TEMPLATES = (
    ("LOT-100X50", "Lot, 100 × 50 mm", "lots", 100, 50, LOT),
    ("ORDER-100X150", "Order, 100 × 150 mm", "work-orders", 100, 150, ORDER),
    ("PALLET-100X150", "Pallet, 100 × 150 mm", "pallets", 100, 150, PALLET),
)


async def drawn(uow: UnitOfWork) -> None:
    """The labels of a company."""
    for place, name, noun, width, height, elements in TEMPLATES:
        uow.session.add(
            LabelTemplate(
                code=place, name=name, noun=noun, revision=1, state="released", width=width, height=height,
                elements=[whole(each) for each in elements], released_at=uow.now(),
            )
        )  # fmt: skip
    await uow.session.flush()


async def printers(uow: UnitOfWork, plant: Plant) -> None:
    """Every browser can print."""
    uow.session.add(Printer(plant_id=plant.id, code="OFFICE", name="Printer of the office", kind="pdf"))
    await uow.session.flush()


def whole(said: dict[str, Any]) -> dict[str, Any]:
    """With everything that an element has."""
    blank = {"kind": "", "x": 0, "y": 0, "width": 0, "height": 0, "size": 0, "text": "", "code": "", "align": "start",
             "bold": False}  # fmt: skip
    return {**blank, **{name: value if isinstance(value, bool) else str(value) for name, value in said.items()}}
