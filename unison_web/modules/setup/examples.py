"""Units most plants need, and a small product to try with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Rows = list[dict[str, Any]]

UNITS: Rows = [
    {"code": "PCE", "name": "Piece", "dimension": "count"},
    {"code": "SET", "name": "Set", "dimension": "count"},
    {"code": "KGM", "name": "Kilogram", "dimension": "mass"},
    {"code": "GRM", "name": "Gram", "dimension": "mass", "denominator": 1000},
    {"code": "TNE", "name": "Tonne", "dimension": "mass", "numerator": 1000},
    {"code": "MTR", "name": "Metre", "dimension": "length"},
    {"code": "CMT", "name": "Centimetre", "dimension": "length", "denominator": 100},
    {"code": "MMT", "name": "Millimetre", "dimension": "length", "denominator": 1000},
    {"code": "MTK", "name": "Square metre", "dimension": "area"},
    {"code": "MTQ", "name": "Cubic metre", "dimension": "volume"},
    {"code": "LTR", "name": "Litre", "dimension": "volume", "denominator": 1000},
    {"code": "MLT", "name": "Millilitre", "dimension": "volume", "denominator": 1000000},
    {"code": "SEC", "name": "Second", "dimension": "time"},
    {"code": "MIN", "name": "Minute", "dimension": "time", "numerator": 60},
    {"code": "HUR", "name": "Hour", "dimension": "time", "numerator": 3600},
]
PIECE: Rows = UNITS[:1]


def made_of(unit: str) -> Iterator[tuple[str, Rows]]:
    """The nouns of the example, in the order they need each other. ``unit`` is the company's own for pieces."""
    if not unit:
        yield "units", PIECE
    yield "work-centers", [{"code": "EX-ASM", "name": "Assembly (example)", "hours_per_week": 40}]
    yield "machines", [{"code": "EX-BENCH", "name": "Bench (example)", "work_center": "EX-ASM"}]
    unit = unit or "PCE"
    yield (
        "materials",
        [
            {"number": "EX-TABLE", "name": "Table (example)", "unit": unit, "type": "make"},
            {"number": "EX-TOP", "name": "Table top (example)", "unit": unit, "type": "buy"},
            {"number": "EX-LEG", "name": "Leg (example)", "unit": unit, "type": "buy"},
            {"number": "EX-SCREW", "name": "Screw (example)", "unit": unit, "type": "buy"},
        ],
    )
    yield (
        "bom",
        [
            {"parent": "EX-TABLE", "component": "EX-TOP", "quantity": 1},
            {"parent": "EX-TABLE", "component": "EX-LEG", "quantity": 4},
            {"parent": "EX-TABLE", "component": "EX-SCREW", "quantity": 16},
        ],
    )
    yield (
        "routings",
        [
            {
                "item": "EX-TABLE",
                "op": 10,
                "work_center": "EX-ASM",
                "name": "Assemble",
                "setup_minutes": 5,
                "run_minutes": 8,
            }
        ],
    )
