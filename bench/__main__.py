"""``make bench``: list page against the ceiling, reports at a steady rate, live latency, memory,
and what a browser pays.

The two list pages take turns, so that whatever else the machine does hits both; the ratio of their medians is the
figure that counts. Everything runs on 127.0.0.1 in a folder of its own and ends by itself.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from statistics import median

import click
import httpx

from bench import browser, stage
from bench.load import Round, memory_of, pages, percentile, reports
from unison_web.kit.db.embedded import EmbeddedServer
from unison_web.settings import load

PAGE = "/work-orders?limit=50"


@click.command()
@click.option("--rounds", default=5, help="Turns of each list page.")
@click.option("--seconds", default=4.0, help="Length of a turn.")
@click.option("--rate", default=50, help="Reports per second.")
@click.option("--during", default=20, help="Seconds of reports.")
def main(rounds: int, seconds: float, rate: int, during: int) -> None:
    with tempfile.TemporaryDirectory(prefix="unison-bench-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as another user where we are root
        server = EmbeddedServer(Path(folder))
        server.start()
        try:
            measure(Path(folder), rounds, seconds, rate, during)
        finally:
            server.stop()


def measure(folder: Path, rounds: int, seconds: float, rate: int, during: int) -> None:
    settings = load({"UNISON_DATA_DIR": str(folder), "UNISON_ENV": "demo", "LOG_LEVEL": "ERROR"})
    company = asyncio.run(stage.prepare(settings))
    here = {"UNISON_DATA_DIR": str(folder), "UNISON_ENV": "demo"}
    with stage.granian("unison_web.app:create_app", factory=True, **here) as (port, pid):
        planner, operator = stage.Api(port, "planner"), stage.Api(port, "operator")
        paths = stage.orders(planner, operator, company.frames)
        cookie = {"accept": "text/html", "cookie": f"session={company.session}"}
        shown = httpx.get(f"http://127.0.0.1:{port}{PAGE}", headers=cookie).raise_for_status().text
        (folder / "frame.html").write_text(stage.frame_of(shown), encoding="utf-8")
        ceiling = {
            "BENCH_DATABASE_URL": settings.database_url.replace("+asyncpg", ""),
            "BENCH_ORGANIZATION": str(company.organization),
            "BENCH_FRAME": str(folder / "frame.html"),
        }
        with stage.granian("bench.ceiling:app", factory=False, **ceiling) as (low, low_pid):
            ours, theirs = asyncio.run(turns((port, pid), (low, low_pid), cookie, rounds, seconds))
        took = asyncio.run(reports(port, pid, operator.token, paths, rate=rate, seconds=during))
        live = asyncio.run(stage.commit_to_event(operator, port, company.session, paths[0]))
        tell(ours, theirs, took, rate, live, memory_of(pid))
        one = paths[0].removeprefix("/api/v1")
        browser.tell(f"http://127.0.0.1:{port}", company.session, lambda: operator.post(one, {"quantity": 1}))


async def turns(
    ours: tuple[int, int], theirs: tuple[int, int], cookie: dict[str, str], rounds: int, seconds: float
) -> tuple[list[Round], list[Round]]:
    """Each in turn, after one turn each that is not counted."""
    found: tuple[list[Round], list[Round]] = ([], [])
    for turn in range(rounds + 1):
        for (port, pid), rows in zip((ours, theirs), found, strict=True):
            one = await pages(port, pid, PAGE, cookie, seconds=seconds if turn else 1.5, clients=4)
            if turn:
                rows.append(one)
    return found


def tell(
    ours: list[Round],
    theirs: list[Round],
    took: tuple[list[float], int, Round],
    rate: int,
    live: float,
    memory: float,
) -> None:
    mine, least = median(one.cpu_ms for one in ours), median(one.cpu_ms for one in theirs)
    click.echo("list page, 50 rows        CPU per request   requests per second")
    for name, cpu, rows in (("Unison", mine, ours), ("asyncpg + strings", least, theirs)):
        click.echo(f"  {name:<22} {cpu:>10.2f} ms {median(one.per_second for one in rows):>18.0f}")
    click.echo(f"  share of the ceiling   {least / mine:>10.2f}      (0.30 wanted)")
    waits, busy, cost = took
    half, most = percentile(waits, 0.5), percentile(waits, 0.95)
    click.echo(f"report POST at {rate}/s       p50 {half:.0f} ms, p95 {most:.0f} ms of {len(waits)} (60 ms wanted)")
    click.echo(f"                          {cost.cpu_ms:.1f} ms CPU each, {busy} told to try again")
    click.echo(f"report to live event      p95 {live:.0f} ms, the report's own answer included (1000 ms wanted)")
    click.echo(f"memory of the web server  {memory:.0f} MB")


if __name__ == "__main__":
    main()
