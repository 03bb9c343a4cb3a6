"""One real server for the run; a browser for each module; tablets that are enrolled for the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, sync_playwright
from sqlalchemy import update

from tests.cast import Person
from tests.contracts.records import fill
from tests.contracts.world import World
from tests.e2e.stage import FLAGS, TABLET, Browser, Plant, served
from tests.factories.plant import SmallFactory, small_factory
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.identity.models import Badge
from unison_web.modules.identity.service import secrets
from unison_web.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HERE = Path(__file__).parent
ALONE = 24


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(CHROMIUM is None, reason="no chromium"))


@pytest.fixture(scope="session")
async def pin(engine: Any, cast: dict[str, dict[str, Person]]) -> str:
    """Tomas Berg's badge asks for one."""
    hashed = await secrets.hash_password("2468")
    async with unit_of_work(engine, system(cast["adventure-works"]["planner"].organization)) as uow:
        await uow.session.execute(update(Badge).where(Badge.code == "1009").values(pin_hash=hashed))
    return "2468"


@pytest.fixture(scope="session")
async def world(admin: Person, operator: Person, factory: SmallFactory) -> World:
    """A record of every kind, for the walk through all pages."""
    one = World(admin, operator, factory)
    await fill(one)
    return one


@pytest.fixture(scope="session")
async def tablet_cookies(world: World) -> dict[str, str]:
    """An operator who is badged in at a tablet."""
    here = await world.tablet()
    return dict(here.client.cookies)


@pytest.fixture(scope="session")
async def factories(engine: Any, admin: Person) -> list[SmallFactory]:
    """Machines nobody else works at: a factory for each test that wants one to itself."""
    return [await small_factory(engine, admin.organization) for _each in range(ALONE)]


@pytest.fixture(scope="session")
def server(
    settings: Settings, factories: list[SmallFactory], pin: str, tablet_cookies: dict[str, str]
) -> Iterator[str]:
    """The address. Everything asynchronous of the session exists before any browser does."""
    with served(settings) as url:
        yield url


@pytest.fixture
def plant(server: str, cast: dict[str, dict[str, Person]], factories: list[SmallFactory]) -> Iterator[Plant]:
    one = Plant(server, cast["adventure-works"], factories.pop() if len(factories) > 1 else factories[0])
    yield one
    one.http.close()


@pytest.fixture(scope="module")
def playwright(server: str, cast: dict[str, dict[str, Person]]) -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Any]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def browser(chromium: Any, server: str) -> Iterator[Callable[..., Browser]]:
    """``browser()`` opens a fresh profile. At the end nothing may have complained in any of them."""
    opened: list[Browser] = []

    def open_one(**options: Any) -> Browser:
        opened.append(Browser(chromium.new_context(**{"viewport": TABLET, **options}), server))
        return opened[-1]

    yield open_one
    for one in opened:
        one.context.close()
    assert not [fault for one in opened for fault in one.faults]


@pytest.fixture
def office(browser: Callable[..., Browser]) -> Browser:
    """The supervisor's desk."""
    one = browser(viewport={"width": 1440, "height": 900})
    one.sign_in("supervisor@adventure-works.example")
    return one


@pytest.fixture
def tablet(browser: Callable[..., Browser], plant: Plant) -> Browser:
    """A tablet at the forming machine, with Ana at it."""
    one = browser()
    one.enrol(plant.tablet_code(plant.machine()))
    one.badge("1007")
    return one
