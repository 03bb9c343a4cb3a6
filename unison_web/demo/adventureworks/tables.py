"""The TAB-separated files, without a header line; columns by their place."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path

from unison_web.demo.adventureworks.records import (
    BomLine,
    Category,
    Department,
    Location,
    Offer,
    Price,
    Product,
    ScrapReason,
    Shift,
    Stock,
    Unit,
    Vendor,
)

Row = list[str]


def rows(folder: Path, table: str) -> Iterator[Row]:
    """Fields without the padding of the source's fixed-width columns."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t"):
            yield [field.strip() for field in row]


def units(folder: Path) -> Iterator[Unit]:
    return (Unit(code, name) for code, name, _ in rows(folder, "UnitMeasure"))


def categories(folder: Path) -> Iterator[Category]:
    """Subcategories; `parent` is the category they belong to."""
    top = {row[0]: row[1] for row in rows(folder, "ProductCategory")}
    return (Category(int(row[0]), row[2], top[row[1]]) for row in rows(folder, "ProductSubcategory"))


def products(folder: Path) -> Iterator[Product]:
    known = {category.id: category for category in categories(folder)}
    for row in rows(folder, "Product"):
        category = known.get(int(row[18])) if row[18] else None
        yield Product(
            id=int(row[0]),
            name=row[1],
            number=row[2],
            made=row[3] == "1",
            finished=row[4] == "1",
            color=row[5],
            safety_stock=int(row[6]),
            reorder_point=int(row[7]),
            standard_cost=Decimal(row[8]),
            list_price=Decimal(row[9]),
            size=row[10],
            size_unit=row[11],
            weight_unit=row[12],
            weight=Decimal(row[13]) if row[13] else None,
            days_to_manufacture=int(row[14]),
            line=row[15],
            klass=row[16],
            style=row[17],
            category=category.parent if category else "",
            subcategory=category.name if category else "",
            model_id=int(row[19]) if row[19] else None,
            sold_from=_day(row[20]),
            sold_until=_perhaps(row[21]),
            discontinued=_perhaps(row[22]),
        )


def bom(folder: Path) -> Iterator[BomLine]:
    """Without the 103 rows that only say a product is nobody's component."""
    for row in rows(folder, "BillOfMaterials"):
        if row[1]:
            quantity = Decimal(row[7])
            starts, ends = _day(row[3]), _perhaps(row[4])
            yield BomLine(int(row[0]), int(row[1]), int(row[2]), starts, ends, row[5], int(row[6]), quantity)


def locations(folder: Path) -> Iterator[Location]:
    return (Location(int(row[0]), row[1], Decimal(row[2]), Decimal(row[3])) for row in rows(folder, "Location"))


def vendors(folder: Path) -> Iterator[Vendor]:
    for row in rows(folder, "Vendor"):
        yield Vendor(int(row[0]), row[1], row[2], int(row[3]), row[4] == "1", row[5] == "1", row[6])


def offers(folder: Path) -> Iterator[Offer]:
    for row in rows(folder, "ProductVendor"):
        yield Offer(
            product=int(row[0]),
            vendor=int(row[1]),
            lead_days=int(row[2]),
            price=Decimal(row[3]),
            last_cost=Decimal(row[4]) if row[4] else None,
            last_received=_perhaps(row[5]),
            minimum=int(row[6]),
            maximum=int(row[7]),
            on_order=int(row[8]) if row[8] else None,
            unit=row[9],
        )


def history(folder: Path, table: str) -> Iterator[Price]:
    for row in rows(folder, table):
        yield Price(int(row[0]), _day(row[1]), _perhaps(row[2]), Decimal(row[3]))


def stock(folder: Path) -> Iterator[Stock]:
    for row in rows(folder, "ProductInventory"):
        yield Stock(int(row[0]), int(row[1]), row[2], int(row[3]), int(row[4]))


def scrap_reasons(folder: Path) -> Iterator[ScrapReason]:
    return (ScrapReason(int(row[0]), row[1]) for row in rows(folder, "ScrapReason"))


def shifts(folder: Path) -> Iterator[Shift]:
    for row in rows(folder, "Shift"):
        yield Shift(int(row[0]), row[1], time.fromisoformat(row[2][:8]), time.fromisoformat(row[3][:8]))


def departments(folder: Path) -> Iterator[Department]:
    return (Department(int(row[0]), row[1], row[2]) for row in rows(folder, "Department"))


def currencies(folder: Path) -> Iterator[tuple[str, str]]:
    return ((row[0], row[1]) for row in rows(folder, "Currency"))


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _perhaps(text: str) -> date | None:
    return _day(text) if text else None
