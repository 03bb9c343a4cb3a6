"""Pages as a tester reads them, in English that is longer and accented: what stands there as it was typed into the code
is hard-coded, and what is cut off will be cut off in German."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from babel import Locale
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.contracts.findings import nothing
from tests.contracts.world import World
from tests.e2e.stage import Browser
from tests.e2e.walk import NOT_OURS, places_of
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.i18n import PSEUDO, called
from unison_web.modules.identity.rules import LANGUAGES
from unison_web.modules.identity.service import people, sessions

DESK, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 700}
#: Of the pages, so many are also looked at on a screen of 320 pixels: each first of its kind, and every fifth.
EVERY = 5
WORD = re.compile(r"[^\W\d_]{3,}")
#: Letters that the pseudo-language changes: a word that still has one was never translated.
UNTOUCHED = re.compile(r"[aeiouyAEIOUYnscNSC]")
#: Days, months and zones are written by Babel; names of standards, files and programs are the same in every language.
ALWAYS = frozenset(
    WORD.findall(
        "Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec January February March April June "
        "July August September October November December UTC PST PDT CET CEST Unison Linux macOS Windows Android "
        "iPhone iPad Chrome Firefox Safari Edge Excel USD EUR Entra Okta Keycloak Google OpenID Connect GTIN SHA PDF "
        "CSV XLSX PNG SVG JPEG ISO UTF BOM Mac POST GET Code DataMatrix AWS SES STARTTLS SendGrid central SMTP"
    )
)
#: Languages call themselves as they do, and countries are written by Babel.
NAMES = frozenset(
    word for name in [*map(called, LANGUAGES), *Locale("en").territories.values()] for word in WORD.findall(name)
)
NOT_WORDS = re.compile(
    r"(?:GET|POST) /\S+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|https?://\S+|\{\w*(:\d+)?\}|\S+@\S+|\b\w*\d\w*\b"
)

#: Every visible text, unless it is code, a picture, or somebody's own words in a field.
TEXTS = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement, words = walker.currentNode.data.trim();
    const not = "script,style,code,pre,kbd,svg,textarea,template,noscript,samp,var,[lang=zxx],[translate=no]";
    if (!words || at.closest(not)) continue;
    const waits = at.closest("option,[popover],dialog:not([open]),details:not([open])");
    if (waits || at.checkVisibility()) found.push(words);
  }
  for (const at of document.querySelectorAll("[placeholder],[aria-label],[title]"))
    for (const name of ["placeholder", "aria-label", "title"])
      if (at.getAttribute(name) && !at.closest("svg")) found.push(at.getAttribute(name));
  return [document.title, ...found];
}"""
#: Words that are wider than what they stand in. What may end in an ellipsis says so itself.
CLIPPED = """() => {
  const wrong = [];
  for (const box of document.querySelectorAll("button,.btn,label,legend,h1,h2,h3,th,nav a,nav summary,.rail a,.st")) {
    const style = getComputedStyle(box);
    if (!box.checkVisibility() || ["inline", "contents"].includes(style.display)) continue;
    if (box.closest("svg,.visually-hidden,.visually-hidden-focusable") || style.textOverflow === "ellipsis") continue;
    if (box.clientWidth && box.scrollWidth > box.clientWidth + 1)
      wrong.push(`${box.scrollWidth} in ${box.clientWidth}: ${box.outerHTML.slice(0, 100)}`);
  }
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) wrong.push(`the page is ${root.scrollWidth} wide`);
  return wrong;
}"""
#: How much of the rail is out of sight.
BELOW = "() => { const rail = document.querySelector('.rail'); return rail.scrollHeight - rail.clientHeight; }"
COLUMNS = """select table_name, column_name from information_schema.columns
join pg_class on relname = table_name and relrowsecurity
where table_schema = 'public' and data_type in ('text', 'jsonb', 'ARRAY')"""


@pytest.fixture(scope="session")
async def data(engine: AsyncEngine, world: World, factories: Any, tablet_cookies: Any) -> frozenset[str]:
    """Every word of the company's own records: what people typed is in no catalog."""
    organization = world.admin.organization
    async with unit_of_work(engine, system(organization)) as uow:
        found: set[str] = set()
        for table, column in (await uow.session.execute(text(COLUMNS))).all():
            seen = f'select distinct left("{column}"::text, 4000) from "{table}" limit 3000'
            for value in await uow.session.scalars(text(seen)):
                found.update(WORD.findall(value or ""))
    return frozenset(found)


