"""The demo companies."""

from __future__ import annotations

import importlib

import click

from unison_web.commands.database import database
from unison_web.kit.trouble import Exit, Trouble
from unison_web.settings import get_settings


@click.command()
def seed() -> None:
    """Fill an empty database with the two demo companies; nothing when they are there."""
    settings = get_settings()
    if settings.is_production:
        raise Trouble(
            "There is no demo in production",
            why="the demo people share one password",
            next="UNISON_ENV=demo unison-web seed, on a database of its own",
            code=Exit.SETTINGS,
        )
    with database():
        importlib.import_module("unison_web.demo.seed").seed()
