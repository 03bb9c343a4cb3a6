"""OData V2 against replies as SAP sends them, and what must hold for any reply."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unison_web.engine import odata

CASES = Path(__file__).parents[1] / "cases/sap"
NOTES = json.loads((CASES / "protocol_notes.json").read_text())
ERRORS = json.loads((CASES / "odata_v2_error_payloads.json").read_text())
ASKED = "https://sap.example:8443/v1/foo/bar/endpoint?$top=5"


def test_a_quantity_is_a_text_and_keeps_its_decimals():
    row = odata.page(json.dumps(NOTES["stock_sample_reply"]).encode()).rows[0]
    assert odata.number(row["MatlWrhsStkQtyInMatlBaseUnit"]) == Decimal("1160.000")
    assert odata.number("12.500-") == Decimal("-12.500")
    assert odata.number("") == 0
    for wrong in (1.5, "1,5", "NaN", "1e3", True, "--1"):
        with pytest.raises(odata.NotOData):
            odata.number(wrong)


def test_a_date_counts_milliseconds_and_its_offset_moves_nothing():
    assert odata.instant("/Date(1594857600000)/") == datetime(2020, 7, 16, tzinfo=UTC)
    assert odata.instant("/Date(1594857600000+0120)/") == datetime(2020, 7, 16, tzinfo=UTC)
    assert odata.instant("/Date(-1000)/") == datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert odata.instant(None) is None
    for wrong in ("2020-07-16", "/Date(x)/", "/Date(99999999999999999)/", 5):
        with pytest.raises(odata.NotOData):
            odata.instant(wrong)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)))  # noqa: DTZ001
def test_an_instant_comes_back_as_it_was_sent(at: datetime):
    at = at.replace(microsecond=at.microsecond // 1000 * 1000, tzinfo=UTC)
    assert odata.instant(odata.written(at)) == at


def test_the_next_page_is_followed_as_written_at_the_same_origin_only():
    page = odata.page(json.dumps(NOTES["next_link"]["payload"]).encode())
    followed = odata.next_address(ASKED, page.next)
    assert followed == "https://sap.example:8443/v1/foo/bar/endpoint?$skiptoken=s3cReT-t0k3n&foo=bar"
    assert odata.next_address("https://sap.example/x", "https://SAP.example:443/y") == "https://SAP.example:443/y"
    for elsewhere in (
        "https://evil.example/v1", "//evil.example/v1", "http://sap.example:8443/v1", "https://sap.example/v1",
        "https://sap.example:8443@evil.example/", "https://u:p@sap.example:8443/", "javascript:alert(1)",
    ):  # fmt: skip
        with pytest.raises(odata.Elsewhere):
            odata.next_address(ASKED, elsewhere)


def test_the_count_comes_as_a_text():
    assert odata.page(json.dumps(NOTES["inline_count"]).encode()).count == 50


@pytest.mark.parametrize("answer", [b"", b"{", b"[]", b'{"d": null}', b'{"d": {"results": {}}}', b'{"d": {"results"'])
def test_what_broke_off_is_no_page(answer: bytes):
    with pytest.raises(odata.NotOData):
        odata.page(answer)


def test_an_error_is_told_in_saps_own_words():
    said = odata.fault(400, json.dumps(ERRORS[0]).encode())
    assert said.code == "005056A509B11EE1B9A8FEC11C23378E"
    assert said.message.startswith("System query options '$orderby,$skip")
    assert said.details == ("$search query option not supported",)
    assert said.transaction == "25669476CF9401E0E005F2FA0752F574"


def test_errors_that_are_no_json_still_say_something():
    xml = b'<error xmlns="x"><code>SY/530</code><message xml:lang="de">Nicht &lt;da&gt;</message></error>'
    assert odata.fault(404, xml) == odata.Fault("SY/530", "Nicht <da>")
    page = b"<html><head><title>Service cannot be reached</title></head><body>503</body></html>"
    assert odata.fault(503, page).message == "Service cannot be reached"
    assert odata.fault(502, b"").message == "HTTP 502"
    assert odata.fault(500, b"Internal error").message == "Internal error"


@given(st.binary(max_size=200))
def test_no_error_body_is_ever_too_strange(answer: bytes):
    assert odata.fault(500, answer).message


def test_values_in_addresses_cannot_break_out():
    assert odata.literal("O'Neill") == "'O''Neill'"
    assert odata.entity("A_Product", Product="A/B 'C") == "A_Product('A%2FB%20''C')"
    assert odata.entity("A_ProductPlant", Product="TG11", Plant="1010") == "A_ProductPlant(Product='TG11',Plant='1010')"
    assert odata.literal(datetime(2020, 7, 16, 10, tzinfo=UTC)) == "datetimeoffset'2020-07-16T10:00:00Z'"
    assert odata.literal(date(2020, 7, 16)) == "datetime'2020-07-16T00:00:00'"
    assert odata.literal(Decimal("1.50")) == "1.50M"


def test_what_was_not_expanded_is_nothing():
    described = {"results": [{"Language": "EN"}]}
    row = {"to_Plant": {"__deferred": {"uri": "x"}}, "to_Description": described, "one": {"a": 1}}
    assert odata.expanded(row, "to_Plant") == []
    assert odata.expanded(row, "to_Description") == [{"Language": "EN"}]
    assert odata.expanded(row, "one") == [{"a": 1}]
