"""Rows that were drawn once: shown again for the same content, and only as long as they are right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from jinja2 import DictLoader

from unison_web.kit import clock, i18n
from unison_web.kit.actor import Actor
from unison_web.kit.db.ids import new_id
from unison_web.kit.web import frame, remembered, templates
from unison_web.kit.web.frame import Frame
from unison_web.kit.web.structs import Out

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LIST = (
    "{% for row, cells in cells_of(rows, ['all']) %}{{ cells }}{% endfor %}"
    "{% if false %}{% block cell_all %}%s{% endblock %}{% endif %}"
)


class Row(Out):
    name: str
    due_at: datetime


@pytest.fixture
def plant() -> Iterator[None]:
    token = frame.current.set(Frame(ZoneInfo("Europe/Vienna"), "EUR", lambda: "token"))
    with clock.held_at(NOON):
        yield
    frame.current.reset(token)


class Drawing:
    """A list whose cells say ``words``, and how often they were drawn."""

    def __init__(self, words: str) -> None:
        self.drawn = 0
        environment = templates.environment(reload=False)
        environment.loader = DictLoader({"list.html": LIST.replace("%s", "{{ count() }}" + words)})
        environment.globals["count"] = self._count
        self._template = environment.get_template("list.html")

    def _count(self) -> str:
        self.drawn += 1
        return ""

    def of(self, *rows: Row, user: Any = None) -> str:
        return self._template.render(rows=rows, user=user)


def row(name: str = "Frame", late: timedelta = timedelta(0)) -> Row:
    return Row(name, NOON - late)


def test_the_same_row_is_drawn_once(plant: None) -> None:
    listed = Drawing("{{ row.name }}")
    assert listed.of(row(), row()) == "FrameFrame"
    assert listed.of(row()) == "Frame"
    assert listed.drawn == 1


def test_a_row_that_changed_is_drawn_again(plant: None) -> None:
    listed = Drawing("{{ row.name }}")
    assert listed.of(row(), row("Fork")) == "FrameFork"
    assert listed.drawn == 2


def test_what_somebody_typed_stays_text(plant: None) -> None:
    assert "<b>" not in Drawing("{{ row.name }}").of(row("<b>bold</b>"))


def test_another_language_another_zone_and_other_rights_get_rows_of_their_own(plant: None) -> None:
    listed = Drawing("{{ row.due_at|when }}{{ user.may('x') if user }}")
    organization = new_id()
    listed.of(row())
    i18n.speak("de_AT")
    german = listed.of(row())
    i18n.speak("en")
    frame.current.set(Frame(ZoneInfo("America/Monterrey"), "EUR", lambda: ""))
    there = listed.of(row())
    may = Actor(organization, rights=frozenset({"x"}), may=frozenset({"x"}).__contains__)
    assert listed.of(row(), user=may).endswith("True")
    assert listed.of(row(), user=Actor(organization)).endswith("False")
    assert german != there
    assert listed.drawn == 5


def test_a_time_that_passes_is_drawn_again_when_it_changes(plant: None) -> None:
    listed = Drawing("{{ row.due_at|since }}")
    late = row(late=timedelta(hours=3, minutes=10))
    assert listed.of(late) == "3 h"
    with clock.held_at(NOON + timedelta(minutes=49)):
        assert listed.of(late) == "3 h"
    assert listed.drawn == 1
    with clock.held_at(NOON + timedelta(minutes=50)):
        assert listed.of(late) == "4 h"
    assert listed.drawn == 2


def test_a_form_in_a_row_has_a_key_of_its_own_each_time(plant: None) -> None:
    listed = Drawing("{{ new_key() }}")
    assert listed.of(row()) != listed.of(row())


def test_the_shelf_is_emptied_when_it_is_full(plant: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 2)
    listed = Drawing("{{ row.name }}")
    listed.of(*(row(str(number)) for number in range(5)))
    assert len(remembered._drawn) <= 2
