"""Every module has its page, and every permission and endpoint of the module is named on it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar

from tests.contracts.findings import nothing
from tests.contracts.routes import API, routes_of
from unison_web.modules import ORDER, manifests

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def writer() -> Any:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "bin" / "reference.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_module_has_a_page_that_people_wrote(writer: Any) -> None:
    short = [m for m in ORDER if len(writer.page_of(m).read_text(encoding="utf-8").split(writer.MARK)[0]) < 150]
    nothing(f"docs/reference has no words about {module}" for module in short)


def test_every_page_names_what_the_application_has(writer: Any, app: Litestar) -> None:
    """``make docs`` writes it; look at what changed before committing it."""
    found = writer.written(app, manifests())
    pages = {module: writer.page_of(module).read_text(encoding="utf-8") for module in ORDER}
    nothing(f"{m}: run make docs" for m in ORDER if writer.renewed(pages[m], found[m]) != pages[m])


def test_every_endpoint_and_permission_stands_on_some_page(writer: Any, app: Litestar) -> None:
    """Counted another way than they are written: a route whose module nobody could tell would be missing."""
    said = "".join(writer.page_of(module).read_text(encoding="utf-8") for module in ORDER)
    routes = {f"`{route.method} {route.record}`" for route in routes_of(app) if route.path.startswith(f"{API}/")}
    elsewhere = {f"`GET {path}`" for path in writer.DOCUMENTS}
    nothing(sorted(line for line in routes - elsewhere if line not in said))
    nothing(sorted(name for name in app.state.permissions if f"`{name}`" not in said))
