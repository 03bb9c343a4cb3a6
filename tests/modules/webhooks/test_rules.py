"""Signatures and waiting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from unison_web.modules.webhooks import rules

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def test_the_signature_is_the_one_that_the_standard_publishes() -> None:
    """The example of the Standard Webhooks specification, as its libraries test it."""
    secret, message = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    signed = rules.signature(secret, message, 1614265330, '{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_every_secret_is_another() -> None:
    assert len({rules.new_secret() for _one in range(50)}) == 50


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 2), (3, 5), (8, 240), (9, 240), (30, 240)])
def test_waits_grow_to_four_hours(tries: int, minutes: int) -> None:
    assert rules.next_try(tries, NOW, NOW) == NOW + timedelta(minutes=minutes)


def test_after_two_days_it_is_given_up() -> None:
    assert rules.next_try(9, NOW - timedelta(hours=47, minutes=59), NOW)
    assert rules.next_try(9, NOW - timedelta(days=2), NOW) is None


@pytest.mark.parametrize(
    ("status", "stops"), [(None, True), (500, True), (503, True), (429, True), (400, False), (410, False)]
)
def test_what_is_wrong_with_one_message_does_not_stop_others(status: int | None, stops: bool) -> None:
    assert rules.stops_others(status) is stops
