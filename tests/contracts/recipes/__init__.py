"""For every operation that changes something: how to make it work, from nothing. A new route needs a line here."""

from __future__ import annotations

from tests.contracts.recipes import (
    company,
    custom,
    demands,
    files,
    importing,
    making,
    materials,
    orders,
    partners,
    trail,
    views,
)
from tests.contracts.recipes.book import RECIPES

__all__ = [
    "RECIPES",
    "company",
    "custom",
    "demands",
    "files",
    "importing",
    "making",
    "materials",
    "orders",
    "partners",
    "trail",
    "views",
]
