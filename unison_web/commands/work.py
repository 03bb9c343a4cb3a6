"""The worker: jobs, schedules, paper."""

from __future__ import annotations

import importlib

import click

from unison_web.commands import lifeline
from unison_web.settings import get_settings


@click.command()
def work() -> None:
    """Run the worker alone."""
    get_settings()
    lifeline.hang_on()
    importlib.import_module("unison_web.worker").main()
