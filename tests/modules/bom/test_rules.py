"""Every transition and every refusal of a bill of material."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from unison_web.modules.bom import rules


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        ("submit", {"draft"}),
        ("send_back", {"in_review"}),
        ("release", {"draft", "in_review"}),
        ("supersede", {"released"}),
        ("retire", {"draft", "in_review", "released", "superseded"}),
    ],
)
def test_a_bill_moves_only_where_it_may(verb: str, allowed: set[str]) -> None:
    assert {state for state in rules.LIFE.states if rules.LIFE.allows(verb, state)} == allowed


@pytest.mark.parametrize("state", rules.LIFE.states)
def test_only_living_bills_change_and_only_drafts_lose_lines(state: str) -> None:
    assert bool(rules.may_change(state)) is (state in ("draft", "released"))
    assert bool(rules.may_remove_line(state)) is (state == "draft")
    assert bool(rules.may_retire(state)) is (state != "obsolete")
    assert bool(rules.may_release(state, lines=1)) is (state in ("draft", "in_review"))
    assert bool(rules.may_submit(state, lines=1)) is (state == "draft")
    assert bool(rules.may_send_back(state, "Wrong bearing")) is (state == "in_review")


def test_an_empty_bill_is_not_released() -> None:
    assert rules.may_release("draft", lines=0).why == "Add at least one line before you release it"


@pytest.mark.parametrize(
    ("starts", "ends", "good"),
    [
        ("2026-06-01", "2026-05-31", False),
        ("2026-06-01", "2026-06-01", True),
        (None, "2026-05-31", True),
        (None, None, True),
    ],
)
def test_the_same_day_twice_is_one_day(starts: str | None, ends: str | None, good: bool) -> None:
    days = [date.fromisoformat(day) if day else None for day in (starts, ends)]
    assert bool(rules.good_validity(*days)) is good


@pytest.mark.parametrize(
    ("quantity", "scrap", "field"),
    [
        ("1", "0", ""),
        ("0", "0", "quantity"),
        ("-1", "0", "quantity"),
        ("1", "1", "scrap"),
        ("1", "-0.1", "scrap"),
        ("1", "0.999", ""),
    ],
)
def test_something_goes_in_and_not_all_of_it_is_lost(quantity: str, scrap: str, field: str) -> None:
    assert rules.good_line(Decimal(quantity), Decimal(scrap)).field == field
    assert bool(rules.good_base(Decimal(quantity))) is (Decimal(quantity) > 0)


def test_a_circle_is_named_from_the_material_down_to_itself() -> None:
    one, two = uuid4(), uuid4()
    verdict = rules.no_circle((one, two, one), {one: "FRAME", two: "TUBE"})
    assert (verdict.field, verdict.why) == ("component", "FRAME would contain itself: FRAME → TUBE → FRAME")
    assert rules.no_circle((), {})
    long = [uuid4() for _ in range(30)]
    assert rules.no_circle([*long, long[0]], {key: str(place) for place, key in enumerate(long)}).why.count("→") == 11
