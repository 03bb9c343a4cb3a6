"""The factory as rows of the importer: what a company would bring along in files, in the order they are needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from unison_web.demo.adventureworks import places
from unison_web.demo.adventureworks.records import BomLine, Factory, Operation, Product, Routing

Row = dict[str, Any]
KINDS = ("units", "categories", "materials", "work-centers", "machines", "bom", "routings", "steps")
DRAWINGS = {
    "Bikes": "d-bike", "Mountain Frames": "d-frame", "Road Frames": "d-frame", "Touring Frames": "d-frame",
    "Wheels": "i-wheel", "Saddles": "i-armchair", "Paint": "i-spray", "Hardware": "i-tool", "Sheet metal": "i-stack-2",
    "Brakes": "i-disc", "Frame parts": "i-ruler-2",
}  # fmt: skip
#: Parts without a subcategory, by how their names begin; the rest are frame parts when made, hardware when bought.
PART_CATEGORIES = (
    ("Paint", "Paint"), ("Metal", "Sheet metal"), ("Decal", "Paint"), ("Seat Assembly", "Saddles"),
)  # fmt: skip


def rows(factory: Factory, kind: str) -> Iterator[Row]:
    """Rows of one kind."""
    makers = {
        "units": places.units,
        "categories": categories,
        "materials": materials,
        "work-centers": places.work_centers,
        "machines": places.machines,
        "bom": bom,
        "routings": routings,
        "steps": steps,
    }
    return makers[kind](factory)


def categories(factory: Factory) -> Iterator[Row]:
    for name in dict.fromkeys(category.parent for category in factory.categories):
        yield {"name": name, "drawing": DRAWINGS.get(name, "")}
    for category in factory.categories:
        drawing = DRAWINGS.get(category.name) or DRAWINGS.get(category.parent, "")
        yield {"name": category.name, "parent": category.parent, "drawing": drawing}
    for name in ("Frame parts", "Hardware", "Sheet metal", "Paint"):
        yield {"name": name, "parent": "Components", "drawing": DRAWINGS[name]}


def materials(factory: Factory) -> Iterator[Row]:
    units = {line.component: line.unit for line in factory.bom}
    lead: dict[int, int] = {}
    for offer in factory.offers:
        lead[offer.product] = min(offer.lead_days, lead.get(offer.product, offer.lead_days))
    for product in factory.products:
        yield {
            "number": product.number,
            "name": product.name,
            "type": "make" if product.made else "buy",
            "unit": units.get(product.id, "EA"),
            "category": category_of(product),
            "tracking": tracking_of(product),
            "standard_cost": product.standard_cost,
            "currency": "USD",
            "lead_days": product.days_to_manufacture if product.made else lead.get(product.id, 0),
            "safety_stock": product.safety_stock,
            "reorder_point": product.reorder_point,
            "description": description_of(product),
        }


def category_of(product: Product) -> str:
    if product.subcategory:
        return product.subcategory
    named = next((category for start, category in PART_CATEGORIES if start in product.name), "")
    return named or ("Frame parts" if product.made else "Hardware")


def tracking_of(product: Product) -> str:
    """A bicycle has a serial number; frames and paint come in lots."""
    if product.category == "Bikes":
        return "serial"
    return "lot" if product.subcategory.endswith("Frames") or product.name.startswith("Paint") else "none"


def description_of(product: Product) -> str:
    size = f"{product.size} {product.size_unit}".strip()
    weight = f"{product.weight.normalize():f} {product.weight_unit}" if product.weight else ""
    return ", ".join(part for part in (product.color, size, weight) if part)


def bom(factory: Factory) -> Iterator[Row]:
    """Dear parts first, then by name: the order in which people think of a bicycle."""
    products = {product.id: product for product in factory.products}
    used_at = UsedAt(factory)
    by_parent: dict[int, list[BomLine]] = {}
    for line in factory.bom:
        by_parent.setdefault(line.assembly, []).append(line)
    for parent, lines in by_parent.items():
        components = sorted({line.component for line in lines}, key=lambda key: _rank(products[key]))
        position = {component: 10 * place for place, component in enumerate(components, start=1)}
        for line in sorted(lines, key=lambda line: (position[line.component], line.starts)):
            yield {
                "parent": products[parent].number,
                "component": products[line.component].number,
                "quantity": line.quantity,
                "unit": line.unit,
                "position": position[line.component],
                "valid_from": line.starts,
                "valid_to": line.ends,
                "operation": used_at.operation(products[parent], products[line.component]),
            }


class UsedAt:
    """At which operation of its parent a part goes in: raw metal where it is formed, paint where it is sprayed, what
    was formed where it is welded, everything else where it is assembled."""

    def __init__(self, factory: Factory) -> None:
        self.sequences = {
            routing.product.id: [op.location for op in routing.operations] for routing in factory.routings
        }

    def operation(self, parent: Product, component: Product) -> int:
        there = self.sequences.get(parent.id, [places.FINAL_ASSEMBLY])
        formed = self.sequences.get(component.id) == [places.FORMING]
        if component.name.startswith("Metal"):
            wanted: tuple[int, ...] = (places.FORMING,)
        elif component.name.startswith(("Paint", "Decal")):
            wanted = (places.SPECIAL_PAINT, places.PAINT)
        else:
            wanted = (places.WELDING, places.SUBASSEMBLY) if formed else (places.SUBASSEMBLY,)
        return next((location for location in wanted if location in there), there[-1])


def routings(factory: Factory) -> Iterator[Row]:
    names = {place.id: place.name for place in factory.locations}
    for routing in factory.routings:
        for operation in routing.operations:
            yield _operation(routing, operation, names[operation.location])


def steps(factory: Factory) -> Iterator[Row]:
    for routing in factory.routings:
        for operation in routing.operations:
            for position, step in enumerate(operation.steps, start=1):
                yield {
                    "item": routing.product.number,
                    "op": operation.location,
                    "position": position,
                    "text": step.text,
                    "specs": "|".join(step.specs),
                    "tools": "|".join(step.tools),
                    "materials": "|".join(step.materials),
                    "illustrations": "|".join(step.illustrations),
                    "blueprints": "|".join(step.blueprints),
                }


def _operation(routing: Routing, operation: Operation, name: str) -> Row:
    return {
        "item": routing.product.number,
        "op": operation.location,
        "work_center": operation.location,
        "name": name,
        "setup_minutes": operation.setup_hours * 60,
        "run_minutes": round(operation.run_minutes, 6),
        "labour_minutes": round(operation.labour_minutes, 6),
        "lot_size": operation.lot_size,
        "derived": "true" if routing.derived else "false",
        "source": routing.source,
    }


def _rank(product: Product) -> tuple[Any, ...]:
    return -product.standard_cost, product.name
