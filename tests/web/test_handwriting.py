"""What people type: decimal commas, times without seconds, fields they emptied."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta

from unison_web.kit import i18n
from unison_web.kit.web import handwriting
from unison_web.kit.web.structs import In


class Line(In):
    quantity: Decimal


class Paper(In):
    quantity: Annotated[Decimal, Meta(title="Quantity")]
    due: datetime | None = None
    count: int = 1
    name: str = "A"
    note: str | None = None
    lines: list[Line] = []


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("en", "12.5", "12.5"),
        ("en", "1,234.5", "1234.5"),
        ("de_AT", "12,5", "12.5"),
        ("de_AT", "1.234,5", "1234.5"),
        ("de_AT", "12.5", "12.5"),
        ("de", "1 234,5", "1234.5"),
        ("fr", "1 234,5", "1234.5"),
        ("en", "a dozen", "a dozen"),
        ("en", "1e999999999", "1e999999999"),
        ("en", "NaN", "NaN"),
    ],
)
def test_a_number_is_read_the_way_its_language_writes_it(language: str, typed: str, meant: str):
    i18n.speak(language)
    assert handwriting.plain_number(typed) == meant


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_a_number_a_form_shows_is_read_back_as_the_same_number(value: Decimal):
    for language in ("en", "de_AT", "fr", "sv", "es_MX"):
        i18n.speak(language)
        assert Decimal(handwriting.plain_number(handwriting.in_words_of_here(value))) == value


def test_a_time_without_seconds_gets_them():
    i18n.speak("en")
    read = handwriting.read({"due": "2026-12-01T10:00", "quantity": "1"}, Paper)
    assert read["due"] == "2026-12-01T10:00:00"
    assert handwriting.read({"due": "tomorrow"}, Paper)["due"] == "tomorrow"


def test_numbers_inside_lines_are_read_too():
    i18n.speak("de_AT")
    assert handwriting.read({"lines": [{"quantity": "2,5"}, "x"]}, Paper)["lines"] == [{"quantity": "2.5"}, "x"]


def test_only_text_that_stays_when_left_out_can_be_emptied():
    assert handwriting.emptied(["note", "name", "due", "elsewhere"], Paper) == {"note": ""}


def test_bodies_that_are_no_structs_stay_as_they_are():
    assert handwriting.read({"a": "1,5"}, dict) == {"a": "1,5"}


@pytest.fixture(autouse=True)
def _english_again():
    yield
    i18n.speak("en")
