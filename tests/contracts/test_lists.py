"""Every list of the product, whatever it lists: every column, every filter, every order, every page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ColumnClause, Join, inspect, select, text
from sqlalchemy.sql import coercions, roles, visitors
from sqlalchemy.sql.functions import FunctionElement

from tests.cast import Person
from tests.contracts.findings import nothing
from tests.contracts.world import World
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.listing import COUNT_CAP, Column
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.templates import TEMPLATES
from unison_web.modules import manifests

HERE = Path(__file__).resolve().parent


def registered() -> dict[str, ListView]:
    """Template → the list it draws, from the routes of every module."""
    controllers = [controller for module in manifests() for controller in [*module.controllers, *module.pages]]
    options = [getattr(getattr(one, name), "opt", None) for one in controllers for name in dir(one)]
    return {opt["template"]: opt["listing"] for opt in options if isinstance(opt, dict) and opt.get("listing")}


LISTS = registered()
VALUES = {"text": "a", "number": "1", "date": "2026-11-23"}
WRONG = {"number": ("ten", "1e40", "NaN"), "date": ("yesterday", "2026-13-45", "99999-01-01")}


@pytest.fixture(params=sorted(LISTS), ids=lambda name: name.removesuffix(".html"))
def view(request: pytest.FixtureRequest) -> ListView:
    return LISTS[request.param]


def sortable(view: ListView) -> list[str]:
    return [column.key for column in view.listing.columns if column.sort is not None]


def test_a_list_that_nobody_registered_is_none() -> None:
    drawn = {str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html") if extends_list(file)}
    assert drawn == set(LISTS)


def extends_list(file: Path) -> bool:
    return '{% extends "layouts/list.html" %}' in file.read_text(encoding="utf-8")


async def test_every_column_is_drawn(view: ListView, owner: World) -> None:
    """In any order, and one alone; what is not asked for is not there."""
    names = [column.key for column in view.listing.columns][::-1]
    page = await owner.admin.see(view.url, cols=",".join(names))
    assert page.status_code == 200
    assert heads(page.text) == len(names)
    one: Column = next(column for column in view.listing.columns if column.sort is not None)
    alone = await owner.admin.see(view.url, cols=one.key)
    assert heads(alone.text) == 1
    assert (await owner.admin.see(view.url, cols="nothing")).status_code == 422


def heads(page: str) -> int:
    """Headings of columns; the box that ticks every row is none."""
    row = page[page.index("<thead") : page.index("</thead>")]
    return row.count("<th ") - row.count("data-select-all")


async def test_every_order_pages_without_gaps(view: ListView, owner: World) -> None:
    """Up, down, and two columns that run against each other: page by page it is the whole list, there and back."""
    wrong = []
    for sort in orders(sortable(view)):
        whole = await rows(owner.admin, view, sort=sort, limit="40")
        forth, last = await turned(owner.admin, view, sort, len(whole))
        back = await turned_back(owner.admin, view, sort, last)
        if forth != whole or back != whole[: len(back)]:
            wrong.append(f"{view.url} by {sort}")
    nothing(wrong)


def test_no_column_is_sorted_that_can_be_empty(view: ListView) -> None:
    """A page goes on behind the values of its last row, and nothing stands behind NULL."""
    listing = view.listing
    outer = {
        hash(part.right)
        for joined in listing.joins(select(listing.model)).get_final_froms()
        for part in visitors.iterate(joined)
        if isinstance(part, Join) and part.isouter
    }
    nothing(
        f"{view.url}: {column.key}"
        for column in listing.columns
        if column.sort is not None and can_be_empty(column.sort, outer)
    )


def can_be_empty(said: Any, outer: set[int]) -> bool:
    """A column that allows NULL, or of a table that is joined where there is a row; not where something stands in."""
    said = coercions.expect(roles.ExpressionElementRole, said)
    if isinstance(said, FunctionElement) and said.name == "coalesce":
        return can_be_empty(list(said.clauses)[-1], outer)
    columns = [part for part in visitors.iterate(said) if isinstance(part, ColumnClause) and part.table is not None]
    return any(getattr(column, "nullable", False) or hash(column.table) in outer for column in columns)


def orders(names: list[str]) -> Iterator[str]:
    for name in names:
        yield name
        yield f"-{name}"
    for one, other in pairwise(names):
        yield f"-{one},{other}"
        yield f"{one},-{other}"


async def rows(person: Person, view: ListView, **asked: str) -> list[str]:
    answer = await person.api("GET", view.url, params=asked)
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["items"]]


async def turned(person: Person, view: ListView, sort: str, count: int) -> tuple[list[str], str]:
    """The first ``count`` rows, seven to a page, and the cursor before the last page."""
    found: list[str] = []
    params, last = {"sort": sort, "limit": "7"}, ""
    while len(found) < count:
        page = (await person.api("GET", view.url, params=params)).json()
        found += [row["id"] for row in page["items"]]
        last = page["previous"] or ""
        if not page["next"]:
            break
        params["after"] = page["next"]
    return found[:count], last


async def turned_back(person: Person, view: ListView, sort: str, cursor: str) -> list[str]:
    found: list[str] = []
    while cursor:
        asked = {"sort": sort, "limit": "7", "before": cursor}
        page = (await person.api("GET", view.url, params=asked)).json()
        found = [row["id"] for row in page["items"]] + found
        cursor = page["previous"] or ""
    return found


#: Lists that grow with every touch, or have a row for each part there is.
LONG = {"audit", "production-logs", "work-orders", "materials"}


@pytest.mark.parametrize("noun", sorted(LONG))
async def test_a_long_list_is_sorted_by_an_index(uow: UnitOfWork, noun: str) -> None:
    """By columns of its own; what a joined table says is sorted when it is asked for."""
    view = next(view for view in LISTS.values() if view.noun == noun)
    own = {column.key: column.name for column in inspect(view.listing.model).columns.values()}
    sorts = {getattr(column.sort, "key", None) for column in view.listing.columns if column.sort is not None}
    table = view.listing.model.__tablename__
    asked = text("select indexdef from pg_indexes where schemaname = 'public' and tablename = :table")
    known = [found.split("(", 1)[1] for found in (await uow.session.scalars(asked, {"table": table})).all()]
    nothing(
        f"{table}.{own[name]}"
        for name in sorted(sorts & own.keys())
        if not any(index.startswith(f"organization_id, {own[name]}") for index in known)
    )


async def test_every_filter_narrows(view: ListView, owner: World) -> None:
    """A right value answers, with the same name on the page and in the API; a wrong one is refused at its name."""
    wrong = []
    every: int = (await owner.admin.api("GET", view.url)).json()["count"]
    for item in view.listing.filters:
        said = [value for value, _label in item.options] or [VALUES[item.kind]]
        for value in said:
            answer: Any = await owner.admin.api("GET", view.url, params={item.key: value})
            page = await owner.admin.see(view.url, **{item.key: value})
            if (answer.status_code, page.status_code) != (200, 200) or answer.json()["count"] > max(every, COUNT_CAP):
                wrong.append(f"{view.url}?{item.key}={value}: {answer.status_code} {page.status_code}")
        for value in ("no such choice",) if item.options else WRONG.get(item.kind, ()):
            answer = await owner.admin.api("GET", view.url, params={item.key: value})
            if answer.status_code != 422 or item.key not in answer.json()["errors"]:
                wrong.append(f"{view.url}?{item.key}={value}: {answer.status_code} {answer.text[:200]}")
    nothing(wrong)


async def test_an_unknown_name_is_refused_by_name(view: ListView, owner: World) -> None:
    answer = await owner.admin.api("GET", view.url, params={"colour": "red"})
    assert (answer.status_code, [*answer.json()["errors"]]) == (422, ["colour"])
    assert (await owner.admin.api("GET", view.url, params={"sort": "colour"})).status_code == 422


async def test_a_choice_becomes_the_address(view: ListView, owner: World) -> None:
    """What is usual is left out; typing replaces the address, choosing adds to the history."""
    headers = {"accept": "text/html", "hx-request": "true", "hx-target": f"{view.noun}-list"}
    usual = [column.key for column in view.listing.columns if column.shown]
    asked = {"q": "", "cols": usual, "sort": view.listing.default_sort}
    chosen = await owner.admin.client.get(view.url, params=asked, headers=headers)
    assert chosen.headers["hx-push-url"].removesuffix("?") == view.url
    typed = await owner.admin.client.get(view.url, params={"q": "x"}, headers={**headers, "hx-trigger-name": "q"})
    assert typed.headers["hx-replace-url"] == f"{view.url}?q=x"
