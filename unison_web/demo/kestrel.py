"""Kestrel Gearworks, made up: a small gear factory in Graz and Monterrey, as rows of the importer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]
KINDS = ("units", "categories", "materials", "work-centers", "machines", "bom", "routings", "steps")

CENTERS = (
    (10, "Sawing", "SAW", 1, "48.00"), (20, "Turning", "TURN", 2, "72.00"), (30, "Hobbing", "HOB", 2, "95.00"),
    (40, "Hardening", "HARD", 1, "60.00"), (50, "Grinding", "GRIND", 2, "110.00"), (60, "Assembly", "ASM", 2, "55.00"),
)  # fmt: skip
#: number, name, make or buy, category, cost
MATERIALS = (
    ("BAR-40", "Round bar 16MnCr5, 40 mm", "buy", "Raw material", "6.40"),
    ("BAR-60", "Round bar 16MnCr5, 60 mm", "buy", "Raw material", "11.90"),
    ("BRG-6204", "Ball bearing 6204", "buy", "Bought parts", "3.15"),
    ("SEAL-35", "Shaft seal 35 mm", "buy", "Bought parts", "1.20"),
    ("HSG-2", "Housing, cast, size 2", "buy", "Bought parts", "42.00"),
    ("SCR-M8", "Screw M8×40", "buy", "Bought parts", "0.14"),
    ("GR-204", "Spur gear 20 teeth, module 4", "make", "Gears", "38.50"),
    ("GR-364", "Spur gear 36 teeth, module 4", "make", "Gears", "57.20"),
    ("SH-120", "Input shaft 120 mm", "make", "Shafts", "29.80"),
    ("SH-160", "Output shaft 160 mm", "make", "Shafts", "34.10"),
    ("GB-2", "Gearbox size 2, ratio 1.8", "make", "Gearboxes", "268.00"),
)
LINES = (
    ("GR-204", "BAR-60", "1", 10),
    ("GR-364", "BAR-60", "1", 10),
    ("SH-120", "BAR-40", "1", 10),
    ("SH-160", "BAR-40", "1", 10),
    ("GB-2", "GR-204", "1", 60),
    ("GB-2", "GR-364", "1", 60),
    ("GB-2", "SH-120", "1", 60),
    ("GB-2", "SH-160", "1", 60),
    ("GB-2", "BRG-6204", "4", 60),
    ("GB-2", "SEAL-35", "2", 60),
    ("GB-2", "HSG-2", "1", 60),
    ("GB-2", "SCR-M8", "8", 60),
)
GEAR = ((10, "4", "0.8"), (20, "15", "3.5"), (30, "30", "5.2"), (40, "20", "1.5"), (50, "25", "4.1"))
SHAFT = ((10, "4", "0.7"), (20, "20", "4.4"), (50, "25", "3.0"))
BOX = ((60, "10", "18"),)
ROUTINGS = {"GR-204": GEAR, "GR-364": GEAR, "SH-120": SHAFT, "SH-160": SHAFT, "GB-2": BOX}
STEPS = {
    30: ("Clamp the blank on mandrel M-12", "Hob to module 4, one cut", "Measure over pins, tolerance h7"),
    50: ("Dress the wheel", "Grind flanks to 0.4 µm", "Check the profile on gauge G-7"),
    60: (
        "Press bearings onto both shafts",
        "Mesh the gears, check backlash 0.08 to 0.16 mm",
        "Close the housing, 25 Nm crosswise",
    ),
}


def rows(kind: str) -> Iterator[Row]:
    makers = {
        "units": units, "categories": categories, "materials": materials, "work-centers": centers, "machines": machines,
        "bom": bom, "routings": routings, "steps": steps,
    }  # fmt: skip
    return makers[kind]()


def units() -> Iterator[Row]:
    yield {"code": "pcs", "name": "Piece", "dimension": "count", "numerator": 1, "denominator": 1, "offset": ""}


def categories() -> Iterator[Row]:
    for name in dict.fromkeys(material[3] for material in MATERIALS):
        yield {"name": name, "drawing": "i-settings" if name in ("Gears", "Gearboxes") else ""}


def materials() -> Iterator[Row]:
    for number, name, kind, category, cost in MATERIALS:
        yield {
            "number": number, "name": name, "unit": "pcs", "type": kind, "category": category, "standard_cost": cost,
            "currency": "EUR", "tracking": "serial" if number == "GB-2" else "none",
        }  # fmt: skip


def centers() -> Iterator[Row]:
    for code, name, _prefix, count, rate in CENTERS:
        yield {"code": code, "name": name, "cost_rate": rate, "hours_per_week": "80", "slots": count}


def machines() -> Iterator[Row]:
    for code, name, prefix, count, _rate in CENTERS:
        for number in range(1, count + 1):
            yield {"code": f"{prefix}-{number}", "name": f"{name} {number}", "work_center": code, "location": "Hall 1"}


def bom() -> Iterator[Row]:
    for position, (parent, component, quantity, operation) in enumerate(LINES, start=1):
        yield {
            "parent": parent, "component": component, "quantity": quantity, "unit": "pcs", "position": position * 10,
            "operation": operation,
        }  # fmt: skip


def routings() -> Iterator[Row]:
    names = {code: name for code, name, *_rest in CENTERS}
    for item, operations in ROUTINGS.items():
        for code, setup, run in operations:
            yield {
                "item": item,
                "op": code,
                "work_center": code,
                "name": names[code],
                "setup_minutes": setup,
                "run_minutes": run,
                "labour_minutes": run,
                "lot_size": 1,
                "derived": "false",
                "source": "",
            }


def steps() -> Iterator[Row]:
    for item, operations in ROUTINGS.items():
        for code, _setup, _run in operations:
            for position, text in enumerate(STEPS.get(code, ()), start=1):
                yield {"item": item, "op": code, "position": position, "text": text}
