"""Every page of the application in a real browser: no violation axe knows of, no complaint of the browser's."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from litestar import Litestar

from tests.contracts.findings import nothing
from tests.contracts.records import params_of
from tests.contracts.routes import Route, ours
from tests.contracts.test_faces import ONE_FACE, PLATFORM, QUERIES, REDIRECTS
from tests.contracts.world import World
from tests.e2e.stage import Browser, served
from unison_web.kit.web.templates import TEMPLATES
from unison_web.settings import Settings

EXTENDS = re.compile(r'{% extends "([^"]+)"')
ON_TABLETS = ("/floor", "/wall")
BEFORE_SIGNING_IN = frozenset({"/login", "/floor/enrol"})
#: Answered with 404 where there is no demo.
DEMO_ONLY = frozenset({"/floor/demo"})
#: Parts of other pages: the options of a search field, the latest reports of an order.
NOT_A_PAGE = re.compile(r"/options$")
SIZES = {"desk": (1440, 900), "tablet": (1280, 800), "upright": (800, 1280), "phone": (390, 844)}
#: Drawn by Swagger UI, which is not ours to correct.
NOT_OURS = frozenset({"/api/docs"})
#: axe would fetch every sheet again for one experimental rule, and look for frames that there are none of.
QUICKLY = {"resultTypes": ["violations"], "preload": False, "iframes": False}
axe = Axe()


@dataclass(frozen=True)
class Place:
    """A page: where it is, who may see it, and which layout it has."""

    path: str
    who: str
    layout: str


def layout_of(template: str) -> str:
    """The layout at the end of the chain of ``extends``."""
    while found := EXTENDS.search((TEMPLATES / template).read_text(encoding="utf-8")):
        template = found[1]
        if template.startswith("layouts/"):
            break
    return template


def who_sees(route: Route) -> str:
    if route.record in BEFORE_SIGNING_IN:
        return "nobody"
    if route.record in PLATFORM:
        return "root"
    on_tablet = route.path.startswith(ON_TABLETS) and not route.path.startswith("/floor-board")
    return "tablet" if on_tablet else "office"


@pytest.fixture(scope="session")
def places(app: Litestar, world: World) -> list[Place]:
    found = []
    for route in ours(app):
        if route.method != "GET" or route.on_api or not route.template or NOT_A_PAGE.search(route.path):
            continue
        if route.record in REDIRECTS | ONE_FACE | DEMO_ONLY:
            continue
        query = "&".join(f"{name}={value}" for name, value in QUERIES.get(route.record, {}).items())
        path = route.at(params_of(world, route)) + (f"?{query}" if query else "")
        found.append(Place(path, who_sees(route), layout_of(route.template)))
    found.append(Place("/floor/", "tablet", "layouts/floor.html"))
    return found


@pytest.fixture
def open_as(browser: Callable[..., Browser], world: World, tablet_cookies: dict[str, str]) -> Callable[[str], Browser]:
    """A browser that is signed in as somebody, without going through the sign-in page."""
    opened: dict[str, Browser] = {}

    def one(who: str) -> Browser:
        if who in opened:
            return opened[who]
        opened[who] = browser(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        if who == "root":
            opened[who].sign_in("root@unison.example")
        cookies = {"office": {"session": world.admin.secret}, "tablet": tablet_cookies}.get(who, {})
        opened[who].context.add_cookies(
            [{"name": name, "value": value, "url": opened[who].url} for name, value in cookies.items()]
        )
        return opened[who]

    return one


def looked_at(one: Browser, place: Place) -> list[str]:
    """Opens the page and says what is wrong with it."""
    answer = one.page.goto(one.url + place.path)
    if answer is None or answer.status != 200:
        return [f"{place.path}: {answer and answer.status}"]
    return violations(one, place)


def violations(one: Browser, place: Place) -> list[str]:
    if place.path in NOT_OURS:
        return []
    return [
        f"{place.path}: {found['id']}: {node['html'][:160]}"
        for found in axe.run(one.page, options=QUICKLY).response["violations"]
        for node in found["nodes"][:3]
    ]


def test_every_page_is_accessible_and_quiet(places: list[Place], open_as: Any) -> None:
    """Each page once, the first of each layout also in the dark."""
    wrong: list[str] = []
    in_the_dark: set[str] = set()
    for place in places:
        one = open_as(place.who)
        wrong += looked_at(one, place)
        if place.layout not in in_the_dark:
            in_the_dark.add(place.layout)
            one.page.emulate_media(color_scheme="dark")
            wrong += [f"dark {line}" for line in violations(one, place)]
            one.page.emulate_media(color_scheme="light")
    assert in_the_dark >= {f"layouts/{name}.html" for name in ("page", "list", "form", "floor", "wall", "sign")}
    nothing(wrong)


def test_the_living_pattern_page_is_accessible(chromium: Any, settings: Settings) -> None:
    """Every part in every state, in both themes. It exists in development only."""
    with served(settings, UNISON_ENV="development") as url:
        wrong: list[str] = []
        for theme in ("light", "dark"):
            one = Browser(chromium.new_context(color_scheme=theme, reduced_motion="reduce"), url)
            wrong += looked_at(one, Place("/_patterns", "nobody", "layouts/page.html")) + one.faults
            one.context.close()
    nothing(wrong)


@pytest.mark.matrix
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_in_every_size_and_theme(places: list[Place], open_as: Any, size: str, theme: str) -> None:
    wrong: list[str] = []
    width, height = SIZES[size]
    for place in places:
        one = open_as(place.who)
        one.page.set_viewport_size({"width": width, "height": height})
        one.page.emulate_media(color_scheme=theme)
        wrong += looked_at(one, place)
        walls_are_wide = size == "phone" and place.layout == "layouts/wall.html"
        if not walls_are_wide and one.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            wrong.append(f"{place.path}: scrolls sideways")
    nothing(wrong)
