"""`unison-web`: runs the product. Each command is a module of its own, loaded when it is called."""

from __future__ import annotations

import importlib
import sys

import click

from unison_web import __version__
from unison_web.kit.trouble import Trouble

COMMANDS = {
    "up": "unison_web.commands.up:up",
    "serve": "unison_web.commands.serve:serve",
    "work": "unison_web.commands.work:work",
    "collect": "unison_web.commands.collect:collect",
    "db": "unison_web.commands.db:db",
    "seed": "unison_web.commands.seed:seed",
    "simulate": "unison_web.commands.simulate:simulate",
    "sap": "unison_web.commands.sap:sap",
    "import": "unison_web.commands.imports:imports",
    "audit": "unison_web.commands.audit:audit",
    "doctor": "unison_web.commands.doctor:doctor",
    "routes": "unison_web.commands.routes:routes",
    "settings": "unison_web.commands.settings:settings",
}


class Commands(click.Group):
    """Knows the names without importing what is behind them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="unison-web")
def commands() -> None:
    """Unison, a manufacturing execution system.

    Settings come from the environment and from .env: docs/reference/settings.md.
    """


def main() -> None:
    """Entry point: a Trouble becomes its three lines and its exit code."""
    try:
        commands()
    except Trouble as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(trouble.code)
