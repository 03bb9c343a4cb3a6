"""Is the process alive, is it ready, and what does it count? Open to anyone; says nothing about any company."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from alembic.config import Config
from alembic.script import ScriptDirectory
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from unison_web import __version__
from unison_web.kit.errors import NotFound
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web import metrics
from unison_web.kit.web.requests import WebRequest

ROOT = Path(__file__).resolve().parent.parent


class Health(msgspec.Struct):
    status: str
    version: str
    checks: dict[str, str] = {}


@get("/health/live", permission=ANYONE, include_in_schema=False)
async def live() -> Health:
    """The process answers. Does not touch the database."""
    return Health("ok", __version__)


@get(["/health", "/health/ready"], permission=ANYONE, include_in_schema=False)
async def ready(request: WebRequest) -> Response[Health]:
    """503 while the database is away, or its schema is not the one this version was written for."""
    checks = {"database": await _schema(request.app.state.engine), "live": _listening(request.app.state.live)}
    well = checks["database"] == "ok"
    return Response(Health("ok" if well else "unavailable", __version__, checks), status_code=200 if well else 503)


@get("/health/metrics", permission=ANYONE, include_in_schema=False, media_type="text/plain; version=0.0.4")
async def prometheus() -> Response[bytes]:
    return Response(metrics.exposition(), media_type="text/plain; version=0.0.4")


@get("/ca.crt", permission=ANYONE, include_in_schema=False, media_type="application/x-x509-ca-cert")
async def authority(request: WebRequest) -> Response[bytes]:
    """The certificate of ``up --tls``'s own authority, for tablets to trust. Public; 404 where there is none."""
    path = request.app.state.settings.data_dir / "tls" / "ca.crt"
    if not path.is_file():
        raise NotFound
    return Response(path.read_bytes(), media_type="application/x-x509-ca-cert")


def health_routes() -> list[HTTPRouteHandler]:
    return [live, ready, prometheus, authority]


async def _schema(engine: Any) -> str:
    try:
        async with asyncio.timeout(3), engine.connect() as connection:
            current = await connection.scalar(text("select version_num from alembic_version"))
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        return f"away: {type(error).__name__}"
    return "ok" if current == expected_revision() else f"schema {current}, expected {expected_revision()}"


@cache
def expected_revision() -> str:
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return str(ScriptDirectory.from_config(config).get_current_head())


def _listening(hub: Any) -> str:
    return "ok" if hub.connected.is_set() else "connecting"
