"""The pure part of labels: fields become values, and values become ZPL that nobody can break out of."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unison_web.engine.gs1.elements import NotGs1, parse_brackets
from unison_web.engine.gs1.scan import bare, suspect, understand
from unison_web.engine.labels.design import Element, design_of, element_of, fitted, stored, text_width
from unison_web.engine.labels.filling import Values, encoded, gs1_parts, unknown_fields, written
from unison_web.engine.labels.zpl import Bitmap, code_128, escaped, gs1_128, zpl

GTIN = "09506000134352"
LOT = Values("L-1", {"number": "L-1", "gtin": GTIN, "expires_on": "31 Dec 2027", "note": ""}, {"expires_on": "271231"})
BASE = "https://unison.example/s"


def code(symbology: str, text: str) -> Element:
    return Element("code", text=text, code=symbology, size=Decimal("0.25"), height=Decimal(10))


def test_people_and_machines_read_a_day_each_in_their_own_way() -> None:
    assert written("Expires {expires_on} {note}", LOT) == "Expires 31 Dec 2027"
    assert encoded(code("gs1_128", "(17){expires_on}(10){number}"), LOT, BASE) == "(17)271231(10)L-1"


def test_an_element_without_a_value_is_left_out_and_without_a_key_nothing_is_claimed() -> None:
    pattern = "(01){gtin}(10){number}(21){note}"
    assert encoded(code("gs1_datamatrix", pattern), LOT, BASE) == f"(01){GTIN}(10)L-1"
    nameless = Values("L-1", {"number": "L-1"})
    assert encoded(code("gs1_datamatrix", pattern), nameless, BASE) == "(91)L-1"
    assert encoded(code("digital_link", pattern), LOT, BASE) == f"{BASE}/01/{GTIN}/10/L-1"
    assert encoded(code("digital_link", pattern), nameless, BASE) == f"{BASE}/L-1"
    with pytest.raises(NotGs1):
        gs1_parts("(01)09506000134353", LOT)


def test_a_field_nobody_knows_is_named() -> None:
    design = design_of(100, 50, [{"kind": "text", "text": "{number} {colour}"}])
    assert unknown_fields(design, {"number"}) == {"colour"}


def test_a_design_is_stored_and_read_back() -> None:
    element = element_of(
        {"kind": "text", "x": "1", "y": 2.5, "width": 30, "size": 3, "text": "{number}", "align": "end", "bold": True}
    )
    assert design_of("100", "50", [stored(element)]).elements == (element,)


def test_a_long_text_shrinks_to_its_place() -> None:
    place = element_of({"kind": "text", "width": 20, "size": 4})
    assert fitted("Short", place) == 4
    long = "A text that is much too long"
    assert text_width(long, fitted(long, place)).quantize(Decimal("0.001")) == 20


def test_digits_go_two_in_a_bar_and_fnc1_stands_where_it_must() -> None:
    assert code_128("123456") == ">;123456"
    assert code_128("12345") == ">:12345"
    assert code_128("A>B") == ">:A>0B"
    assert gs1_128(parse_brackets(f"(01){GTIN}(10)A1(17)271231")) == f">;>801{GTIN}10>6A1>817271231"
    assert gs1_128(parse_brackets("(10)A1")) == ">:>810A1"


def test_a_picture_is_sent_as_its_dots() -> None:
    said = zpl(
        design_of(20, 10, [{"kind": "logo", "x": 1, "y": 1, "width": 2, "height": 2}]),
        LOT,
        dpi=203,
        base=BASE,
        logo=Bitmap(9, 2, b"\xff\x80" * 2),
    )
    assert "^FO8,8^GFA,4,4,2,FF80FF80^FS" in said


@given(st.text(max_size=40))
def test_whatever_a_value_says_it_stays_a_value(text: str) -> None:
    said = zpl(
        design_of(100, 50, [{"kind": "text", "x": 1, "y": 1, "size": 4, "text": "{x}"}]),
        Values("c", {"x": text}),
        dpi=203,
        base=BASE,
    )
    assert said.count("^") == said.count("^XA") * 7 + (5 if written("{x}", Values("c", {"x": text})) else 0)
    assert "~" not in said
    assert (
        re.sub(r"(?:\\[0-9A-F]{2})+", lambda run: bytes.fromhex(run[0].replace("\\", "")).decode(), escaped(text))
        == text
    )


def test_what_scanners_add_is_taken_away_and_what_they_cannot_type_is_put_back() -> None:
    assert bare("]C0WO-1 \r\n") == "WO-1"
    assert bare("]Q1https://x.example/") == "https://x.example/"
    for gap in ("\x1d", "<GS>", "{GS}", "␝", "<FNC1>"):
        assert [item.code for item in understand(bare(f"01{GTIN}10A1{gap}17271231"))] == ["01", "10", "17"]
    assert bare(f"]d201{GTIN}").startswith("]d2")


def test_a_number_that_nobody_knows_is_suspected_only_where_it_has_the_shape_of_gs1() -> None:
    assert "must be 7" in str(suspect("106141411234567890"))
    assert "must be 2" in str(suspect("0109506000134353"))
    assert "must be 2" in str(suspect("https://x.example/01/09506000134353"))
    assert [suspect(text) for text in ("WO-1", "007007007", "https://example.com/x", "106141411234567897")] == [
        None
    ] * 4
