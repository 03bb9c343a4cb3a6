"""``python -m bench.finding``: the search in ten companies of 100,000 materials, and the list of one with a million.

The search is asked as the application role under its policies, each time by another company and with other words; the
list over HTTP, as a page and as the fragment that filters send for. With ``--folder`` the data are kept and used again.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import click
import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bench import catalog, stage
from bench.load import Connection, percentile
from unison_web.demo.companies import system
from unison_web.kit.db.embedded import EmbeddedServer
from unison_web.kit.db.engine import connect
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.search import sought
from unison_web.modules.materials.searches import known
from unison_web.settings import Settings, load

WANTED, PAGE_WANTED, FRAGMENT_WANTED = 60, 150, 80
COMMON = ("bolt", "hexagon", "bearing", "washer", "galvanised", "stainless", "sruba", "spring")
PREFIXES = ("hexa", "beari", "galv", "stain", "brack", "compr", "deep gro")
TYPOS = ("hexagn bolt", "beraing", "galvanized", "stainles", "comprssion", "sprign", "bearng hardend")


@click.command()
@click.option("--companies", default=catalog.COMPANIES)
@click.option("--each", default=catalog.EACH, help="Materials of each company.")
@click.option("--large", default=catalog.LARGE, help="Materials of the company with the long list.")
@click.option("--rounds", default=60, help="Questions of each kind.")
@click.option("--folder", type=click.Path(path_type=Path), help="Keep the data here.")
def main(companies: int, each: int, large: int, rounds: int, folder: Path | None) -> None:
    with standing(folder) as (server, place):
        settings = load({"UNISON_DATA_DIR": str(place), "UNISON_ENV": "demo", "LOG_LEVEL": "ERROR"})
        with psycopg.connect(server.url("admin")) as admin:
            there = admin.execute("SELECT to_regclass('organizations')").fetchone() != (None,)
        company = asyncio.run(again(settings, server) if there else stage.prepare(settings))
        filled = once(server, company.organization, companies, each, large)
        asyncio.run(search(settings, filled, rounds))
        lists(settings, company, rounds)


@contextmanager
def standing(folder: Path | None) -> Iterator[tuple[EmbeddedServer, Path]]:
    with tempfile.TemporaryDirectory(prefix="unison-bench-") as throwaway:
        place = folder or Path(throwaway)
        place.mkdir(exist_ok=True)
        place.chmod(0o755)  # PostgreSQL runs as another user where we are root
        server = EmbeddedServer(place)
        server.start()
        try:
            yield server, place
        finally:
            server.stop()


async def again(settings: Settings, server: EmbeddedServer) -> stage.Company:
    """The companies of an earlier run."""
    engine = connect(settings.database_url)
    with psycopg.connect(server.url("admin")) as admin:
        [(organization,)] = admin.execute("SELECT id FROM organizations WHERE slug = 'adventure-works'").fetchall()
    try:
        return stage.Company(organization, await stage.signed_in(engine, organization), [])
    finally:
        await engine.dispose()


def once(server: EmbeddedServer, model: UUID, companies: int, each: int, large: int) -> list[UUID]:
    """The companies, filled unless an earlier run has."""
    asked = "SELECT id FROM organizations WHERE slug LIKE 'company-%%' AND slug NOT LIKE '%%-old'"
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        if found := [row[0] for row in admin.execute(asked)]:
            return found
    return catalog.fill(server.url("admin"), model, companies, each, large)


async def search(settings: Settings, companies: list[UUID], rounds: int) -> None:
    """p50 and p95 of each kind of words."""
    engine = connect(settings.database_url)
    dice = random.Random(7)
    try:
        samples = {company: await words_of(engine, company) for company in companies}
        kinds: dict[str, Callable[[UUID], str]] = {
            "rare word": lambda company: dice.choice(samples[company])[1],
            "common word": lambda _company: dice.choice(COMMON),
            "typing error": lambda _company: dice.choice(TYPOS),
            "prefix": lambda _company: dice.choice(PREFIXES),
            "code fragment": lambda company: dice.choice(samples[company])[0][2:7],
            "nothing": lambda _company: "zzqqxx",
        }
        for name, words in kinds.items():
            took = []
            for turn in range(rounds + 10):
                company = companies[turn % len(companies)]
                spent = await timed(lambda c=company, w=words(company): ask(engine, c, w))  # type: ignore[misc]
                took += [spent] if turn >= 10 else []
            say(f"search, {name}", took, WANTED)
    finally:
        await engine.dispose()


async def ask(engine: AsyncEngine, company: UUID, words: str) -> None:
    async with unit_of_work(engine, system(company)) as uow:
        await known(uow, sought(words, "english"))


async def words_of(engine: AsyncEngine, company: UUID) -> list[tuple[str, str]]:
    """(drawing number, the word only one material has) of some materials."""
    async with unit_of_work(engine, system(company)) as uow:
        asked = text("SELECT description FROM materials WHERE organization_id = :o ORDER BY id LIMIT 200")
        found = [str(row).split() for row in await uow.session.scalars(asked, {"o": company})]
        return [(words[3], words[4][:9]) for words in found if len(words) > 4]


def lists(settings: Settings, company: stage.Company, rounds: int) -> None:
    samples = asyncio.run(sampled(settings, company.organization))
    here = {"UNISON_DATA_DIR": str(settings.data_dir), "UNISON_ENV": "demo"}
    with stage.granian("unison_web.app:create_app", factory=True, **here) as (port, _pid):
        extend(stage.Api(port, "admin"))
        questions = {
            "as it opens": lambda _turn: "",
            "rare word": lambda turn: f"?q={samples[turn % len(samples)][1]}",
            "common word": lambda turn: f"?q={COMMON[turn % len(COMMON)]}",
            "common word, filtered": lambda turn: f"?q={COMMON[turn % len(COMMON)]}&state=active",
            "two words": lambda turn: f"?q={COMMON[turn % 4]}+m{4 + turn % 40}",
            "code fragment": lambda turn: f"?q={samples[turn % len(samples)][0][2:7]}",
            "by a joined column": lambda turn: f"?sort={'-' * (turn % 2)}category",
            "custom field, text": lambda turn: f"?custom.alloy=A{turn * 7 % 400}",
            "custom field, number": lambda turn: f"?custom.weight_min={4000 + turn}&custom.weight_max={4000 + turn}",
        }
        for name, query in questions.items():
            for face, wanted in (("page", PAGE_WANTED), ("fragment", FRAGMENT_WANTED)):
                took = asyncio.run(asked(port, company.session, [query(turn) for turn in range(rounds)], face))
                say(f"list, {name}, {face}", took, wanted)


def extend(admin: stage.Api) -> None:
    """Two fields of the company's own, which the materials have been filled with."""
    there = {field["key"] for field in admin.http.get("/custom-fields", headers=admin.headers).json()["items"]}
    for label, kind in (("Alloy", "text"), ("Weight", "number")):
        if label.lower() not in there:
            admin.post("/custom-fields", {"noun": "materials", "label": label, "type": kind})


async def sampled(settings: Settings, company: UUID) -> list[tuple[str, str]]:
    engine = connect(settings.database_url)
    try:
        return await words_of(engine, company)
    finally:
        await engine.dispose()


async def asked(port: int, session: str, queries: list[str], face: str) -> list[float]:
    headers = {"accept": "text/html", "cookie": f"session={session}"}
    if face == "fragment":
        headers |= {"hx-request": "true", "hx-target": "materials-list"}
    took = []
    async with Connection(port) as connection:
        for query in [queries[0], *queries]:
            begun = time.perf_counter()
            status, _body = await connection.send("GET", f"/materials{query}", headers)
            took.append(1000 * (time.perf_counter() - begun))
            assert status == 200, (status, query)
    return took[1:]


async def timed(work: Callable[[], Awaitable[None]]) -> float:
    begun = time.perf_counter()
    await work()
    return 1000 * (time.perf_counter() - begun)


def say(what: str, took: list[float], wanted: int) -> None:
    half, most = percentile(took, 0.5), percentile(took, 0.95)
    click.echo(f"{what:<40} p50 {half:>6.0f} ms, p95 {most:>6.0f} ms   ({wanted} ms wanted)")


if __name__ == "__main__":
    main()
