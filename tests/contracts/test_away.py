"""The database is away: everybody is told so, with a page or a problem, and nobody is taken for a stranger."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import msgspec
import pytest
from litestar import Litestar

from tests.cast import ORIGIN, Person
from unison_web.app import create_app
from unison_web.settings import Settings

NOWHERE = "postgresql://unison_app:nobody@127.0.0.1:1/unison"


@pytest.fixture(scope="module")
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """An application whose database does not answer; the same keys as the real one."""
    app: Litestar = create_app(msgspec.structs.replace(settings, database_app_setting=NOWHERE))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as found:
        yield found
    await app.state.engine.dispose()


async def test_a_page_says_so(client: httpx.AsyncClient, planner: Person) -> None:
    headers = {"accept": "text/html", "cookie": f"session={planner.secret}"}
    answer = await client.get("/work-orders", headers=headers)
    assert answer.status_code == 503
    assert "text/html" in answer.headers["content-type"]
    assert answer.headers["retry-after"]
    assert "content-security-policy" in answer.headers


async def test_the_api_says_so(client: httpx.AsyncClient, planner: Person) -> None:
    answer = await client.get("/api/v1/work-orders", headers={"authorization": f"Bearer {planner.token}"})
    assert answer.status_code == 503
    assert answer.json()["code"] == "database-away"


async def test_a_tablet_is_not_asked_to_enrol_again(client: httpx.AsyncClient) -> None:
    answer = await client.get("/floor", headers={"accept": "text/html", "cookie": "device=some-key"})
    assert answer.status_code == 503


async def test_a_report_is_kept_for_later(client: httpx.AsyncClient, operator: Person) -> None:
    """503 is what the outbox waits for; anything in the 400s would make it ask a person."""
    headers = {"authorization": f"Bearer {operator.token}", "idempotency-key": "touched-once"}
    path = "/api/v1/work-orders/WO-10001/operations/10/reports"
    assert (await client.post(path, json={"quantity": 1}, headers=headers)).status_code == 503


@pytest.mark.parametrize(
    ("path", "status"), [("/static/css/unison.css", 200), ("/health/live", 200), ("/health/ready", 503)]
)
async def test_what_needs_no_database_goes_on(
    client: httpx.AsyncClient, planner: Person, path: str, status: int
) -> None:
    answer = await client.get(path, headers={"cookie": f"session={planner.secret}"})
    assert answer.status_code == status


async def test_somebody_who_is_not_signed_in_can_still_look_at_the_door(client: httpx.AsyncClient) -> None:
    assert (await client.get("/login", headers={"accept": "text/html"})).status_code == 200
