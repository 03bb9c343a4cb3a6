"""One handler, three faces: every GET answers somebody who may as page, as each of its fragments, and as JSON."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from jinja2 import Environment
from litestar import Litestar

from tests.contracts.findings import nothing
from tests.contracts.records import params_of
from tests.contracts.routes import API, Route
from tests.contracts.world import World
from unison_web.kit import clock
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.faces import inherited_blocks

#: What a route needs to be asked, besides its path.
QUERIES = {"/units/conversion": {"value": "2", "unit": "EA", "target": "EA"}}
#: Answers that lead elsewhere, and what has one face only: files, scripts, health.
REDIRECTS = frozenset({"/", "/s/{code}", "/floor", "/login/sso/callback"})
ONE_FACE = frozenset(
    {
        "/floor/sw.js",
        "/prints/{print_id}/file",
        "/exports/{export_id}/file",
        "/mails/{mail_id}/file",
        "/label-prints/{label_id}/file",
        "/floor/print/{label_id}/file",
        "/connections/{connection_id}/certificates/own",
        "/barcode-files/{token}",
        "/exports/lists/{name}",
        "/bulk-runs/{run_id}/refused",
        "/oee/file",
        "/imports/templates/{noun}",
        "/branding/{organization_id}/logo",
        "/files/{file_id}",
        "/imports/{import_id}/errors",
        "/health",
        "/health/live",
        "/health/ready",
        "/ca.crt",
        "/openapi.json",
    }
)
#: Blocks of the frame around a page, and the cells of one row; nothing ever asks for one of them alone.
FRAME = frozenset(
    {"title", "crumbs", "head", "actions", "html", "body", "rail", "top", "heading", "main", "lead", "tabs"}
)
#: Pages of a tablet, where a person is present by badge and no browser session exists.
ON_TABLETS = ("/floor", "/wall")
#: Only people of the platform's own organization.
#: A new seed, a new question, whenever somebody asks.
ASKED_ANEW = ("/me/security/app", "/me/security/passkeys")
PLATFORM = frozenset({"/visits"})
#: Only where the demo runs; the floor's own tests ask for it there.
DEMO = frozenset({"/floor/demo"})


@pytest.fixture(scope="session")
def pages(routes: list[Route]) -> list[Route]:
    return [r for r in routes if r.method == "GET" and r.record not in REDIRECTS | ONE_FACE | PLATFORM | DEMO]


@pytest.fixture(scope="session")
def jinja(app: Litestar) -> Environment:
    return app.template_engine.engine  # type: ignore[no-any-return,union-attr]


@pytest.fixture(scope="session")
async def browsers(owner: World) -> dict[str, httpx.AsyncClient]:
    return {"office": owner.admin.client, "tablet": (await owner.tablet()).client}


async def ask(browsers: dict[str, httpx.AsyncClient], owner: World, route: Route, **headers: str) -> httpx.Response:
    on_tablet = route.path.startswith(ON_TABLETS) and not route.path.startswith("/floor-board")
    client = browsers["tablet" if on_tablet else "office"]
    if route.on_api:
        headers["authorization"] = f"Bearer {owner.admin.token}"
    path = route.at(params_of(owner, route))
    return await client.get(path, params=QUERIES.get(route.record), headers={"accept": "text/html", **headers})


async def test_every_page_is_a_page(pages: list[Route], owner: World, browsers: Any) -> None:
    wrong = []
    for route in pages:
        if route.template is None or route.on_api:
            continue
        answer = await ask(browsers, owner, route)
        whole = "<!doctype html>" in answer.text[:40].lower() and answer.text.rstrip().endswith("</html>")
        partial = route.template.rsplit("/", 1)[-1].startswith("_")
        if answer.status_code != 200 or whole is partial:
            wrong.append(f"{route}: {answer.status_code} {title(answer)}")
    nothing(wrong)


async def test_every_block_is_a_fragment(pages: list[Route], owner: World, browsers: Any, jinja: Environment) -> None:
    wrong = []
    for route in pages:
        if route.template is None or route.on_api:
            continue
        blocks = {*inherited_blocks(jinja, jinja.get_template(route.template))} - FRAME
        for block in sorted(blocks):
            target = {"hx-request": "true", "hx-target": f"some-{block.replace('_', '-')}"}
            answer = await ask(browsers, owner, route, **target)
            if answer.status_code != 200 or "<html" in answer.text or "HX-Target" not in answer.headers.get("vary", ""):
                wrong.append(f"{route} #{block}: {answer.status_code} {title(answer)}")
    nothing(wrong)


async def test_a_history_restore_gets_the_whole_page(owner: World, browsers: Any, pages: list[Route]) -> None:
    route = next(route for route in pages if route.path == "/work-orders")
    answer = await ask(browsers, owner, route, **{"hx-request": "true", "hx-history-restore-request": "true"})
    assert "<!doctype html>" in answer.text[:40].lower()


async def test_every_answer_is_json_too(pages: list[Route], owner: World, browsers: Any) -> None:
    """On the API always; on `/` where JSON is asked for. Forms to fill in are for people only."""
    wrong = []
    for route in pages:
        if (
            route.opt.get("page")
            or (route.template is None and not route.on_api)
            or route.record in ("/docs", "/login")
        ):
            continue
        if not route.on_api and not on_the_api_too(pages, route):
            continue
        answer = await ask(browsers, owner, route, accept="application/json")
        if answer.status_code != 200 or not answer.headers["content-type"].startswith("application/json"):
            wrong.append(f"{route}: {answer.status_code} {title(answer)}")
    nothing(wrong)


def on_the_api_too(pages: list[Route], route: Route) -> bool:
    return any(other.path == API + route.path for other in pages)


async def test_both_sides_say_the_same(pages: list[Route], owner: World, browsers: Any) -> None:
    """One answer, whichever door: the API and the page differ in their face only."""
    wrong = []
    for route in pages:
        twin = next((other for other in pages if other.path == API + route.path), None)
        if twin is None or route.permission == ANYONE or route.record in ("/audit", "/me", *ASKED_ANEW):
            continue
        if not any([await alike(browsers, owner, route, twin) for _minute in range(2)]):
            wrong.append(str(route))
    nothing(wrong)


async def alike(browsers: Any, owner: World, route: Route, twin: Route) -> bool:
    """Both at the same moment: figures of what is going on move with every one. Asked twice, because the database has a
    clock of its own, and a minute may pass between the two answers."""
    with clock.held_at(clock.now()):
        here = await ask(browsers, owner, route, accept="application/json")
        there = await ask(browsers, owner, twin)
    return bool(without_time(here.json()) == without_time(there.json()))


def without_time(said: Any) -> Any:
    """Without what moves while one looks, and without addresses, which stay on the asker's side."""
    if isinstance(said, dict):
        return {name: without_time(value) for name, value in said.items() if name not in ("late", "age", "at", "file")}
    return [without_time(value) for value in said] if isinstance(said, list) else said


def title(answer: httpx.Response) -> str:
    return " ".join(answer.text.split())[:160]
