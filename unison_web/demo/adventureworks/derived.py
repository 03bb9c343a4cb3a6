"""Routings for the made products whose model has no work instructions. Always marked as derived.

Where: the work centers in which the product's stock lies, in the order of their numbers; a product without stock
takes the sequence most of its subcategory and colour have (silver frames go to the specialized paint). Final assembly
is dropped where it is only the place of use. What is made of raw metal alone is formed.

How long: a lot is a fifth of the safety stock, a day's need when that stock covers a week. It takes DaysToManufacture
shifts at the least available of its centers (availability is hours a week of fifteen shifts), shared among the
centers in the ratio of their cost rates: where an hour costs more, more is done. Setup is the mean of the real
routings at that center.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from unison_web.demo.adventureworks.records import BomLine, Location, Model, Operation, Product, Routing, Stock

SHIFTS_A_WEEK = 15
FORMING, SUBASSEMBLY, FINAL_ASSEMBLY = 10, 50, 60
RAW = ("Metal ", "Paint - ")
HOURS = Decimal("0.0001")


def routings(
    products: Iterable[Product],
    models: Iterable[Model],
    bom: Iterable[BomLine],
    stock: Iterable[Stock],
    locations: Iterable[Location],
) -> Iterator[Routing]:
    """One for every made product, the model's own or a derived one; and the instructions of bought parts."""
    centers = {place.id: place for place in locations if place.is_work_center}
    instructed = {model.id: model for model in models if model.operations}
    setup = _mean_setup(instructed.values())
    everything, lines = list(products), list(bom)
    sequences = _sequences(everything, lines, stock, centers)
    inherited = _from_components(everything, lines, instructed)
    for product in everything:
        model = instructed.get(product.model_id or 0) or inherited.get(product.id)
        if model:
            yield Routing(product, model.operations, derived=False, source=f"{model.document} {model.name}")
        elif product.made:
            operations = tuple(_operations(product, [centers[code] for code in sequences[product.id]], setup))
            yield Routing(product, operations, derived=True, source="AdventureWorks stock places, days and rates")


def _operations(product: Product, sequence: list[Location], setup: Mapping[int, Decimal]) -> Iterator[Operation]:
    lot = max(product.safety_stock // 5, 1)
    shift_hours = min(place.availability for place in sequence) / SHIFTS_A_WEEK
    hours = max(product.days_to_manufacture, 1) * shift_hours
    rates = sum(place.cost_rate for place in sequence)
    for place in sequence:
        share = (hours * place.cost_rate / rates).quantize(HOURS)
        yield Operation(place.id, setup.get(place.id, Decimal(0)), share, share, lot)


def _from_components(products: list[Product], bom: list[BomLine], instructed: Mapping[int, Model]) -> dict[int, Model]:
    """A made part without a model of its own is built by its component's instructions: seats, seat assemblies."""
    known = {product.id: product for product in products}
    found: dict[int, Model] = {}
    for line in bom:
        model = instructed.get(known[line.component].model_id or 0)
        if model and known[line.assembly].made and known[line.assembly].model_id is None:
            found[line.assembly] = model
    return found


def _sequences(
    products: list[Product], bom: Iterable[BomLine], stock: Iterable[Stock], centers: Mapping[int, Location]
) -> dict[int, tuple[int, ...]]:
    places: dict[int, set[int]] = {}
    for row in stock:
        if row.location in centers:
            places.setdefault(row.product, set()).add(row.location)
    names = {product.id: product.name for product in products}
    raw_only = {line.assembly: True for line in bom}
    for line in bom:
        raw_only[line.assembly] &= names[line.component].startswith(RAW)
    seen = {
        product.id: _without_place_of_use(product, sorted(places[product.id]), raw_only.get(product.id, False))
        for product in products
        if product.made and product.id in places
    }
    usual = _usual(products, seen)
    return {
        product.id: seen.get(product.id)
        or usual.get((product.subcategory, product.color))
        or usual.get((product.subcategory, ""))
        or (min(centers),)
        for product in products
        if product.made
    }


def _without_place_of_use(product: Product, places: list[int], raw_only: bool) -> tuple[int, ...]:
    if raw_only:
        return (FORMING,)
    assembled_later = not product.subcategory.endswith(("Bikes", "Frames"))
    if assembled_later and places[-1] == FINAL_ASSEMBLY:
        return tuple(places[:-1]) or (SUBASSEMBLY,)
    return tuple(places)


def _usual(products: list[Product], seen: Mapping[int, tuple[int, ...]]) -> dict[tuple[str, str], tuple[int, ...]]:
    """The commonest sequence per subcategory and colour, and per subcategory alone (colour "")."""
    counts: dict[tuple[str, str], Counter[tuple[int, ...]]] = {}
    for product in products:
        if product.id in seen and product.subcategory:
            for color in {product.color, ""}:
                counts.setdefault((product.subcategory, color), Counter())[seen[product.id]] += 1
    return {key: count.most_common(1)[0][0] for key, count in counts.items()}


def _mean_setup(models: Iterable[Model]) -> dict[int, Decimal]:
    hours: dict[int, list[Decimal]] = {}
    for model in models:
        for operation in model.operations:
            if operation.setup_hours:
                hours.setdefault(operation.location, []).append(operation.setup_hours)
    return {place: (sum(found, Decimal(0)) / len(found)).quantize(HOURS) for place, found in hours.items()}
