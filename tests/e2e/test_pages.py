"""Every page of the application in a real browser: no violation axe knows of, no complaint of the browser's."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar

from tests.contracts.findings import nothing
from tests.contracts.world import World
from tests.e2e.stage import Browser, served
from tests.e2e.walk import Crowd, Place, looked_at, places_of, violations
from unison_web.settings import Settings


@pytest.fixture
def people(browser: Any, world: World, tablet_cookies: dict[str, str]) -> Crowd:
    return Crowd(browser, world, tablet_cookies)


def test_every_page_is_accessible_and_quiet(app: Litestar, world: World, people: Crowd) -> None:
    """Each page once, the first of each layout also in the dark."""
    wrong: list[str] = []
    in_the_dark: set[str] = set()
    for place in places_of(app, world):
        one = people(place.who)
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
