"""The collector: the connections to machines."""

from __future__ import annotations

import importlib

import click

from unison_web.commands import lifeline
from unison_web.settings import get_settings


@click.command()
def collect() -> None:
    """Hear the machines: every connection that is switched on."""
    get_settings()
    lifeline.hang_on()
    importlib.import_module("unison_web.collector").main()
