"""One PostgreSQL, one application and two companies for the whole run. Everything acts as the application role."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck
from litestar import Litestar
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory, small_factory
from unison_web.app import create_app
from unison_web.demo.companies import COMPANIES, found_all
from unison_web.kit import jobs
from unison_web.kit.actor import Actor
from unison_web.kit.db import transaction
from unison_web.kit.db.embedded import EmbeddedServer
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.modules.identity.models import User
from unison_web.modules.identity.service import limits, sessions
from unison_web.settings import Settings, load

ROOT = Path(__file__).resolve().parent.parent
FIRST, LAST = "tests/modules/audit/", "tests/contracts/"
#: Everybody signs in once: however slow the machine is, the last test finds them signed in.
QUIET = {"LOG_LEVEL": "ERROR", "ACCESS_TOKEN_EXPIRE_MINUTES": "600"}


#: A machine that does something else at the same time is no bug.
hypothesis.settings.register_profile("unison", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.settings.load_profile("unison")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from tests.scheduling import ByModule  # without xdist there is nothing to schedule

    return ByModule(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: turn(item.nodeid))


def turn(nodeid: str) -> int:
    """The trail first: tests that hold the clock write into its future, after which nothing more can be sealed. The
    contracts last: their two companies keep one record of every kind, which a module's tests may clear away."""
    return 0 if nodeid.startswith(FIRST) else 2 if nodeid.startswith(LAST) else 1


@pytest.fixture(scope="session")
def data_dir() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="unison-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def settings(data_dir: Path) -> Iterator[Settings]:
    """An embedded server made for this run, migrated to head. ``UNISON_TEST_DATABASE_URLS`` (app,owner) uses
    another."""
    if given := os.environ.get("UNISON_TEST_DATABASE_URLS"):
        app, owner = given.split(",")
        urls = {"DATABASE_URL": app, "DATABASE_OWNER_URL": owner}
        yield migrated(load({**urls, "UNISON_DATA_DIR": str(data_dir), **QUIET}))
        return
    server = EmbeddedServer(data_dir)
    server.start()
    try:
        yield migrated(load({"UNISON_DATA_DIR": str(data_dir), "UNISON_ENV": "development", **QUIET}))
    finally:
        server.stop()


def migrated(settings: Settings) -> Settings:
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = settings.database_owner_url
    command.upgrade(config, "head")
    asyncio.run(jobs.prepare(settings.database_url))
    return settings


@pytest.fixture(scope="session")
async def app(settings: Settings) -> AsyncIterator[Litestar]:
    """Runs in a task of its own: a lifespan has to end in the task that began it."""
    app, started, ended = create_app(settings), asyncio.Event(), asyncio.Event()

    async def run() -> None:
        async with app.lifespan():
            started.set()
            await ended.wait()

    running = asyncio.create_task(run())
    await started.wait()
    yield app
    ended.set()
    await running


@pytest.fixture(scope="session")
def engine(app: Litestar) -> AsyncEngine:
    return app.state.engine  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
async def cast(app: Litestar, engine: AsyncEngine) -> dict[str, dict[str, Person]]:
    """``cast["kestrel"]["planner"]``: everybody, signed in."""
    founded = await found_all(engine, "a password for the tests")
    return {
        company.slug: {p.account: await _person(app, founded[company.slug], company, p) for p in company.people}
        for company in COMPANIES
    }


async def _person(app: Litestar, organization: Any, company: Any, person: Any) -> Person:
    email = f"{person.account}@{company.domain}"
    state = app.state
    async with unit_of_work(state.engine, Actor(organization)) as uow:
        user = await uow.session.scalar(select(User).where(User.email == email, User.organization_id == organization))
        assert user
        uow.session.info["actor"] = Actor(organization, user.id, user.name)
        plant = await sessions._first_plant(uow)
        signed = sessions.open_session(uow, user, "web", timedelta(hours=8), plant=plant)
    principal = await state.principals.of_session(organization, signed.session.id)
    token = state.signer.access(user, signed.session.id, plant)
    return Person(
        person.account, person.name, person.role, email, organization, app, signed.secret, token, principal.actor
    )


def _at(slug: str, account: str) -> Any:
    @pytest.fixture(scope="session", name=account if slug == "adventure-works" else f"other_{account}")
    async def someone(cast: dict[str, dict[str, Person]]) -> Person:
        return cast[slug][account]

    return someone


operator, supervisor, planner = (_at("adventure-works", a) for a in ("operator", "supervisor", "planner"))
quality, maintenance, logistics = (_at("adventure-works", a) for a in ("quality", "maintenance", "logistics"))
admin, auditor, ravi = (_at("adventure-works", a) for a in ("admin", "auditor", "ravi"))
other_planner, other_operator, other_admin = (_at("kestrel", a) for a in ("planner", "operator", "admin"))


@pytest.fixture(scope="session", name="stranger")
async def _stranger(cast: dict[str, dict[str, Person]]) -> Person:
    """The planner of the other company."""
    return cast["kestrel"]["planner"]


@pytest.fixture(name="nobody")
async def _nobody(app: Litestar) -> Person:
    """Somebody who is not signed in."""
    return Person("nobody", "Nobody", "", "", None, app)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _knocked_for_the_first_time() -> None:
    """All tests come from one address: what one of them has tried is not held against the next."""
    for limit in (limits.sign_in, limits.badge, limits.enrolment):
        limit.limiter.storage.reset()


@pytest.fixture
async def uow(engine: AsyncEngine, planner: Person) -> AsyncIterator[UnitOfWork]:
    """The planner's transaction; whatever the test does in it is rolled back."""
    async with rolled_back(engine, planner.actor) as unit:
        yield unit


@asynccontextmanager
async def rolled_back(engine: AsyncEngine, actor: Any) -> AsyncIterator[UnitOfWork]:
    async with transaction.open_connection(engine) as connection:
        await transaction.begin(
            connection, actor.organization_id, actor.plant_id, actor.user_id, transaction.JOB_LIMITS
        )
        yield UnitOfWork(transaction.session_on(connection), actor)


@pytest.fixture(scope="session")
async def factory(engine: AsyncEngine, planner: Person) -> SmallFactory:
    """Adventure Works' small factory for the tests."""
    return await small_factory(engine, planner.organization)


@pytest.fixture(scope="session")
async def other_factory(engine: AsyncEngine, stranger: Person) -> SmallFactory:
    return await small_factory(engine, stranger.organization)
