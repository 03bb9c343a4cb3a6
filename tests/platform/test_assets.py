"""What the browser gets: from the lock, from our own origin, and small."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC, VENDOR = ROOT / "static", ROOT / "static" / "vendor"
NAMES = "tabler.css sprite.svg htmx.js htmx-sse.js htmx-preload.js idiomorph.js"
PAGE = [f"vendor/{name}" for name in NAMES.split()]


@pytest.fixture(autouse=True, scope="module")
def built() -> None:
    done = subprocess.run([sys.executable, ROOT / "bin/assets.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_second_build_does_nothing() -> None:
    done = subprocess.run([sys.executable, ROOT / "bin/assets.py"], capture_output=True, text=True, check=True)
    assert done.stdout == ""


def test_every_asset_that_a_template_names_exists() -> None:
    named = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"asset\(['\"]([\w./-]+)['\"]\)", path.read_text(encoding="utf-8"))
    }
    assert named
    assert {name for name in named if not (STATIC / name).exists()} == set()


def test_every_icon_is_in_the_sprite() -> None:
    sprite = (VENDOR / "sprite.svg").read_text(encoding="utf-8")
    symbols = re.findall(r'<symbol id="([\w-]+)"', sprite)
    assert len(symbols) == len(set(symbols))
    wanted = {
        f"i-{line.strip()}"
        for line in (STATIC / "icons.txt").read_text().splitlines()
        if line.strip()[:1] not in ("", "#")
    }
    ours = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "shapes.svg").read_text(encoding="utf-8")))
    assert wanted | ours == set(symbols)
    assert "<script" not in sprite


def test_tabler_is_in_a_layer_in_both_directions_and_themes() -> None:
    for name in ("tabler.css", "tabler.rtl.css"):
        sheet = (VENDOR / name).read_text(encoding="utf-8")
        assert sheet.startswith("@layer tabler{")
        assert sheet.count("{") == sheet.count("}")
        assert "[data-bs-theme=dark]" in sheet
        assert "url(http" not in sheet.replace('url("http', "url(http")
        assert "sourceMappingURL" not in sheet


def test_the_first_visit_is_small() -> None:
    ours = [
        *STATIC.glob("css/unison.css"),
        *STATIC.glob("css/office.css"),
        STATIC / "js/page.js",
        STATIC / "js/live.js",
    ]
    sizes = {path.name: _sent(path) for path in [*(STATIC / name for name in PAGE), *ours]}
    assert sum(sizes.values()) <= 100_000, sizes  # of 130 kB; the rest is the page and what it imports
    assert (VENDOR / "inter-latin-wght-normal.woff2").stat().st_size <= 50_000


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        loaded = re.findall(
            r"<(?:script|link|img|use|iframe)[^>]+(?:src|href)=['\"](https?:[^'\"]+)", path.read_text(encoding="utf-8")
        )
        assert loaded == [], path


def _sent(path: Path) -> int:
    return len(brotli.compress(path.read_bytes(), quality=4))
