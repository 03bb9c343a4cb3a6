"""What `unison-web up` says when everything runs: addresses, people, badges, the password; or the same as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import click
import zxingcpp

from unison_web.settings import Settings


def demo(data_dir: Path) -> dict[str, Any]:
    """What the seeder wrote down: {"password": …, "people": [{name, email, role, company, badge}, …]}."""
    try:
        written: dict[str, Any] = json.loads((data_dir / "demo.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return written


def facts(settings: Settings, pids: dict[str, int | None]) -> dict[str, Any]:
    base = settings.public_url
    return {
        "url": base,
        "urls": {
            "sign_in": f"{base}/login",
            "floor": f"{base}/floor",
            "api": f"{base}/api/v1/docs",
            "tour": f"{base}/tour",
        },
        "environment": settings.env,
        "data_dir": str(settings.data_dir.absolute()),
        "pids": pids,
        **demo(settings.data_dir),
    }


def say_facts(found: dict[str, Any], *, seconds: float, notes: list[str]) -> None:
    title = click.style("Unison is running", bold=True)
    click.echo(
        f"\n  {title} at {click.style(found['url'], fg='cyan', underline=True)}  ({seconds:.1f} s, Ctrl-C stops it)\n"
    )
    for label, url in found["urls"].items():
        click.echo(f"  {label.replace('_', ' '):<8} {url}")
    click.echo(f"  data     {found['data_dir']}")
    for note in notes:
        click.echo(f"  {note}")
    if found.get("people"):
        click.echo(
            f"\n  password {click.style(found['password'], bold=True)} for everyone below; a badge opens the floor only"
        )
        for line in _people(found["people"]):
            click.echo(line)
    click.echo("")


def _people(people: list[dict[str, Any]]) -> Iterator[str]:
    for company, members in groupby(people, key=lambda person: person.get("company") or ""):
        yield f"\n  {click.style(company or 'everywhere', bold=True)}"
        for person in members:
            badge = f"badge {person['badge']}" if person.get("badge") else ""
            yield f"    {person['role']:<14} {person['email']:<38} {person['name']:<22} {badge}".rstrip()


def qr(url: str) -> str:
    """For a tablet's camera: two modules a character, dark on light whatever the terminal's colours are."""
    if not sys.stdout.isatty():
        return ""
    image: Any = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode).to_image()
    rows: list[list[int]] = memoryview(image).tolist()  # type: ignore[assignment]
    rows += [[255] * len(rows[0])] * (len(rows) % 2)
    blocks = {(255, 255): " ", (0, 255): "▀", (255, 0): "▄", (0, 0): "█"}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    lines = ("".join(blocks[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs)
    return "\n".join(f"  \x1b[38;5;16;48;5;231m{line}\x1b[0m" for line in lines)
