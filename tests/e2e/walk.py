"""The walk through all pages: which there are, who may see each, and browsers that are signed in as them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from litestar import Litestar

from tests.contracts.records import params_of
from tests.contracts.routes import Route, ours
from tests.contracts.test_faces import ONE_FACE, PLATFORM, QUERIES, REDIRECTS
from tests.contracts.world import World
from tests.e2e.stage import Browser
from unison_web.kit.web.templates import TEMPLATES

EXTENDS = re.compile(r'{% extends "([^"]+)"')
ON_TABLETS = ("/floor", "/wall")
BEFORE_SIGNING_IN = frozenset({"/login", "/floor/enrol"})
#: Answered with 404 where there is no demo.
DEMO_ONLY = frozenset({"/floor/demo"})
#: Parts of other pages: the options of a search field, the latest reports of an order.
NOT_A_PAGE = re.compile(r"/options$")
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


def places_of(app: Litestar, world: World) -> list[Place]:
    found = []
    for route in ours(app):
        if route.method != "GET" or route.on_api or not route.template or NOT_A_PAGE.search(route.path):
            continue
        if route.record in REDIRECTS | ONE_FACE | DEMO_ONLY:
            continue
        query = "&".join(f"{name}={value}" for name, value in QUERIES.get(route.record, {}).items())
        path = route.at(params_of(world, route)) + (f"?{query}" if query else "")
        found.append(Place(path, who_sees(route), layout_of(route.template)))
    return [*found, Place("/floor/", "tablet", "layouts/floor.html")]


@dataclass
class Crowd:
    """A company's people, each in a browser of their own, signed in without going through the sign-in page."""

    browser: Callable[..., Browser]
    world: World
    tablet: dict[str, str]
    #: What the browser asks for and root chooses; the others speak as their company does.
    language: str = "en_US"
    opened: dict[str, Browser] = field(default_factory=dict)

    def __call__(self, who: str) -> Browser:
        if who not in self.opened:
            self.opened[who] = self._open(who)
        return self.opened[who]

    def _open(self, who: str) -> Browser:
        size = {"width": 1440, "height": 900}
        one = self.browser(viewport=size, reduced_motion="reduce", locale=self.language.replace("_", "-"))
        if who == "root":
            one.sign_in("root@unison.example")
            one.go("/me").select_option("[name=locale]", self.language)
            one.page.locator("form", has=one.page.locator("[name=locale]")).get_by_role("button").click()
            one.page.wait_for_load_state()
        cookies = {"office": {"session": self.world.admin.secret}, "tablet": self.tablet}.get(who, {})
        one.context.add_cookies([{"name": name, "value": value, "url": one.url} for name, value in cookies.items()])
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
    found: Any = axe.run(one.page, options=QUICKLY).response["violations"]
    return [f"{place.path}: {each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"][:3]]