@pytest.fixture(scope="session")
async def tester(engine: AsyncEngine, world: World) -> str:
    """The session of an administrator who speaks it. Everybody else goes on in English."""
    async with unit_of_work(engine, system(world.admin.organization)) as uow:
        email = f"{world.mark().lower()}@world.example"
        user = await people.add_person(uow, email=email, name=world.mark(), role="administrator")
        user.locale = PSEUDO
        plant = await sessions._first_plant(uow)
        return sessions.open_session(uow, user, "web", timedelta(hours=8), plant=plant).secret


@pytest.fixture
def eyes(data: frozenset[str], tester: str, browser: Any) -> dict[str, Browser]:
    """A browser nobody is signed in at, and the tester's."""
    opened = {who: browser(viewport=DESK, reduced_motion="reduce", locale="en-XA") for who in ("nobody", "office")}
    here = opened["office"]
    here.context.add_cookies([{"name": "session", "value": tester, "url": here.url}])
    return opened


def hard_coded(texts: list[str], data: frozenset[str]) -> list[str]:
    found = []
    for said in texts:
        left = [word for word in WORD.findall(NOT_WORDS.sub(" ", said)) if word.isascii() and UNTOUCHED.search(word)]
        if words := [word for word in left if word not in ALWAYS | NAMES and word not in data]:
            found.append(f"{' '.join(words)!r} in {said[:80]!r}")
    return sorted(set(found))


def test_a_word_that_was_typed_into_the_code_is_found() -> None:
    said = ["[Ŵörk öršéd ~]", "Ruth, 30 Nov", "Save now"]
    assert hard_coded(said, frozenset({"Ruth"})) == ["'Save now' in 'Save now'"]


def test_every_word_is_translated_and_none_is_cut_off(
    app: Litestar, world: World, eyes: dict[str, Browser], data: frozenset[str]
) -> None:
    wrong: list[str] = []
    narrow: set[str] = set()
    places = [
        place for place in places_of(app, world) if place.who in ("office", "nobody") and place.path not in NOT_OURS
    ]
    for number, place in enumerate(places):
        one = eyes[place.who]
        one.page.set_viewport_size(DESK)
        one.page.goto(one.url + place.path)
        wrong += [f"{place.path}: {line}" for line in hard_coded(one.page.evaluate(TEXTS), data)]
        wrong += [f"{place.path}: {line}" for line in one.page.evaluate(CLIPPED)]
        if number % EVERY == 0 or place.layout not in narrow:
            narrow.add(place.layout)
            one.page.set_viewport_size(NARROW)
            wrong += [f"{place.path} at 320: {line}" for line in one.page.evaluate(CLIPPED)]
    assert len(places) > 100
    eyes["office"].faults.clear()  # what is the administrator's own alone, a file, a saved view, is not the tester's
    nothing(wrong)


def test_the_rail_of_an_administrator_stands_still(eyes: dict[str, Browser]) -> None:
    """Everything Set up has is in sight on a screen of 800 pixels: the lines stand under headings that open."""
    one = eyes["office"]
    for path in ("/users", "/settings", "/materials", "/plants"):
        one.page.goto(one.url + path)
        high = one.page.evaluate(BELOW)
        assert high <= 0, f"{path}: {high} pixels below the end"
        assert one.page.locator(".rail > .sub details[open]").count() == 1
        assert one.page.locator(".rail > .sub [aria-current=page]").is_visible()
    one.page.locator(".rail > .sub summary").first.focus()
    one.page.keyboard.press("Enter")
    assert one.page.locator(".rail > .sub details[open]").count() == 2 - (path == "/materials")


def test_words_that_are_cut_off_are_found(chromium: Any) -> None:
    page = chromium.new_page()
    page.set_content("<button style='width:5em;overflow:hidden;white-space:nowrap'>Verify the whole trail</button>")
    assert len(page.evaluate(CLIPPED)) == 1
    page.close()
