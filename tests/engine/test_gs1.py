"""The vectors of the GS1 syntax engine, and what holds for every label."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unison_web.engine.gs1.checks import CHECKS, CSET82, check_digit, check_pair
from unison_web.engine.gs1.digital_link import link, parse_link
from unison_web.engine.gs1.elements import (
    Element,
    NotGs1,
    association_problems,
    brackets,
    complete,
    element,
    gtin14,
    parse_brackets,
    parse_plain,
    plain,
    shortest,
    sscc,
)
from unison_web.engine.gs1.scan import read_scan, sent_by_scanner, understand
from unison_web.engine.gs1.table import TABLE

CASES = Path(__file__).parent.parent / "cases" / "gs1"


def _load(name: str) -> Any:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", _load("check_digits"), ids=lambda case: case["type"])
def test_published_check_digits(case: dict[str, str]) -> None:
    assert check_digit(case["body"]) == case["check_digit"]
    assert complete(case["body"]) == case["full"]
    assert gtin14(case["full"]) == case["full"].zfill(14)


@pytest.mark.parametrize("name", sorted(_load("linter_vectors")))
def test_every_vector_of_a_check(name: str) -> None:
    wrong = [
        case for case in _load("linter_vectors")[name] if (CHECKS[name](case["value"]) is None) is not case["valid"]
    ]
    assert wrong == []


@pytest.mark.parametrize("case", _load("bracketed_ai_vectors"), ids=lambda case: case["bracketed"])
def test_brackets(case: dict[str, Any]) -> None:
    if not case["ok"]:
        with pytest.raises(NotGs1):
            parse_brackets(case["bracketed"])
        return
    elements = parse_brackets(case["bracketed"])
    assert "^" + plain(elements, "^") == case["unbracketed_fnc1_as_caret"]
    assert brackets(elements) == case["bracketed"]


@pytest.mark.parametrize("case", _load("unbracketed_ai_vectors"), ids=lambda case: case["unbracketed"] or "empty")
def test_plain_strings(case: dict[str, Any]) -> None:
    if not case["ok"]:
        with pytest.raises(NotGs1):
            parse_plain(case["unbracketed"], "^")
        return
    elements = parse_plain(case["unbracketed"], "^")
    assert parse_plain(plain(elements)) == elements


@pytest.mark.parametrize("case", _load("digital_link_vectors"), ids=lambda case: case["uri"] or "empty")
def test_digital_links(case: dict[str, Any]) -> None:
    if not case["ok"]:
        with pytest.raises(NotGs1):
            parse_link(case["uri"])
        return
    elements = parse_link(case["uri"])
    assert "^" + plain(elements, "^") == case["element_string"]
    assert parse_link(link("https://id.example/stem/", elements)) == elements


@pytest.mark.parametrize("case", _load("process_scan_data_vectors"), ids=lambda case: case["scan_data"])
def test_what_a_scanner_sends(case: dict[str, Any]) -> None:
    if not case["ok"]:
        with pytest.raises(NotGs1):
            read_scan(case["scan_data"])
        return
    scan = read_scan(case["scan_data"])
    assert (scan.symbology, scan.data) == (case["symbology"], case["data"])


@pytest.mark.parametrize("case", _load("generate_scan_data_vectors"), ids=lambda case: case["symbology"] + case["data"])
def test_what_a_scanner_would_send(case: dict[str, Any]) -> None:
    if case["scan_data"] is None:
        with pytest.raises(NotGs1):
            sent_by_scanner(case["symbology"], case["data"])
        return
    assert sent_by_scanner(case["symbology"], case["data"]) == case["scan_data"]


def test_the_whole_dictionary_is_understood() -> None:
    assert len(TABLE) == 541
    assert {check for item in TABLE.values() for part in item.components for check in part.checks} <= set(CHECKS)
    assert TABLE["01"].key == (("22", "10", "21"), ("235",))
    assert TABLE["3103"].title == "NET WEIGHT (kg)"
    prefixes = {}
    for code in TABLE:
        prefixes.setdefault(code[:2], set()).add(len(code))
    assert all(len(sizes) == 1 for sizes in prefixes.values()), "the first two digits decide the length"


ORDERS = [
    "(01)05901234123457(10)A1(17)271231",
    "(17)271231(10)A1(01)05901234123457",
    "(10)A1(01)05901234123457(17)271231",
]


@pytest.mark.parametrize("text", ORDERS)
@pytest.mark.parametrize("face", ["brackets", "scanner", "separated"])
def test_the_same_label_in_any_order_and_with_or_without_separators(text: str, face: str) -> None:
    elements = parse_brackets(text)
    sent = {"brackets": text, "scanner": "]C1" + plain(elements), "separated": "\x1d" + plain(elements) + "\x1d"}[face]
    assert {item.code: item.value for item in understand(sent)} == {"01": "05901234123457", "10": "A1", "17": "271231"}


def test_a_wrong_check_digit_is_refused_and_the_right_one_named() -> None:
    for text in ("(01)05901234123458", "]C10105901234123458", "5901234123458"):
        with pytest.raises(NotGs1, match=r"\(01\) the check digit of 05901234123458 must be 7"):
            understand(text)


@pytest.mark.parametrize("text", ["WO-10482", "", "https://example.com/x", "123", "019", "007007007", "٠١٢٣٤٥٦٧"])
def test_other_codes_are_nobodys_error(text: str) -> None:
    assert understand(text) == ()


def test_bare_numbers_and_links_are_understood() -> None:
    assert understand(" 4006381333931\r\n") == (Element("01", "04006381333931"),)
    assert understand("106141411234567897") == (Element("00", "106141411234567897"),)
    assert understand("https://id.gs1.org/01/09520123456788/21/12345")[1] == Element("21", "12345")


def test_dates_and_measures_have_meanings() -> None:
    assert element("17", "240200").day(2026) == date(2024, 2, 29)
    assert element("17", "990101").day(2026) == date(1999, 1, 1)
    assert element("17", "990101").day(2080) == date(2099, 1, 1)
    assert element("11", "010101").day(2099) == date(2101, 1, 1)
    assert element("10", "A1").day(2026) is None
    assert element("3103", "000195").amount == Decimal("0.195")
    assert element("37", "25").amount == 25
    assert element("10", "25").amount is None
    assert element("10", "A1").title == "BATCH/LOT"


def test_what_must_and_must_not_stand_together() -> None:
    assert association_problems(parse_brackets("(01)05901234123457(10)A1(17)271231(3103)000195")) == []
    assert association_problems(parse_brackets("(10)A1")) == [
        "(10) needs (01) / (02) / (03) / (8006) / (8026) beside it"
    ]
    assert association_problems(parse_brackets("(00)106141411234567897(02)05901234123457(37)25")) == []
    assert association_problems(parse_brackets("(01)05901234123457(37)25"))[0] == "(01) must not stand beside (37)"
    twice = parse_brackets("(01)05901234123457(10)A1(10)A2")
    assert association_problems(twice) == ["(10) occurs with two values"]


def test_logistic_units() -> None:
    assert sscc(1, "0614141", 123456789) == "106141411234567897"
    assert element("00", sscc(0, "0614141", 1)).value == "006141410000000012"
    for wrong in ((10, "0614141", 1), (1, "06", 1), (1, "0614141", 10**9), (1, "0614141", -1), (1, "O614141", 1)):
        with pytest.raises(NotGs1):
            sscc(*wrong)


def test_the_check_pair_of_a_model_number() -> None:
    """The example of the GS1 General Specifications."""
    assert check_pair("1987654Ad4X4bL5ttr2310c") == "2K"
    assert element("8013", "1987654Ad4X4bL5ttr2310c2K")
    with pytest.raises(NotGs1):
        element("8013", "1987654Ad4X4bL5ttr2310c2L")


@pytest.mark.parametrize(
    ("code", "good", "bad"),
    [
        ("8007", "DE89370400440532013000", "DE89370400440532013001"),
        ("4309", "18000000000000000000", "18000000010000000000"),
        ("8006", "059012341234570102", "059012341234570302"),
        ("7258", "1/2", "2/1"),
        ("4307", "AT", "XX"),
        ("7250", "19991231", "19991331"),
        ("4324", "2712312359", "2712312360"),
        ("4300", "Bike%20Co", "Bike%2"),
        ("8011", "0", "01"),
        ("4330", "001200-", "001200+"),
        ("8008", "2712311259", "27123112595"),
    ],
)
def test_the_rarer_checks(code: str, good: str, bad: str) -> None:
    assert element(code, good).value == good
    with pytest.raises(NotGs1):
        element(code, bad)


lots = st.text(alphabet=CSET82, min_size=1, max_size=20)


@given(
    st.integers(0, 10**13 - 1),
    lots,
    lots,
    st.dates(date(2000, 1, 1), date(2050, 12, 31)),
    st.permutations([0, 1, 2, 3]),
)
def test_every_label_reads_back_whatever_the_order(
    body: int, lot: str, serial: str, expiry: date, order: list[int]
) -> None:
    gtin = complete(str(body).zfill(13))
    given_elements = [
        element("01", gtin),
        element("10", lot),
        element("21", serial),
        element("17", expiry.strftime("%y%m%d")),
    ]
    elements = [given_elements[place] for place in order]
    assert parse_plain(plain(elements)) == elements
    assert parse_brackets(brackets(elements)) == elements or "\\" in lot + serial
    assert sorted(parse_link(link("https://id.example", elements)), key=str) == sorted(elements, key=str)
    assert plain(shortest(elements)).count("\x1d") == 1


@given(st.text(max_size=40))
def test_garbage_is_refused_never_crashed_on(text: str) -> None:
    for face in (understand, parse_plain, parse_brackets, parse_link, read_scan):
        try:
            face(text)
        except NotGs1:
            continue
