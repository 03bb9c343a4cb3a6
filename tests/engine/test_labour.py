"""Every minute of a person is given to their jobs once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from unison_web.engine.labour import Work, shares
from unison_web.engine.spans import Span, merged

START = datetime(2027, 1, 15, 6, tzinfo=UTC)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def test_two_jobs_of_one_hour_share_it_evenly() -> None:
    assert shares([Work("a", "ana", at(0), at(60)), Work("b", "ana", at(0), at(60))]) == {"a": 30, "b": 30}


def test_the_time_alone_at_a_job_is_all_its_own() -> None:
    found = shares([Work("a", "ana", at(0), at(60)), Work("b", "ana", at(40), at(100))])
    assert found == {"a": 50, "b": 50}


def test_by_standard_time_the_slow_job_gets_more() -> None:
    slow = Work("slow", "ana", at(0), at(60), Fraction(3))
    assert shares([slow, Work("quick", "ana", at(0), at(60), Fraction(1))]) == {"slow": 45, "quick": 15}


def test_weights_of_nothing_split_evenly() -> None:
    idle = [Work(key, "ana", at(0), at(10), Fraction(0)) for key in "ab"]
    assert shares(idle) == {"a": 5, "b": 5}


def test_several_people_at_one_job_count_each() -> None:
    found = shares([Work(1, "ana", at(0), at(60)), Work(2, "ravi", at(0), at(60))])
    assert found == {1: 60, 2: 60}


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 500), st.integers(0, 300), st.integers(0, 9)), max_size=12))
def test_minutes_of_a_person_add_up_to_the_time_they_were_on_any_job(rows: list[tuple[int, int, int, int]]) -> None:
    work = [
        Work(key, person, at(start), at(start + long), Fraction(weight))
        for key, (person, start, long, weight) in enumerate(rows)
    ]
    found = shares(work)
    for person in (0, 1):
        mine = [each for each in work if each.person == person]
        there = sum((span.length for span in merged(Span(each.start, each.end) for each in mine)), timedelta())
        assert sum(found[each.key] for each in mine) == Fraction(int(there.total_seconds()), 60)
