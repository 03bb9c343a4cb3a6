"""``python -m bench.oee``: the page of figures over a year of a plant with two hundred machines.

The year is written by the server itself: three shifts a day, a stay every two hours, a report every four. The page is
asked over HTTP for a day, a shift and a week, of the plant, a work center and a machine.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import click
import psycopg

from bench import stage
from bench.finding import again, say, standing
from bench.load import Connection, cpu_of
from unison_web.kit import clock
from unison_web.settings import load

WANTED = 150
#: Work centers of twenty machines each.
CENTERS = """
INSERT INTO work_centers (organization_id, id, created_at, plant_id, code, name)
SELECT %(company)s, md5('center' || n)::uuid, now(), %(plant)s, 'BENCH' || n, 'Center ' || n
FROM generate_series(0, (%(machines)s - 1) / 20) n
"""
MACHINES = """
INSERT INTO machines (organization_id, id, created_at, plant_id, work_center_id, code, name)
SELECT %(company)s, md5('machine' || n)::uuid, now(), %(plant)s, md5('center' || n / 20)::uuid, 'BM' || n,
  'Machine ' || n
FROM generate_series(0, %(machines)s - 1) n
"""
SHIFTS = """
INSERT INTO shift_instances (organization_id, id, created_at, plant_id, shift_id, day, code, name, starts_at,
  ends_at, breaks)
SELECT %(company)s, gen_random_uuid(), now(), %(plant)s, gen_random_uuid(), day, 'B' || s, 'Shift ' || s,
  day + s * interval '8 hours', day + (s + 1) * interval '8 hours', '[]'
FROM (SELECT current_date - n AS day FROM generate_series(0, %(days)s) n) d, generate_series(0, 2) s
"""
#: Three quarters of the time a machine runs; some stops have a reason.
STAYS = """
INSERT INTO machine_times (organization_id, id, created_at, plant_id, machine_id, starts_at, ends_at, state,
  operation_id, reason_id, source)
SELECT %(company)s, gen_random_uuid(), now(), %(plant)s, md5('machine' || m)::uuid, at, at + interval '2 hours', state,
  CASE WHEN state = 'running' THEN %(operation)s::uuid END,
  CASE WHEN state = 'unplanned_stop' AND h %% 2 = 0 THEN %(reason)s::uuid END, 'signal'
FROM (
  SELECT m, at, h,
    CASE h %% 9 WHEN 0 THEN 'unplanned_stop' WHEN 1 THEN 'setup' WHEN 2 THEN 'idle' ELSE 'running' END AS state
  FROM (SELECT m, at, abs(hashint4(m * 100003 + (extract(epoch FROM at) / 7200)::int)) AS h
    FROM generate_series(0, %(machines)s - 1) m, generate_series(current_date - %(days)s * interval '1 day',
      date_trunc('hour', now()) - interval '2 hours', interval '2 hours') at) seed
) said
"""
REPORTS = """
INSERT INTO production_log (organization_id, id, created_at, plant_id, work_order_id, operation_id, machine_id,
  operator_id, kind, quantity, occurred_at)
SELECT %(company)s, gen_random_uuid(), now(), %(plant)s, %(order)s, %(operation)s, md5('machine' || m)::uuid,
  %(person)s, CASE WHEN (m + extract(hour FROM at)::int) %% 12 = 0 THEN 'scrap' ELSE 'good' END, 20 + m %% 7, at
FROM generate_series(0, %(machines)s - 1) m, generate_series(current_date - %(days)s * interval '1 day', now(),
  interval '4 hours') at
