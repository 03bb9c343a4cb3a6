"""Every page in both directions, both themes, four sizes and every density it may have.

The pages are those of two companies: Adventure Works reads from the left, Kestrel reads Arabic here, from the right.
"""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy import update

from tests.cast import Person
from tests.contracts.findings import nothing
from tests.contracts.records import fill
from tests.contracts.world import World
from tests.e2e.stage import Browser
from tests.e2e.walk import NOT_OURS, Crowd, looked_at, places_of
from tests.factories.plant import SmallFactory
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.organizations.models import Organization

pytestmark = [pytest.mark.matrix, pytest.mark.timeout(1800)]
SIZES = {"desk": (1440, 900), "tablet": (1280, 800), "upright": (800, 1280), "phone": (390, 844)}
LANGUAGES = {"ltr": "en_US", "rtl": "ar_EG"}
#: The office's two; what is made for gloves stays as large as it is.
DENSITIES = {"compact": ("compact", "office"), "office": ("office", "compact"), "floor": ("floor",)}

#: Hung up in front of people who stand eight metres away.
NOT_IN_A_POCKET = "layouts/wall.html"
#: As long as a code is that somebody has to read whole; what is longer may end in an ellipsis.
WHOLE = 12

#: What reaches over the side of the page, and what is cut off by the box it stands in.
CUT = """whole => {
  const wrong = [], wider = (box) => box.scrollWidth > box.clientWidth + 1;
  for (const box of [document.documentElement, document.body, document.querySelector("main")])
    if (box && wider(box)) wrong.push(`${box.localName} is ${box.scrollWidth} wide in ${box.clientWidth}`);
  for (const box of document.querySelectorAll("h1,h2,h3,button,.btn,.tile,.tile *,.kpi,.kpi *,.st,.pill")) {
    const style = getComputedStyle(box), over = [];
    if (!box.checkVisibility() || ["inline", "contents"].includes(style.display)) continue;
    if (box.closest("svg,.visually-hidden,.visually-hidden-focusable")) continue;
    const ends = style.textOverflow === "ellipsis" && box.innerText.length > whole;
    if (wider(box) && !ends) over.push(`${box.scrollWidth} wide in ${box.clientWidth}`);
    const lines = style.overflowY === "visible" || style.webkitLineClamp !== "none";
    if (!lines && box.scrollHeight > box.clientHeight + 1) over.push(`${box.scrollHeight} high in ${box.clientHeight}`);
    if (over.length) wrong.push(`${over} ${box.outerHTML.slice(0, 90)}`);
  }
  return wrong;
}"""


@pytest.fixture(scope="session")
async def turned(engine: Any, other_admin: Person, other_operator: Person, other_factory: SmallFactory) -> World:
    """The other company, which reads from right to left, with a record of every kind."""
    async with unit_of_work(engine, system(other_admin.organization)) as uow:
        await uow.session.execute(update(Organization).values(locale=LANGUAGES["rtl"]))
    one = World(other_admin, other_operator, other_factory)
    await fill(one)
    return one


@pytest.fixture(scope="session")
async def turned_tablet(turned: World) -> dict[str, str]:
    return dict((await turned.tablet()).client.cookies)


@pytest.fixture
def crowds(
    browser: Any, world: World, turned: World, tablet_cookies: dict[str, str], turned_tablet: dict[str, str]
) -> dict[str, Crowd]:
    return {
        "ltr": Crowd(browser, world, tablet_cookies, LANGUAGES["ltr"]),
        "rtl": Crowd(browser, turned, turned_tablet, LANGUAGES["rtl"]),
    }


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("direction", LANGUAGES)
def test_every_page_stays_in_its_frame(
    app: Litestar, crowds: dict[str, Crowd], direction: str, theme: str, size: str
) -> None:
    people, wrong = crowds[direction], list[str]()
    width, height = SIZES[size]
    for place in places_of(app, people.world):
        if size == "phone" and place.layout == NOT_IN_A_POCKET:
            continue
        one = people(place.who)
        one.page.set_viewport_size({"width": width, "height": height})
        one.page.emulate_media(color_scheme=theme)
        wrong += looked_at(one, place)
        if place.path not in NOT_OURS:
            wrong += [f"{place.path}: {line}" for line in out_of_frame(one, direction)]
    nothing(wrong)


def out_of_frame(one: Browser, direction: str) -> list[str]:
    page, wrong = one.page, list[str]()
    if (found := page.evaluate("document.documentElement.dir")) != direction:
        return [f"is written {found}"]
    native = page.evaluate("document.documentElement.dataset.density")
    for density in DENSITIES[native]:
        page.evaluate("density => { document.documentElement.dataset.density = density }", density)
        wrong += [f"{density}: {line}" for line in page.evaluate(CUT, WHOLE)]
    return wrong
