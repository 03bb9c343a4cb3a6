"""What is hashed has one way to be written, whoever writes it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unison_web.engine.seals import ENTRY, SEAL, canonical, entry_hash, seal_hash

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=6)
plain = st.none() | st.booleans() | st.integers() | numbers | words
values = st.recursive(plain, lambda v: st.lists(v, max_size=4) | st.dictionaries(words, v, max_size=4), max_leaves=12)
objects = st.dictionaries(words, values, max_size=6)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001

ENTRY_ROW: dict[str, Any] = {
    "organization_id": UUID(int=1), "id": UUID(int=2), "created_at": datetime(2026, 11, 24, 22, 3, 22, 123456, UTC),
    "actor_id": None, "actor_name": "Ana Ruíz", "action": "update", "entity": "work_orders", "entity_id": UUID(int=3),
    "label": "WO-10482", "before": {"quantity": "120"}, "after": {"quantity": "12"}, "reason": 'say "less"\n',
    "device": "", "request_id": "r-1",
}  # fmt: skip


@given(objects)
def test_what_was_written_reads_back_as_what_it_was(value: dict[str, Any]):
    read = json.loads(canonical(value), parse_float=Decimal, parse_int=Decimal)
    assert read == json.loads(json.dumps(value, default=str), parse_float=Decimal, parse_int=Decimal) or read == value
    assert canonical(read) == canonical(value), "written again it is the same"


@given(objects, st.randoms())
def test_the_order_of_names_does_not_matter(value: dict[str, Any], chance: Any):
    names = list(value)
    chance.shuffle(names)
    assert canonical({name: value[name] for name in names}) == canonical(value)


@given(instants, zones)
def test_the_zone_of_the_session_does_not_matter(instant: datetime, zone: timezone):
    assert canonical(instant.astimezone(zone)) == canonical(instant)
    assert canonical(instant).endswith('Z"')


@given(numbers, st.integers(0, 30))
def test_the_way_a_number_is_written_does_not_matter(number: Decimal, zeros: int):
    longer = Decimal(format(number, "f") + ("" if "." in format(number, "f") else ".") + "0" * zeros)
    assert canonical(longer) == canonical(number) == canonical(Decimal(f"{number:E}"))
    if number == number.to_integral_value():
        assert canonical(int(number)) == canonical(number)


@given(objects, objects)
def test_different_values_are_written_differently(one: dict[str, Any], other: dict[str, Any]):
    assert (canonical(one) == canonical(other)) == (typed(one) == typed(other))


def typed(value: Any) -> Any:
    """Python takes True for 1."""
    if isinstance(value, dict):
        return {name: typed(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner) for inner in value]
    return ("yes or no", value) if isinstance(value, bool) else value


def test_numbers_keep_every_digit():
    digits = "0.123456789012345678901234567890123456789"
    assert canonical(Decimal(digits + "0")) == digits
    assert [canonical(Decimal(n)) for n in ("1E+3", "-0.00", "1.50", "-7")] == ["1000", "0", "1.5", "-7"]


@pytest.mark.parametrize("value", [1.5, b"x", {1: "one"}, {1, 2}])
def test_what_has_no_one_way_to_be_written_is_refused(value: Any):
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), datetime(2026, 1, 1)])  # noqa: DTZ001
def test_numbers_that_are_none_and_times_without_a_zone_are_refused(value: Any):
    with pytest.raises(ValueError, match="number|zone"):
        canonical(value)


def test_an_entry_is_hashed_as_the_description_says():
    said = (
        'unison-audit-entry-1\n{"action":"update","actor_id":null,"actor_name":"Ana Ruíz","after":{"quantity":"12"},'
        '"before":{"quantity":"120"},"created_at":"2026-11-24T22:03:22.123456Z","device":"","entity":"work_orders",'
        '"entity_id":"00000000-0000-0000-0000-000000000003","id":"00000000-0000-0000-0000-000000000002","label":'
        '"WO-10482","organization_id":"00000000-0000-0000-0000-000000000001","reason":"say \\"less\\"\\n",'
        '"request_id":"r-1"}'
    )
    assert entry_hash({**ENTRY_ROW, "more": "is no part of it"}) == sha256(said.encode()).hexdigest()


@pytest.mark.parametrize("name", ENTRY)
def test_every_column_of_an_entry_counts(name: str):
    assert entry_hash({**ENTRY_ROW, name: "another"}) != entry_hash(ENTRY_ROW)


def test_a_seal_depends_on_all_it_says_and_on_the_order_of_its_entries():
    seal: dict[str, Any] = dict.fromkeys(SEAL, "x")
    hashes = {seal_hash({**seal, name: "y"}, ["a", "b"]) for name in SEAL}
    hashes |= {seal_hash(seal, entries) for entries in (["a", "b"], ["b", "a"], ["a"], ["ab"], [])}
    assert len(hashes) == len(SEAL) + 5
