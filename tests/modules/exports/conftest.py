"""A list of 20,000 rows."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.exports.files import run

MANY = 20_000
UNITS = """insert into units
(organization_id, id, created_at, code, name, dimension, numerator, denominator, "offset", state)
select :o, gen_random_uuid(), now(), 'many-' || n, 'Unit number ' || n, 'count', n, 1, 0, 'active'
from generate_series(1, :n) n"""


@pytest.fixture(scope="module")
async def many(engine: AsyncEngine, admin: Person) -> AsyncIterator[str]:
    """A word that finds them."""
    await run(engine, admin, UNITS, o=admin.organization, n=MANY)
    yield "many-"
    for digits in range(100):  # every row is looked up in all tables that may name a unit: not in one statement
        await run(engine, admin, "delete from units where code like :some", some=f"many-%{digits:02}")
    await run(engine, admin, "delete from units where code like 'many-%'")
