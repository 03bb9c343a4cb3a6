"""A database for the length of a command: the embedded one is started where it does not run, and stopped again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
import psycopg
from sqlalchemy.exc import DBAPIError

from unison_web.kit.db.embedded import EmbeddedServer
from unison_web.kit.trouble import Exit, Trouble
from unison_web.settings import Settings, get_settings


@contextmanager
def database() -> Iterator[Settings]:
    """The settings, with a database behind them. What it refuses or fails to answer becomes a Trouble."""
    settings = get_settings()
    server = _ours(settings)
    try:
        yield settings
    except (DBAPIError, psycopg.Error, OSError) as error:
        raise Trouble(
            "The database does not answer as it should",
            why=" ".join(str(getattr(error, "orig", None) or error).split()),
            next="unison-web doctor",
            code=Exit.DATABASE,
        ) from error
    finally:
        if server:
            server.stop()


def _ours(settings: Settings) -> EmbeddedServer | None:
    """Only when we started it is it ours to stop."""
    if not settings.embedded:
        return None
    server = EmbeddedServer(
        settings.data_dir, settings.embedded_port, settings.embedded_programs, lambda text: click.echo(text, err=True)
    )
    if server.is_running():
        return None
    server.start()
    return server
