"""A factory with units, and no field left over for the next test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory


@pytest.fixture(autouse=True)
async def _fields_of_this_test_only(factory: SmallFactory, admin: Person, planner: Person) -> AsyncIterator[None]:
    yield
    for view in (await planner.api("GET", "/views")).json()["items"]:
        if "custom." in view["href"]:
            await planner.api("POST", f"/views/{view['id']}/remove")
    left = (await admin.api("GET", "/custom-fields", params={"state": "active", "limit": "200"})).json()["items"]
    for field in sorted(left, key=lambda field: not field["shows_if"]):
        done = await admin.api("POST", f"/custom-fields/{field['id']}/archive", {"archived": True})
        assert done.status_code == 200, done.text
