"""When it happened: what a tablet's clock may say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from unison_web.modules.production.rules import happened_at

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (None, NOW),
        (NOW - timedelta(hours=7), NOW - timedelta(hours=7)),  # a tablet that was without a network for a shift
        (NOW + timedelta(seconds=3), NOW),
        (NOW + timedelta(days=400), NOW),
        (datetime(1970, 1, 1, tzinfo=UTC), NOW),  # an empty battery
    ],
)
def test_the_touch_counts_unless_the_clock_is_wrong(said: datetime | None, counts: datetime) -> None:
    assert happened_at(said, NOW) == counts
