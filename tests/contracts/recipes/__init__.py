"""For every operation that changes something: how to make it work, from nothing. A new route needs a recipe in here."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from tests.contracts.recipes.book import RECIPES

for _file in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    import_module(f"{__name__}.{_file.stem}")

__all__ = ["RECIPES"]
