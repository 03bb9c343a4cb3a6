"""Every transition and every refusal of a routing, and the usual report."""

from __future__ import annotations

from decimal import Decimal

import pytest

from unison_web.modules.routings import rules


@pytest.mark.parametrize("state", rules.LIFE.states)
def test_what_a_routing_may_in_each_state(state: str) -> None:
    assert bool(rules.may_change(state)) is (state in ("draft", "released"))
    assert bool(rules.may_release(state, operations=1)) is (state == "draft")
    assert bool(rules.may_retire(state)) is (state != "obsolete")


def test_nobody_can_work_on_nothing() -> None:
    assert not rules.may_release("draft", operations=0)
    assert not rules.may_remove_operation("released", operations=1)
    assert rules.may_remove_operation("released", operations=2)
    assert rules.may_remove_operation("draft", operations=1)


@pytest.mark.parametrize(
    ("run_minutes", "lot_size", "usual"),
    [
        ("120", 1, 1),
        ("96", 20, 1),
        ("1.95", 20, 5),
        ("0.4", 100, 25),
        ("0.001", 100, 100),
        ("0", 40, 25),
        ("5", 1, 1),
        ("0.1", 7, 5),
    ],
)
def test_one_touch_reports_what_comes_together_in_ten_minutes(run_minutes: str, lot_size: int, usual: int) -> None:
    assert rules.usual_quantity(Decimal(run_minutes), lot_size) == usual


def test_numbers_are_taken_once() -> None:
    assert rules.free_sequence(20, [10, 30])
    assert rules.free_sequence(20, [20]).field == "sequence"
    assert rules.free_position(1, [1]).field == "position"
    assert rules.not_negative("run_minutes", Decimal(-1)).field == "run_minutes"
