"""Units, work centers and machines. The source knows names of units but not what they are, and no single machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from unison_web.demo.adventureworks.records import Factory

FORMING, WELDING, DEBUR, PAINT, SPECIAL_PAINT, SUBASSEMBLY, FINAL_ASSEMBLY = 10, 20, 30, 40, 45, 50, 60

#: Dimension, and the exact fraction of its base unit: metre, square metre, litre, kilogram, kelvin, kg/m³, one.
UNITS: dict[str, tuple[str, int, int]] = {
    "EA": ("count", 1, 1), "PC": ("count", 1, 1), "DZ": ("count", 12, 1), "PCT": ("ratio", 1, 100),
    "M": ("length", 1, 1), "DM": ("length", 1, 10), "CM": ("length", 1, 100), "MM": ("length", 1, 1000),
    "KM": ("length", 1000, 1), "IN": ("length", 127, 5000), "M2": ("area", 1, 1), "CM2": ("area", 1, 10_000),
    "L": ("volume", 1, 1), "ML": ("volume", 1, 1000), "M3": ("volume", 1000, 1), "CBM": ("volume", 1000, 1),
    "CCM": ("volume", 1, 1000), "CDM": ("volume", 1, 1), "FT3": ("volume", 55_306_341, 1_953_125),
    "GAL": ("volume", 473_176_473, 125_000_000), "PT": ("volume", 473_176_473, 1_000_000_000),
    "KG": ("mass", 1, 1), "G": ("mass", 1, 1000), "MG": ("mass", 1, 1_000_000), "KT": ("mass", 1_000_000, 1),
    "LB": ("mass", 45_359_237, 100_000_000), "OZ": ("mass", 45_359_237, 1_600_000_000),
    "C": ("temperature", 1, 1), "KGV": ("density", 1, 1),
}  # fmt: skip

#: Two or three of what a work center is made of, so that the plant has the fourteen places of its floor board.
MACHINES = {
    FORMING: ("FORM", "Forming press", 3), WELDING: ("WELD", "Welding cell", 3), DEBUR: ("DEBUR", "Deburring bench", 1),
    PAINT: ("PAINT", "Paint booth", 2), SPECIAL_PAINT: ("SPAINT", "Specialized paint booth", 1),
    SUBASSEMBLY: ("SUB", "Subassembly bench", 2), FINAL_ASSEMBLY: ("FINAL", "Final assembly stand", 2),
}  # fmt: skip


def units(factory: Factory) -> Iterator[dict[str, Any]]:
    """What is not a measure is a container: how much is in it, a material says."""
    for unit in factory.units:
        dimension, numerator, denominator = UNITS.get(unit.code, ("container", 1, 1))
        offset = "273.15" if dimension == "temperature" else ""
        yield {
            "code": unit.code, "name": unit.name, "dimension": dimension, "numerator": numerator,
            "denominator": denominator, "offset": offset,
        }  # fmt: skip


def work_centers(factory: Factory) -> Iterator[dict[str, Any]]:
    for place in factory.locations:
        if place.is_work_center:
            yield {
                "code": place.id, "name": place.name, "cost_rate": place.cost_rate,
                "hours_per_week": place.availability, "slots": MACHINES[place.id][2],
            }  # fmt: skip


def machines(factory: Factory) -> Iterator[dict[str, Any]]:
    for place in factory.locations:
        if place.is_work_center:
            code, name, count = MACHINES[place.id]
            for number in range(1, count + 1):
                yield {
                    "code": f"{code}-{number}", "name": f"{name} {number}" if count > 1 else name,
                    "work_center": place.id, "machine_class": name, "location": place.name,
                }  # fmt: skip
