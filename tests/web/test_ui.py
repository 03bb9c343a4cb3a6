"""The design system keeps its promises: every part draws, nothing inline, small files, enough contrast."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from jinja2 import Environment

from unison_web.kit.actor import Actor
from unison_web.kit.web import charts
from unison_web.kit.web.navigation import Area, Link
from unison_web.kit.web.patterns import pattern_page
from unison_web.kit.web.states import LOOKS, look
from unison_web.kit.web.templates import environment

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
PAPER = {"layouts/print.html", "layouts/email.html"}  # no browser shows them
OFFICE = ("page", "live", "combobox", "hotkeys", "palette")
JOB = ("page", "live", "outbox", "people", "floor")
KEYS = ("page", "keypad", "outbox", "people", "floor")  # pages with keys to press are not live


@pytest.fixture(scope="module")
def jinja() -> Environment:
    env = environment({}, reload=False)
    env.globals.setdefault("scale", charts)
    return env


def name(path: Path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


@pytest.fixture(scope="module")
def frame() -> dict[str, Any]:
    """The context around a page, as kit.web.context makes it."""
    entries = (Link("Materials", "/materials", current=True), Link("BOM", "/bom", current=False))
    area = Area("setup", "Set up", "settings", entries)
    user = Actor(
        uuid4(), user_id=uuid4(), name="Paul Okafor", organization_name="Adventure Works", plant_name="Bothell",
        plant_id=uuid4(),
    )  # fmt: skip
    plants = [{"id": "1", "name": "Bothell", "current": True}, {"id": "2", "name": "Graz", "current": False}]
    return {
        "request": SimpleNamespace(url=SimpleNamespace(path="/x")),
        "user": user,
        "nav": (area,),
        "plants": plants,
        "flashes": ["Saved"],
        "csrf_token": "token",
        "theme": "dark",
        "density": "compact",
        "lang": "en",
        "now": datetime(2026, 11, 24, 14, 3, tzinfo=UTC),
        "demo": True,
        "features": {"search": True},
        "page": None,
    }


def test_the_pattern_page_draws_every_part(jinja: Environment, frame: dict[str, Any]) -> None:
    html = jinja.get_template("pattern/index.html").render(frame | {"page": pattern_page()})
    for part in (
        "Needs attention",
        "<u-keypad",
        'role="treegrid"',
        "There is a problem",
        'aria-sort="ascending"',
        "<u-combobox",
        "<dialog",
        "u-toast",
    ):
        assert part in html, part
    assert not re.search(r"%\(\w+\)s", re.sub(r'data-\w+="[^"]*"', "", html)), "an unfilled placeholder"


@pytest.mark.parametrize("layout", ["floor", "wall", "sign", "error", "print", "email"])
def test_every_layout_draws(jinja: Environment, frame: dict[str, Any], layout: str) -> None:
    page = SimpleNamespace(
        status=404, title="Not found", detail="Nothing here", request_id="abc", errors={}, instance="/x"
    )
    html = jinja.get_template(f"layouts/{layout}.html").render(frame | {"page": page})
    assert html.lower().count("<main") == (0 if layout == "email" else 1)


def test_an_error_page_needs_nobody(jinja: Environment, frame: dict[str, Any]) -> None:
    page = SimpleNamespace(status=404, title="Not found", detail="", request_id="abc", errors={}, instance="/x")
    bare = {"page": page, "csrf_token": "", "user": None, "request": frame["request"]}
    for status in ("401", "403", "404", "409", "500", "error", "fragment"):
        assert "abc" in jinja.get_template(f"error/{status}.html").render(bare)


def test_ui_offers_every_public_macro(jinja: Environment) -> None:
    found = {
        macro
        for path in (ROOT / "templates/ui").glob("*.html")
        for macro in re.findall(r"{% macro ([a-z]\w*)", path.read_text())
    }
    missing = {macro for macro in found if not hasattr(jinja.globals["ui"], macro)}
    assert not missing


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_is_small_and_holds_no_script_and_no_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 80
    assert not re.search(r"\son\w+=|hx-on|hx-vals=['\"]js:|javascript:", text)
    if name(path) in PAPER or "print" in name(path) or "pdf" in name(path):
        return
    assert not re.search(r"\sstyle=|<style", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_uses_only_icons_of_the_sprite(path: Path) -> None:
    icons = set((ROOT / "static/icons.txt").read_text(encoding="utf-8").split())
    used = set(re.findall(r"""\bicon(?:_name)?(?:\(|=)"([a-z0-9-]+)\"""", path.read_text(encoding="utf-8")))
    assert used <= icons


def test_every_state_has_a_shape_and_an_unknown_one_is_a_word() -> None:
    shapes = set(re.findall(r'id="s-([a-z]+)"', (ROOT / "static/shapes.svg").read_text(encoding="utf-8")))
    assert {item.shape for item in LOOKS.values()} <= shapes
    assert {item.p for item in LOOKS.values()} <= {"", "crit", "high", "med", "low"}
    assert look("never_heard_of").label == "Never heard of"
    assert look("maintenance", "machine").p == "low"


@pytest.mark.parametrize("path", [*SCRIPTS, *SHEETS], ids=lambda path: path.name)
def test_a_browser_file_is_short(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 300


@pytest.mark.parametrize("shell", [OFFICE, JOB, KEYS], ids=["office", "job", "keys"])
def test_no_page_loads_more_than_18_kb_of_our_scripts(shell: tuple[str, ...]) -> None:
    assert sum(len(gzip.compress((ROOT / f"static/js/{part}.js").read_bytes(), 9)) for part in shell) <= 18 * 1024


def test_sheets_know_no_left_and_right() -> None:
    for path in SHEETS:
        if path.name != "paper.css":
            assert not re.search(
                r"(?:margin|padding|border)-(?:left|right|top|bottom)|text-align:\s*(?:left|right)|float:\s*(?:left|right)",
                path.read_text(),
            )


# --- contrast ---------------------------------------------------------------------------------------------------------

TOKEN = re.compile(r"--([a-z0-9-]+):light-dark\((#[0-9a-f]{3,6}),(#[0-9a-f]{3,6})\)")
PAIRS = """
text surface 7, text page 7, text-2 surface 4.5, text-2 page 4.5, text-2 sunken 4.5, text-3 surface 4.5,
text-3 page 4.5,
accent surface 4.5, on-accent accent 4.5, bad surface 4.5, knock crit 4.5, ink high 4.5, ink med 4.5, knock low 4.5,
strong surface 3, focus page 3
"""
TEXT = [(ink, paper, float(least)) for ink, paper, least in (pair.split() for pair in PAIRS.split(","))]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("ink", "paper", "least"), TEXT, ids=lambda value: str(value))
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_tokens_have_contrast(ink: str, paper: str, least: float, theme: int) -> None:
    tokens = {key: pair for key, *pair in TOKEN.findall((ROOT / "static/css/unison.css").read_text())}
    light, dark = sorted((luminance(tokens[ink][theme]), luminance(tokens[paper][theme])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least
