"""Genealogy: GS1's own events, walked both ways, and what taken-back edges and circles must not do."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from unison_web.engine.genealogy import (
    Amount,
    Balance,
    Edge,
    Genealogy,
    Shipment,
    Transformation,
    from_epcis,
    to_epcis,
)

CASES = Path(__file__).parents[1] / "cases" / "genealogy"
TRANSFORMATION = json.loads((CASES / "Example_9.6.4-TransformationEvent.jsonld").read_text())
EXPECTED = json.loads((CASES / "expected.json").read_text())
AT = datetime(2027, 1, 15, 8, tzinfo=UTC)


@pytest.mark.parametrize("made", EXPECTED["trace_back_from"])
def test_what_was_made_names_everything_that_went_into_it(made: str):
    found = Genealogy(from_epcis(TRANSFORMATION)).reach(made, "up")
    assert sorted(found) == sorted(EXPECTED["trace_back_from"][made]["inputs"])


@pytest.mark.parametrize("used", EXPECTED["trace_forward"])
def test_what_was_used_names_everything_it_went_into(used: str):
    found = Genealogy(from_epcis(TRANSFORMATION)).reach(used, "down")
    assert sorted(found) == sorted(EXPECTED["trace_forward"][used])


def test_what_is_packed_goes_where_its_pallet_goes():
    document = json.loads((CASES / "Example_9.6.3-AggregationEvent.jsonld").read_text())
    packed = Genealogy(from_epcis(document))
    pallet = "urn:epc:id:sscc:0614141.1234567890"
    assert packed.next_to(pallet, "up")["urn:epc:class:lgtin:4012345.012345.998877"] == Decimal("200.5")


def test_one_lot_in_two_orders_keeps_two_edges():
    tree = Genealogy([Edge("steel", "A", Decimal(30)), Edge("steel", "B", Decimal(12)), Edge("steel", "A", Decimal(5))])
    assert tree.next_to("steel", "down") == {"A": 35, "B": 12}


def test_an_edge_that_was_taken_back_links_nothing():
    tree = Genealogy([Edge("steel", "A", Decimal(3)), Edge("A", "frame"), Edge("steel", "A", Decimal(-3))])
    assert tree.reach("steel", "down") == []


def test_levels_are_the_fewest_steps_and_circles_end():
    tree = Genealogy([Edge("a", "b"), Edge("b", "c"), Edge("a", "c"), Edge("c", "a")])
    assert tree.levels("a", "down") == [["b", "c"]]
    assert tree.way("b", "a") == ["b", "c", "a"]
    assert tree.way("b", "nowhere") == []


def test_the_balance_of_a_lot_says_what_is_unaccounted_for():
    lot = Balance(Decimal(100), Decimal(60), Decimal(25), Decimal(10))
    assert (lot.unaccounted, lot.share) == (5, 95)
    assert Balance(Decimal(0), Decimal(0), Decimal(0), Decimal(0)).share == 100


def test_what_is_written_as_epcis_is_read_back_the_same():
    made = Transformation("WO-1", AT, [Amount("lot:steel", Decimal("2.5"))], [Amount("sn:1", Decimal(1), piece=True)])
    sent = Shipment("DN-1", AT, [Amount("sn:1", Decimal(1), piece=True)], "party:P-1", "DN-1")
    document = to_epcis([made, sent], AT)
    assert from_epcis(document) == [Edge("lot:steel", "sn:1", Decimal("2.5"))]
    assert document["epcisBody"]["eventList"][1]["bizStep"] == "shipping"
    assert document["epcisBody"]["eventList"][0]["eventTimeZoneOffset"] == "+00:00"
