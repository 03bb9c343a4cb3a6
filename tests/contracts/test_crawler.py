"""Nobody gets at another company's data through any operation of the document; and the crawler would tell."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy import text

from tests.contracts.crawler import Company, Crawler
from tests.contracts.findings import nothing
from tests.contracts.leaky import FAULTS, crawl
from tests.contracts.recipes import RECIPES
from tests.contracts.records import params_of
from tests.contracts.routes import API, Route
from tests.contracts.tables import tenant_tables
from tests.contracts.test_faces import QUERIES
from tests.contracts.world import Call, World
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work

#: They ask nobody who they are: a credential is their body.
FREE = frozenset({"POST /auth/login", "POST /auth/refresh", "GET /auth/passkey", "POST /hooks/mail/{secret}"})
#: What a device shows once. The tests of the second factor try these with other people's answers.
ONCE = frozenset(
    {"POST /auth/passkey", "POST /auth/second-factor", "POST /me/security/app", "POST /sap/runs/{run_id}/cancel"}
)


async def test_a_correct_application_is_clean() -> None:
    crawler = await crawl("")
    assert crawler.findings == []
    assert len(crawler.proven) == 4


@pytest.mark.parametrize(("fault", "kind"), FAULTS.items())
async def test_a_planted_fault_is_found(fault: str, kind: str) -> None:
    found = {finding.kind for finding in (await crawl(fault)).findings}
    assert kind in found, f"{fault}: found {found or 'nothing'}"


async def test_two_companies_cannot_reach_each_other(
    app: Litestar, routes: list[Route], owner: World, outsider: World
) -> None:
    document = (await owner.http.get(f"{API}/openapi.json")).json()
    crawler = Crawler(owner.http, document, company(owner, routes), company(outsider, routes), API, FREE, ONCE)
    await crawler.run()
    nothing(str(finding) for finding in crawler.findings)
    assert len(crawler.proven) == sum(1 for _operation in crawler.operations())
    assert crawler.attempts > 5 * len(crawler.proven)


def company(world: World, routes: list[Route]) -> Company:
    by_path = {(route.method, route.path): route for route in routes}

    async def call(method: str, path: str) -> Call:
        if make := RECIPES.get((method, path)):
            return await make(world)
        route = by_path[method, API + path if path != "/" else API]
        assert method == "GET", f"{method} {path}: say in tests/contracts/recipes.py how to make it work"
        return Call(params_of(world, route), query=dict(QUERIES.get(path, {})))

    async def state() -> dict[str, str]:
        return await sums(world)

    world_token = world.admin.token
    return Company(world.tag, str(world.admin.organization), world_token, world.belongings, call, state)


async def sums(world: World) -> dict[str, str]:
    """A checksum of each table's rows of this company."""
    found: dict[str, Any] = {}
    async with unit_of_work(world.admin.app.state.engine, system(world.admin.organization)) as uow:
        for table in await tenant_tables(uow.session):
            # rows in a fixed order; the table names come from the catalogue
            statement = f"select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {table} t"
            found[table] = await uow.session.scalar(text(statement))
    return found
