"""Roll-ups: answers worked out by hand, and what holds for every structure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unison_web.engine.cost_tree import apportion, leaves, tree
from unison_web.engine.costing import ONE, Input, Item, Missing, Price, Roll, Work, roll_up
from unison_web.engine.currency import Found, Rate, Rates, minor_units, rounded
from unison_web.engine.quantity import as_decimal

DAY = date(2027, 3, 15)
F = Fraction


def same(code: str) -> Found | None:
    return Found(code, "USD", DAY) if code == "USD" else None


def usd(amount: str | int) -> Price:
    return Price(F(amount), "USD")


def costed(items: Iterable[Item[str]], top: str, lot: str | int = 1, convert: object = same) -> Roll[str]:
    return roll_up({item.key: item for item in items}, top, F(lot), convert)  # type: ignore[arg-type]


#: A cart: 2 wheels, each 0.5 kg rubber at 3 $ with 20 % scrap (1.875 $) and 6 min at 40 $/h (4 $); 4 bolts at 0.25 $.
#: The cart takes a setup of 30 min at 60 $/h (30 $ a lot) and 12 min of labour at 25 $/h (5 $), overhead 10 % of both.
CART = [
    Item("cart", None, [Input("wheel", F(2)), Input("bolt", F(4))], [
        Work("10 Assemble", F(1, 2), F(0), F(1, 5), ONE, usd(60), usd(25), F(1, 10)),
    ]),
    Item(
        "wheel", None, [Input("rubber", F(1, 2), ONE, 1 / F(4, 5))],
        [Work("10 Form", run=F(1, 10), machine_rate=usd(40))],
    ),
    Item("rubber", usd(3)),
    Item("bolt", usd("0.25")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lot", "unit"),
    [
        # wheels 2 × (1.875 + 4) = 11.75, bolts 1; setup for labour too: (30 + 12.5)/lot + 5, and a tenth of that
        (1, F("12.75") + (F("42.5") + 5) * F("1.1")),
        (10, F("12.75") + (F("4.25") + 5) * F("1.1")),
        (1000, F("12.75") + (F("0.0425") + 5) * F("1.1")),
    ],
)
def test_setup_is_spread_over_the_lot(lot: int, unit: Fraction) -> None:
    roll = costed(CART, "cart", lot)
    assert roll.unit["cart"] == unit
    assert not roll.missing
    assert sum(roll.kinds["cart"].values()) == unit


def test_setup_below_is_spread_over_all_the_lot_takes() -> None:
    items = [
        Item("top", None, [Input("part", F(3))]),
        Item("part", None, [], [Work("10 Turn", setup=F(1), machine_rate=usd(60))]),
    ]
    assert costed(items, "top", 5).unit["top"] == F(60, 15) * 3


def test_a_co_product_carries_its_share() -> None:
    items = [Item("plank", None, [Input("log", F(1))], share=F("0.8")), Item("log", usd(50))]
    assert costed(items, "plank", 2).total == 80


def test_an_operation_that_loses_pieces_works_on_more_of_them() -> None:
    work = Work("20 Grind", run=F(1, 10), loss=1 / (F("0.9") * F("0.8")), machine_rate=usd(72))
    assert costed([Item("gear", None, [], [work])], "gear").unit["gear"] == 10


def test_outside_work_costs_by_the_piece() -> None:
    assert costed([Item("gear", None, [], [Work("30 Coat", run=F(1), outside=usd(4))])], "gear", 7).total == 28


def test_what_is_missing_is_named_and_counts_as_nothing_known() -> None:
    items = [
        Item("top", None, [Input("part", F(1)), Input("nut", F(2)), Input("bolt", F(1))], [Work("10 Turn", run=F(1))]),
        Item("part"),
        Item("nut", Price(F(1), "XYZ")),
        Item("bolt", usd(2)),
    ]
    roll = costed(items, "top")
    assert roll.total == 2
    assert set(roll.missing) == {
        Missing("part", "price"),
        Missing("nut", "exchange", "XYZ"),
        Missing("top", "machine_rate", "10 Turn"),
    }


RATES = [
    Rate("EUR", "USD", date(2027, 3, 12), Decimal("1.08"), 1),
    Rate("EUR", "USD", date(2027, 3, 16), Decimal("1.20"), 2),
    Rate("GBP", "EUR", date(2027, 3, 10), Decimal("1.15"), 3),
    Rate("USD", "JPY", date(2027, 3, 11), Decimal("150"), 4),
]


def test_fridays_rate_is_used_on_sunday_and_says_so() -> None:
    found = Rates.of(RATES, date(2027, 3, 14)).find("EUR", "USD")
    assert found
    assert (found.factor, found.day, found.older, found.way) == (F("1.08"), date(2027, 3, 12), True, "direct")
    inverse = Rates.of(RATES, date(2027, 3, 16)).find("USD", "EUR")
    assert inverse
    assert (inverse.factor, inverse.older, inverse.way) == (1 / F("1.2"), False, "inverse")


def test_two_rates_meet_in_a_third_currency() -> None:
    found = Rates.of(RATES, date(2027, 3, 14)).find("GBP", "USD")
    assert found
    assert (found.factor, found.way, found.day) == (F("1.15") * F("1.08"), "triangulated", date(2027, 3, 10))
    assert Rates.of(RATES, date(2027, 3, 14)).find("GBP", "CHF") is None
    assert Rates.of(RATES, date(2027, 3, 1)).find("EUR", "USD") is None
    alone = Rates.of([], DAY).find("EUR", "EUR")
    assert alone
    assert (alone.factor, alone.way) == (1, "same")


@pytest.mark.parametrize(
    ("code", "places", "shown"), [("USD", 2, "1234.57"), ("JPY", 0, "1235"), ("KWD", 3, "1234.568")]
)
def test_amounts_have_the_decimals_of_their_currency(code: str, places: int, shown: str) -> None:
    assert minor_units(code) == places
    assert rounded(F("1234.5678"), code) == Decimal(shown)


parts = st.lists(st.fractions(min_value=0, max_value=1000, max_denominator=997), min_size=1, max_size=12)


@given(parts, st.integers(0, 6))
def test_apportioned_parts_add_up_to_the_last_digit(exact: list[Fraction], places: int) -> None:
    total = as_decimal(sum(exact, F(0)), places)
    shown = apportion(total, exact, places)
    assert sum(shown) == total
    step = F(1, 10**places)
    assert all(abs(F(each) - part) <= step for each, part in zip(shown, exact, strict=True))


@st.composite
def shops(draw: st.DrawFn) -> dict[int, Item[int]]:
    """Items that only ever go into lower numbers, with prices, work, scrap and shares."""
    size = draw(st.integers(2, 8))
    amounts = st.fractions(min_value=F(1, 50), max_value=20, max_denominator=50)
    items = {}
    for key in range(size):
        inputs = [
            Input(draw(st.integers(key + 1, size - 1)), draw(amounts), draw(amounts), ONE + draw(amounts) / 50)
            for _each in range(draw(st.integers(0, 3)) if key < size - 1 else 0)
        ]
        works = [
            Work("10", draw(amounts), draw(amounts), draw(amounts), ONE, usd(40), usd(30), F(1, 7))
            for _each in range(draw(st.integers(0, 1)))
        ]
        share = draw(st.sampled_from([ONE, F(2, 3)]))
        items[key] = Item(key, Price(draw(amounts), "USD"), inputs, works, share if inputs or works else ONE)
    return items


@given(shops(), st.integers(1, 500))
@settings(max_examples=60, deadline=None)
def test_every_level_adds_up_to_the_row_above_and_the_leaves_to_the_total(
    items: dict[int, Item[int]], lot: int
) -> None:
    roll = roll_up(items, 0, F(lot), same)
    assert sum((amount for _item, _part, amount in leaves(roll)), F(0)) == roll.total
    nodes = tree(roll, items, 6, limit=4000)
    total = as_decimal(roll.total, 6)
    assert sum((node.amount for node in nodes if node.level == 1), Decimal(0)) == total
    for place, node in enumerate(nodes):
        below = []
        for later in nodes[place + 1 :]:
            if later.level <= node.level:
                break
            below += [later.amount] if later.level == node.level + 1 else []
        if below:
            assert sum(below) == node.amount
