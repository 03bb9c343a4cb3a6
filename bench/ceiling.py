"""The ceiling: the same rows in the same markup by asyncpg and string building, with nothing a product needs around
it. It still opens a transaction and sets the company, so that row-level security filters for both."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import Any

import asyncpg

ROWS = """
select w.number, m.number as material, m.name, w.quantity, w.good, w.unit, w.due_at, w.priority, w.state
from work_orders w join materials m on m.organization_id = w.organization_id and m.id = w.material_id
order by w.due_at, w.id limit 51
"""
CONTEXT = "select set_config('app.current_organization_id', $1, true)"

_pool: asyncpg.Pool | None = None
_frame = Path(os.environ["BENCH_FRAME"]).read_text(encoding="utf-8").split("<!-- rows -->")


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return
    assert _pool
    async with _pool.acquire() as connection, connection.transaction():
        await connection.fetchval(CONTEXT, os.environ["BENCH_ORGANIZATION"])
        rows = await connection.fetch(ROWS)
    body = (_frame[0] + "".join(map(markup, rows[:50])) + _frame[1]).encode()
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def lifespan(receive: Any, send: Any) -> None:
    global _pool
    await receive()
    _pool = await asyncpg.create_pool(os.environ["BENCH_DATABASE_URL"], min_size=4, max_size=10)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await _pool.close()
    await send({"type": "lifespan.shutdown.complete"})


def markup(row: asyncpg.Record) -> str:
    number, material, name = escape(row["number"]), escape(row["material"]), escape(row["name"])
    return (
        f'<tr><th scope="row"><a href="/work-orders/{number}">{number}</a></th><td><bdi>{material}</bdi> '
        f'<span class="m">{name}</span></td><td class="n">{row["quantity"]:,} {escape(row["unit"])}</td>'
        f'<td class="n"><progress max="{row["quantity"]}" value="{row["good"]}"></progress> {row["good"]:,}</td>'
        f'<td><time datetime="{row["due_at"].isoformat()}">{row["due_at"]:%d %b, %H:%M}</time></td>'
        f"<td>{row['priority']}</td>"
        f'<td><span class="st" data-st="{row["state"]}">{row["state"].title()}</span></td></tr>'
    )
