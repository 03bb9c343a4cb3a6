"""The table of everything that answers."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from typing import Any

import click


@click.command()
@click.argument("part", default="")
def routes(part: str) -> None:
    """List every route with its permission; those whose path contains PART."""
    os.environ.setdefault("DATABASE_URL", "postgresql://unison_app@127.0.0.1/unison")  # named, never opened
    app = importlib.import_module("unison_web.app").create_app()
    rows = sorted(row for row in answers(app) if part in row[1])
    wide = max((len(row[1]) for row in rows), default=0)
    for method, path, permission, handler in rows:
        click.echo(f"{method:<7} {path:<{wide}}  {permission:<28} {handler}")


def answers(app: Any) -> Iterator[tuple[str, str, str, str]]:
    """(method, path, permission, handler) of each."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", []):
            permission = handler.opt.get("permission", "")
            for method in sorted(handler.http_methods - {"OPTIONS", "HEAD"}):
                yield method, route.path_format, str(permission), str(handler)
