"""Who may what: every route says it, and the table of roles × routes is committed.

``UNISON_ACCEPT=1 pytest tests/contracts/test_routes.py`` writes the table anew; read what changed before committing it.
"""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from tests.cast import ORIGIN, Person
from tests.contracts.findings import nothing
from tests.contracts.recipes import RECIPES
from tests.contracts.records import params_of, without_record
from tests.contracts.routes import API, Route, ours, routes_of
from tests.contracts.world import World
from unison_web.kit.permissions import ANYONE, SIGNED_IN
from unison_web.modules.identity.rules import SEEDED_ROLES
from unison_web.modules.identity.words import SUBJECTS, VERBS

MATRIX = Path(__file__).parent / "role_matrix.csv"
ROLES = ("operator", "supervisor", "planner", "quality", "maintenance", "logistics", "administrator", "auditor")
ACCEPT = bool(os.environ.get("UNISON_ACCEPT"))


@pytest.fixture(scope="session")
def people(cast: dict[str, dict[str, Person]]) -> dict[str, Person]:
    """One person of each seeded role."""
    found: dict[str, Person] = {}
    for person in cast["adventure-works"].values():
        found.setdefault(person.role, person)
    return found


def test_every_role_is_in_the_table() -> None:
    assert set(ROLES) == set(SEEDED_ROLES)


def test_every_route_says_who_may_use_it(app: Litestar) -> None:
    assert [str(route) for route in routes_of(app) if not route.permission] == []


def test_every_permission_exists(app: Litestar) -> None:
    known = {*app.state.permissions, ANYONE, SIGNED_IN}
    assert [str(route) for route in routes_of(app) if route.permission not in known] == []


def test_every_permission_guards_something(app: Litestar) -> None:
    used = {route.permission for route in routes_of(app)}
    assert [name for name in app.state.permissions if name not in used and name not in ELSEWHERE] == []


def test_every_permission_has_words(app: Litestar) -> None:
    """A new permission needs its noun and its verb in modules/identity/words.py."""
    parts = [name.split(":") for name in app.state.permissions]
    nothing(f"{noun}:{verb}" for noun, verb in parts if noun not in SUBJECTS or verb not in VERBS)


#: They guard no route: they say who is told of something.
ELSEWHERE = frozenset({"calls:lead"})


def test_the_matrix_is_what_was_committed(app: Litestar, people: dict[str, Person]) -> None:
    written = table(app, people)
    if ACCEPT:
        MATRIX.write_text(written, encoding="utf-8")
    assert written == MATRIX.read_text(encoding="utf-8"), "UNISON_ACCEPT=1 rewrites it; look at what changed"


def table(app: Litestar, people: dict[str, Person]) -> str:
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(["method", "path", "permission", "nobody", *ROLES])
    for route in sorted(routes_of(app), key=lambda route: (route.path, route.method)):
        if route.path.startswith("/_"):
            continue  # for developers only; no other installation has it
        if route.on_api and any(other.path == route.record for other in routes_of(app)):
            continue  # the same handler answers on both sides; its permission is compared below
        sheet.writerow(
            [
                route.method,
                route.path,
                route.permission,
                allowed(route, None),
                *(allowed(route, people[role]) for role in ROLES),
            ]
        )
    return out.getvalue()


def allowed(route: Route, person: Person | None) -> str:
    if route.permission == ANYONE:
        return "yes"
    if person is None:
        return "401"
    return "yes" if route.permission == SIGNED_IN or person.actor.may(route.permission) else "403"


def test_both_sides_ask_for_the_same(app: Litestar) -> None:
    pages = {(route.method, route.path): route.permission for route in routes_of(app) if not route.on_api}
    differing = [
        str(route)
        for route in routes_of(app)
        if route.on_api and pages.get((route.method, route.record), route.permission) != route.permission
    ]
    nothing(differing)


def test_every_path_has_a_record(app: Litestar, owner: World) -> None:
    missing = [(route, without_record(owner, route)) for route in ours(app)]
    nothing(f"{route}: add {names} to tests/contracts/records.py" for route, names in missing if names)


def test_every_change_has_a_recipe(routes: list[Route]) -> None:
    """Crawler, trail and keys are tried with what tests/contracts/recipes knows; tablets have their own tests."""
    elsewhere = ("/floor/", "/login/", "/visits", "/welcome/")
    nothing(
        f"{route}: say in tests/contracts/recipes how to make it work"
        for route in routes
        if route.method != "GET"
        and not route.path.startswith(elsewhere)
        and (route.method, route.record) not in RECIPES
    )


async def test_the_guard_says_what_the_matrix_says(
    routes: list[Route], people: dict[str, Person], owner: World, nobody: Person
) -> None:
    """Whoever may not, is refused by the running application before anything is looked up. Every route, every role."""
    wrong = []
    for route in routes:
        path = route.at(params_of(owner, route))
        for role in (None, *ROLES):
            person = people[role] if role else None
            expected = allowed(route, person)
            if expected != "yes":
                answer = await knock(nobody.client, route, path, person)
                wrong += [] if str(answer.status_code) == expected else [f"{route} as {role}: {answer.status_code}"]
    nothing(wrong)


async def knock(client: httpx.AsyncClient, route: Route, path: str, person: Person | None) -> httpx.Response:
    headers = {"accept": "application/json", "origin": ORIGIN}
    if person and path.startswith(API):
        headers["authorization"] = f"Bearer {person.token}"
    elif person:
        headers["cookie"] = f"session={person.secret}"
    return await client.request(route.method, path, headers=headers)


async def test_a_person_without_a_session_is_shown_the_way_in(
    routes: list[Route], owner: World, nobody: Person
) -> None:
    """A page answers 401 with the sign-in form, the API with problem+json that says Bearer."""
    wrong = []
    for route in routes:
        if route.permission == ANYONE or route.method != "GET":
            continue
        answer = await nobody.client.get(route.at(params_of(owner, route)), headers={"accept": "text/html"})
        good = answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
        if route.on_api:
            good = good and answer.headers["content-type"] == "application/problem+json"
            good = good and answer.json()["code"] == "sign-in-needed"
        else:
            good = good and "text/html" in answer.headers["content-type"] and 'href="/login' in answer.text
        wrong += [] if good else [f"{route}: {answer.status_code} {answer.text[:100]}"]
    nothing(wrong)
