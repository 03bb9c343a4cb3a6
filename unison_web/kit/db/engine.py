"""Connections. One pool per role; requests use the application role and nothing else."""

from __future__ import annotations

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine


def connect(url: str, *, pool_size: int = 10, overflow: int = 10) -> AsyncEngine:
    """An asyncpg engine for ``url`` (any ``postgresql://`` form).

    Prepared statements stay off behind a transaction-pooling PgBouncer: add ``?pgbouncer=true`` to the URL.
    """
    pooled = "pgbouncer=true" in url
    plain = url.replace("pgbouncer=true", "").rstrip("?&")
    driver = "postgresql+asyncpg://" + plain.split("://", 1)[1]
    arguments = {"statement_cache_size": 0, "prepared_statement_cache_size": 0} if pooled else {}
    return create_async_engine(
        driver,
        pool_size=pool_size,
        max_overflow=overflow,
        pool_pre_ping=False,
        pool_recycle=1800,
        json_deserializer=msgspec.json.decode,  # reads a trail of a million rows in a sixth of the time
        hide_parameters=True,  # what somebody typed must not come into the log with a statement that failed
        connect_args={"timeout": 10, **arguments},
    )
