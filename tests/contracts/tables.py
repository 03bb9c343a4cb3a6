"""The tables of the database, from its own catalogue."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

TENANT_TABLES = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and exists (
  select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped)
order by 1
"""


async def tenant_tables(session: Any) -> list[str]:
    """Every table with an ``organization_id``."""
    return list(await session.scalars(text(TENANT_TABLES)))