"""
TABLES = "machine_times, production_log, shift_instances, machines, work_order_operations, work_orders"


@click.command()
@click.option("--machines", default=200)
@click.option("--days", default=365)
@click.option("--rounds", default=20, help="Times each page is asked.")
@click.option("--folder", type=click.Path(path_type=Path), help="Keep the data here.")
def main(machines: int, days: int, rounds: int, folder: Path | None) -> None:
    with standing(folder) as (server, place):
        settings = load({"UNISON_DATA_DIR": str(place), "UNISON_ENV": "demo", "LOG_LEVEL": "ERROR"})
        with psycopg.connect(server.url("admin")) as admin:
            there = admin.execute("SELECT to_regclass('organizations')").fetchone() != (None,)
        company = asyncio.run(again(settings, server) if there else stage.prepare(settings))
        here = {"UNISON_DATA_DIR": str(place), "UNISON_ENV": "demo"}
        with stage.granian("unison_web.app:create_app", factory=True, **here) as (port, pid):
            if not there:
                year(server.url("admin"), port, company, machines, days)
            asyncio.run(measure(port, pid, company.session, rounds))


def year(url: str, port: int, company: stage.Company, machines: int, days: int) -> None:
    """All of it on one order, which a planner makes."""
    planner = stage.Api(port, "planner")
    wanted = {"material": company.frames[0], "quantity": 100_000, "due_at": "2032-01-15T16:00:00"}
    number = planner.post("/work-orders", wanted)["number"]
    planner.post(f"/work-orders/{number}/release", {"accept_shortage": True})
    began = time.perf_counter()
    fill(url, company.organization, number, machines, days)
    click.echo(f"{days} days of {machines} machines written in {time.perf_counter() - began:.0f} s")


def fill(url: str, company: UUID, number: str, machines: int, days: int) -> None:
    """By the server's superuser, without looking each reference up: they are all made here."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        asked = (
            "SELECT o.id, o.plant_id, p.id FROM work_orders o JOIN work_order_operations p ON p.work_order_id = o.id"
            " WHERE o.organization_id = %s AND o.number = %s ORDER BY p.sequence LIMIT 1"
        )
        [(order, plant, operation)] = admin.execute(asked, (company, number)).fetchall()
        [(reason,)] = admin.execute(
            "SELECT id FROM reasons WHERE organization_id = %s AND kind = 'stop' LIMIT 1", (company,)
        ).fetchall()
        [(person,)] = admin.execute("SELECT id FROM users WHERE organization_id = %s LIMIT 1", (company,)).fetchall()
        said = {
            "company": company, "plant": plant, "order": order, "operation": operation, "reason": reason,
            "person": person, "machines": machines, "days": days,
        }  # fmt: skip
        for statement in (CENTERS, MACHINES, SHIFTS, STAYS, REPORTS):
            admin.execute(statement.encode(), said)
        admin.execute(f"VACUUM ANALYZE {TABLES}".encode())


async def measure(port: int, pid: int, session: str, rounds: int) -> None:
    today = clock.now().date()
    pages = {
        "plant, a day": "span=day", "plant, a shift": "span=shift", "plant, a week": "span=week",
        "work center, a day": "span=day&work_center=BENCH3", "machine, a day": "span=day&machine=BM70",
        "machine, a week": "span=week&machine=BM70",
    }  # fmt: skip
    for name, query in pages.items():
        days = [today - timedelta(days=1 + turn * 13 % 200) for turn in range(rounds)]
        busy = cpu_of(pid)
        took = await asked(port, session, query, days)
        say(f"OEE, {name}", took, WANTED)
        click.echo(f"{'':<40} {1000 * (cpu_of(pid) - busy) / (rounds + 1):>6.0f} ms of it the web server's processor")


async def asked(port: int, session: str, query: str, days: Sequence[date]) -> list[float]:
    headers = {"accept": "text/html", "cookie": f"session={session}"}
    took = []
    async with Connection(port) as connection:
        for day in [days[0], *days]:
            begun = time.perf_counter()
            status, _body = await connection.send("GET", f"/oee?{query}&day={day}", headers)
            took.append(1000 * (time.perf_counter() - begun))
            assert status == 200, (status, query, day)
    return took[1:]


if __name__ == "__main__":
    main()
