"""The demo's own people."""

from __future__ import annotations

import asyncio
import importlib

import click

from unison_web.commands.database import database
from unison_web.kit import logs
from unison_web.kit.trouble import Exit, Trouble


@click.command()
def simulate() -> None:
    """Keep the demo's plants moving until stopped."""
    with database() as settings:
        if settings.is_production:
            why = "it would report work nobody did"
            raise Trouble("There is no simulator in production", why, code=Exit.SETTINGS)
        logs.configure(settings.log_level)
        simulator = importlib.import_module("unison_web.demo.simulator")
        asyncio.run(simulator.run(settings.database_url))
