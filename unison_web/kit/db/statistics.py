"""What the planner knows of tables that grow within one transaction.

Autovacuum sees neither rows that are not committed nor tables faster than once a minute. A table it last saw empty is
taken for empty: a lookup by number then reads everything a large file has written so far, again for each piece of it.
"""

from __future__ import annotations

from collections import Counter

from sqlalchemy import text

from unison_web.kit.db.sets import WRITTEN, Session

#: Rows from which on a table is looked at, and how much it grows until it is looked at again.
ENOUGH, GROWN, AT_LAST = 1_000, 8, 1.5
#: Only written to until the end, and slow to look at.
TRAIL_TABLE = "audit_log"
REFRESH = text("SELECT refresh_statistics(:tables)")


async def refresh(session: Session, *, last: bool = False) -> None:
    """Look at the tables that this transaction filled, where that tells the planner something new. ``last``: no more
    rows will come."""
    written: Counter[str] = session.info.get(WRITTEN, Counter())
    known: dict[str, int] = session.info.setdefault("analyzed", {})
    factor = AT_LAST if last else GROWN
    grown = {table for table, rows in written.items() if rows >= max(ENOUGH, factor * known.get(table, 0))}
    tables = sorted(grown if last else grown - {TRAIL_TABLE})
    if tables:
        await look_at(session, *tables)
        known.update({table: written[table] for table in tables})


async def look_at(session: Session, *tables: str) -> None:
    """Whatever they were before. A table that somebody else is just looking at is passed over."""
    await session.execute(REFRESH, {"tables": list(tables)})
