"""Before anything is typed, the palette offers what this person opened last."""

from __future__ import annotations

from uuid import uuid4

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.search.test_search import codes, found, material, order


async def test_what_was_opened_last_comes_first(planner: Person, admin: Person, factory: SmallFactory) -> None:
    number = f"RC-{uuid4().hex[:8].upper()}"
    known = await material(admin, number, "Recently seen")
    wanted = await order(planner, factory)
    assert (await planner.see(f"/materials/{known}")).status_code == 200
    assert (await planner.see(f"/work-orders/{wanted}")).status_code == 200
    answers = await found(planner, "")
    assert next(iter(answers)) == "recent"
    assert codes(answers, "recent")[:2] == [wanted, number]
    assert answers["recent"][1] | {"href": f"/materials/{known}", "name": "Recently seen"} == answers["recent"][1]
    await planner.see(f"/materials/{known}")
    assert codes(await found(planner, ""), "recent")[:2] == [number, wanted]
    assert "Opened last" in (await planner.fragment("/search", "palette-results", q="")).text
    assert "recent" not in await found(planner, "bolt")


async def test_recents_are_ones_own(planner: Person, quality: Person, stranger: Person, factory: SmallFactory) -> None:
    wanted = await order(planner, factory)
    await planner.see(f"/work-orders/{wanted}")
    for other in (quality, stranger):
        assert wanted not in codes(await found(other, ""), "recent")


async def test_programs_and_parts_of_pages_open_nothing(planner: Person, factory: SmallFactory) -> None:
    wanted = await order(planner, factory)
    await planner.api("GET", f"/work-orders/{wanted}")
    await planner.fragment(f"/work-orders/{wanted}", "content")
    assert (await planner.see("/work-orders/new")).status_code == 200
    assert wanted not in codes(await found(planner, ""), "recent")
