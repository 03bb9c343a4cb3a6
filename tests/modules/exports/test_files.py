"""Taking lists out: who may, what a spreadsheet must not take for a formula, and what the trail says."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import AsyncIterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from litestar.datastructures import MultiDict
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.exports.conftest import MANY
from tests.modules.exports.files import Cell, csv_rows, look, run, sheet_rows, taken
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.exports import excel, rules
from unison_web.modules.exports.service import asking, sending

EVIL = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\tx", "\rx")


@pytest.fixture
async def evil(engine: AsyncEngine, admin: Person) -> AsyncIterator[str]:
    """Categories whose names a spreadsheet would calculate."""
    for name in EVIL:
        await run(
            engine, admin,
            "insert into material_categories (organization_id, id, created_at, name, drawing, state) "
            "values (:o, gen_random_uuid(), now(), :name, '', 'active')", o=admin.organization, name=f"{name} evil",
        )  # fmt: skip
    yield "evil"
    await run(engine, admin, "delete from material_categories where name like '% evil'")


async def test_no_text_becomes_a_formula(admin: Person, evil: str):
    body = await taken(admin, "categories", "csv", q=evil, cols="name")
    assert sorted(row[0] for row in csv_rows(body)[1:]) == sorted(f"'{name} evil" for name in EVIL)
    cells = [row[0] for row in sheet_rows(await taken(admin, "categories", "xlsx", q=evil, cols="name"))[1:]]
    assert {cell.kind for cell in cells if cell} == {"text"}
    assert sorted(cell.value for cell in cells if cell) == sorted(f"{name} evil" for name in EVIL)


async def test_a_number_below_zero_stays_a_number(admin: Person):
    celsius = csv_rows(await taken(admin, "units", "csv", q="°F", cols="code,factor"))
    assert [row for row in celsius[1:] if any(cell.startswith("'") for cell in row)] == []


def test_a_sheet_has_a_name_excel_takes_and_days_it_knows():
    with excel.Book("[A/B]: what? 'quoted' and much too long for a tab'", ["Day"]) as book:
        book.write([[date(1, 1, 1)], [date(2026, 11, 23)], ["x" * 40_000]])
        _heads, first, second, third = sheet_rows(book.finished())
    assert first == [Cell("text", "0001-01-01")]
    assert second[0] and second[0].shape == "yyyy-mm-dd"
    assert third[0] and len(third[0].value) == 32_767


@pytest.mark.parametrize(("path", "status"), [
    ("units.csv?colour=red", 422), ("units.xlsx?sort=colour", 422), ("units.csv?cols=nothing", 422),
    ("nothing.csv", 404), ("units.pdf", 404), ("units", 404),
])  # fmt: skip
async def test_what_the_list_refuses_its_file_refuses(admin: Person, path: str, status: int):
    answer = await admin.api("GET", f"/exports/lists/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_who_may_not_see_a_list_may_not_take_it_out(operator: Person, nobody: Person, form: str):
    answer = await operator.api("GET", f"/exports/lists/users.{form}")
    assert (answer.status_code, answer.json()["permission"]) == (403, "users:read")
    assert (await nobody.client.get(f"/exports/lists/units.{form}")).status_code == 401
    assert (await operator.api("GET", f"/exports/lists/work-orders.{form}")).status_code == 200


async def test_twenty_thousand_rows_leave_in_pieces(
    admin: Person, engine: AsyncEngine, many: str, monkeypatch: pytest.MonkeyPatch
):
    """Never more than a batch is here at a time, and memory does not grow with the list."""
    sizes: list[int] = []
    whole = sending.comma.lines
    monkeypatch.setattr(sending.comma, "lines", lambda rows: sizes.append(len(rows)) or whole(rows))
    rows = csv_rows(await taken(admin, "units", "csv", q=many))
    assert len(rows) == MANY + 1
    assert max(sizes) == sending.BATCH
    assert len(sizes) == MANY // sending.BATCH + 1
    small, large = [await peak(admin, engine, word) for word in (f"{many}1234", many)]
    assert large < small + 4 * 1024 * 1024, (small, large)


async def peak(person: Person, engine: AsyncEngine, word: str) -> int:
    """Bytes that streaming takes at most, while nobody keeps what comes."""
    assert person.actor
    wanted = asking.understood(person.actor, "units", MultiDict({"q": word}))
    gc.collect()
    tracemalloc.start()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sending, "ended", _nothing)
            async for _piece in sending.csv_of(engine, person.actor, "", wanted, uuid4()):
                pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


async def _nothing(*_said: Any) -> bool:
    return True


async def test_the_trail_says_who_took_what(planner: Person, engine: AsyncEngine):
    await taken(planner, "units", "csv", q="kilo", sort="-name", cols="code,name")
    found = await run(
        engine, planner, "select * from audit_log where entity = 'exports' and actor_id = :me order by id desc limit 2",
        me=planner.actor.user_id,
    )  # fmt: skip
    ended, began = found
    assert (began["action"], began["label"], began["after"]["noun"]) == ("create", "Units", "units")
    assert began["after"]["query"] == "cols=code%2Cname&q=kilo&sort=-name"
    assert ended["after"]["rows_total"] == len(csv_rows(await taken(planner, "units", "csv", q="kilo"))) - 1
    assert ended["after"]["state"] == "ready"


async def test_a_browser_that_goes_away_leaves_a_trace(admin: Person, engine: AsyncEngine, many: str):
    assert admin.actor
    async with unit_of_work(engine, admin.actor) as uow:
        wanted = asking.understood(admin.actor, "units", MultiDict({"q": many}))
        row = await asking.note(uow, wanted, "csv", state="running", rows_total=0, rows_done=0, error="")
    body = sending.csv_of(engine, admin.actor, "", wanted, row.id)
    for _piece in range(3):
        await anext(body)
    await body.aclose()
    told = await look(admin, str(row.id))
    assert (told["state"], told["rows_done"]) == ("cancelled", 2 * sending.BATCH)
    assert row.id not in sending._sending


async def test_only_so_many_are_sent_at_once(admin: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending, "_sending", {uuid4() for _ in range(sending.MOST_AT_ONCE)})
    answer = await admin.api("GET", "/exports/lists/units.csv")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")


async def test_the_list_offers_what_is_on_the_screen(planner: Person):
    page = await planner.see("/units", q="e", sort="-name", cols="name,code")
    for form in rules.FORMATS:
        assert f'href="/exports/lists/units.{form}?q=e&amp;sort=-name&amp;cols=name%2Ccode"' in page.text
