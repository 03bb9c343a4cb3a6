"""Every registered list as a file: the same rows in the same order, value by value, as its JSON."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cast import Person
from tests.contracts.conftest import outsider, owner  # noqa: F401  fixtures
from tests.contracts.world import World
from tests.modules.exports.files import Cell, csv_rows, sheet_rows, taken
from unison_web.kit import clock
from unison_web.kit.search import natural
from unison_web.kit.web.listing import Column
from unison_web.kit.web.listview import ListView
from unison_web.modules import manifests
from unison_web.modules.exports import lists

VIEWS = {view.noun: view for module in manifests() for view in module.listings}
#: Grows by the asking itself.
MOVING = frozenset({"audit", "exports"})


@pytest.fixture(params=sorted(VIEWS))
def view(request: pytest.FixtureRequest) -> ListView:
    return VIEWS[request.param]


def test_every_list_has_a_file() -> None:
    assert set(lists.every()) == set(VIEWS)


def few(view: ListView) -> dict[str, str]:
    """The trail of a long day of tests is longer than what Excel gets at once."""
    return {"entity": "plants"} if view.noun == "audit" else {}


def everything(view: ListView) -> str:
    return ",".join(column.key for column in view.listing.columns)


async def whole(person: Person, view: ListView) -> list[dict[str, Any]]:
    """All pages of the list."""
    found, params = [], {"limit": "200"}
    while True:
        page = (await person.api("GET", view.url, params=params)).json()
        found += page["items"]
        if not page["next"] or len(found) >= 600:
            return found
        params["after"] = page["next"]


def fields(view: ListView) -> list[tuple[Column, Any]]:
    return [(column, held) for column in view.listing.columns for held, _label in column.fields]


def said(item: dict[str, Any], column: Column, held: str, zone: ZoneInfo) -> Any:
    """What a file has to say where the JSON says this."""
    value = item[held]
    if isinstance(value, bool):
        return str(column.words.get(value, "Yes" if value else "No"))
    if value is None or isinstance(value, int):
        return "" if value is None else Decimal(value)
    if isinstance(value, list):
        return ", ".join(value)
    return str(column.words[value]) if value in column.words else typed(value, zone)


def typed(value: str, zone: ZoneInfo) -> Any:
    """JSON has numbers and instants as text."""
    if len(value) > 18 and value[4:5] == "-" and "T" in value:
        return datetime.fromisoformat(value).astimezone(zone).replace(tzinfo=None, microsecond=0)
    return value


async def test_csv_says_what_the_list_says(view: ListView, owner: World) -> None:  # noqa: F811
    zone = owner.admin.actor.timezone  # type: ignore[union-attr]
    with clock.held_at(clock.now()):
        items = [] if view.noun in MOVING else await whole(owner.admin, view)
        heads, *rows = csv_rows(await taken(owner.admin, view, "csv", cols=everything(view)))
    assert heads == [str(label) for column in view.listing.columns for _held, label in column.fields]
    assert view.noun in MOVING or len(items) == len(rows) or len(items) >= 600
    for item, row in zip(items, rows, strict=False):
        for (column, held), cell in zip(fields(view), row, strict=True):
            if not callable(held):
                assert same(said(item, column, held, zone), cell.removeprefix("'")), (held, item)


async def test_excel_says_it_with_types(view: ListView, owner: World) -> None:  # noqa: F811
    zone = owner.admin.actor.timezone  # type: ignore[union-attr]
    with clock.held_at(clock.now()):
        items = [] if view.noun in MOVING else await whole(owner.admin, view)
        heads, *rows = sheet_rows(await taken(owner.admin, view, "xlsx", cols=everything(view), **few(view)))
    assert [cell.value for cell in heads if cell] == [
        str(label) for column in view.listing.columns for _held, label in column.fields
    ]
    assert not [cell for row in rows for cell in row if cell and cell.kind == "formula"]
    for item, row in zip(items, rows, strict=False):
        for (column, held), cell in zip(fields(view), row, strict=True):
            if not callable(held):
                wanted = said(item, column, held, zone)
                assert same_cell(wanted, cell, held), (held, item, cell)


def same(wanted: Any, cell: str) -> bool:
    if isinstance(wanted, datetime):
        return cell == wanted.isoformat(" ", "seconds")
    if isinstance(wanted, Decimal):
        return Decimal(cell) == wanted
    return cell == wanted or (bool(cell) and number(cell) == number(wanted) is not None)


def same_cell(wanted: Any, cell: Cell | None, held: str) -> bool:
    if cell is None:
        return wanted == ""
    if isinstance(wanted, datetime):
        return cell == Cell("number", wanted, "yyyy-mm-dd hh:mm")
    if isinstance(wanted, str) and cell.shape:
        return cell.shape == "yyyy-mm-dd" and cell.value.date() == date.fromisoformat(wanted)
    if cell.kind == "number":
        return cell.value == float(wanted)
    return cell.value == wanted and (number(wanted) is None or held not in NUMBERS)


#: Texts of the JSON that are numbers; all other digits are names.
NUMBERS = frozenset(
    {"quantity", "good", "scrap", "standard_cost", "rate", "cost_rate", "hours_per_week", "offset", "hours"}
)


def number(said: str) -> Decimal | None:
    try:
        return Decimal(said)
    except ArithmeticError:
        return None


async def test_the_columns_chosen_are_the_columns_of_the_file(owner: World) -> None:  # noqa: F811
    body = await taken(owner.admin, "work-orders", "csv", cols="due,number", sort="-number")
    heads, *rows = csv_rows(body)
    assert heads == ["Due", "Order"]
    assert [row[1] for row in rows] == sorted((row[1] for row in rows), key=natural, reverse=True)


async def test_filters_and_words_narrow_the_file(owner: World) -> None:  # noqa: F811
    one = await owner.order("on_hold")
    _heads, *rows = csv_rows(await taken(owner.admin, "work-orders", "csv", cols="number,state", q=one["number"]))
    assert rows == [[one["number"], "On hold", "No"]]
    held = csv_rows(await taken(owner.admin, "work-orders", "csv", cols="state", status="on_hold"))[1:]
    assert held
    assert {row[0] for row in held} == {"On hold"}


async def test_a_page_further_on_still_gives_the_whole_list(owner: World) -> None:  # noqa: F811
    page = (await owner.admin.api("GET", "/units", params={"limit": "1"})).json()
    rows = csv_rows(await taken(owner.admin, "units", "csv", after=page["next"], limit="1"))[1:]
    assert len(rows) == page["count"]


async def test_another_companys_rows_are_in_no_file(
    view: ListView,
    owner: World,  # noqa: F811
    outsider: World,  # noqa: F811
) -> None:
    for form, read in (("csv", csv_rows), ("xlsx", sheet_rows)):
        body = str(read(await taken(outsider.admin, view, form, cols=everything(view), **few(view))))
        assert owner.tag not in body
