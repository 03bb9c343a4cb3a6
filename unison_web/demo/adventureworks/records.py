"""What the files say, one class per table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Category:
    id: int
    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    id: int
    name: str
    number: str
    made: bool
    finished: bool
    color: str
    safety_stock: int
    reorder_point: int
    standard_cost: Decimal
    list_price: Decimal
    size: str
    size_unit: str
    weight_unit: str
    weight: Decimal | None
    days_to_manufacture: int
    line: str
    klass: str
    style: str
    category: str
    subcategory: str
    model_id: int | None
    sold_from: date
    sold_until: date | None
    discontinued: date | None


@dataclass(frozen=True, slots=True)
class BomLine:
    """A component of an assembly, from a day to a day, both included."""

    id: int
    assembly: int
    component: int
    starts: date
    ends: date | None
    unit: str
    level: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Location:
    """A work center when it has a cost rate, a storage when it has none. `availability` is hours a week."""

    id: int
    name: str
    cost_rate: Decimal
    availability: Decimal

    @property
    def is_work_center(self) -> bool:
        return self.cost_rate > 0


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction; the names in it that somebody has to find, fetch or open."""

    text: str
    specs: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    illustrations: tuple[str, ...] = ()
    blueprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """Work at one location. Hours are per lot, as the source has them."""

    location: int
    setup_hours: Decimal
    machine_hours: Decimal
    labour_hours: Decimal
    lot_size: int
    steps: tuple[Step, ...] = ()

    @property
    def run_minutes(self) -> Decimal:
        """Per piece: the machine's time, or the people's where there is no machine."""
        return (self.machine_hours or self.labour_hours) * 60 / self.lot_size

    @property
    def labour_minutes(self) -> Decimal:
        return self.labour_hours * 60 / self.lot_size


@dataclass(frozen=True, slots=True)
class Model:
    """A product model; those with operations carry the factory's own work instructions."""

    id: int
    name: str
    document: str = ""
    operations: tuple[Operation, ...] = ()


@dataclass(frozen=True, slots=True)
class Routing:
    product: Product
    operations: tuple[Operation, ...]
    derived: bool
    source: str


@dataclass(frozen=True, slots=True)
class Vendor:
    id: int
    account: str
    name: str
    credit_rating: int
    preferred: bool
    active: bool
    web: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What a vendor asks for a product."""

    product: int
    vendor: int
    lead_days: int
    price: Decimal
    last_cost: Decimal | None
    last_received: date | None
    minimum: int
    maximum: int
    on_order: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Price:
    """A standard cost or a list price, valid from a day to a day."""

    product: int
    starts: date
    ends: date | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Stock:
    product: int
    location: int
    shelf: str
    bin: int
    quantity: int


@dataclass(frozen=True, slots=True)
class ScrapReason:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Shift:
    id: int
    name: str
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Department:
    id: int
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Factory:
    """Everything, each table in the order of its file."""

    units: tuple[Unit, ...]
    categories: tuple[Category, ...]
    products: tuple[Product, ...]
    bom: tuple[BomLine, ...]
    locations: tuple[Location, ...]
    models: tuple[Model, ...]
    routings: tuple[Routing, ...]
    vendors: tuple[Vendor, ...]
    offers: tuple[Offer, ...]
    costs: tuple[Price, ...]
    prices: tuple[Price, ...]
    stock: tuple[Stock, ...]
    scrap_reasons: tuple[ScrapReason, ...]
    shifts: tuple[Shift, ...]
    departments: tuple[Department, ...]
    currencies: tuple[tuple[str, str], ...]
