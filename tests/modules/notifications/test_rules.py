"""When mails wait, and when help is late."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from unison_web.modules.notifications.rules import escalation, quiet_until

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "start", "end", "until"),
    [
        ("2026-11-30 23:15", 22, 6, "2026-12-01 06:00"),
        ("2026-12-01 05:59", 22, 6, "2026-12-01 06:00"),
        ("2026-12-01 06:00", 22, 6, None),
        ("2026-12-01 21:59", 22, 6, None),
        ("2026-12-01 13:00", 12, 14, "2026-12-01 14:00"),
        ("2026-12-01 11:00", 12, 14, None),
        ("2026-12-01 23:00", 8, 8, None),
        ("2026-12-01 23:00", 22, 0, "2026-12-02 00:00"),
    ],
)
def test_a_mail_waits_until_quiet_hours_are_over(now: str, start: int, end: int, until: str | None) -> None:
    said = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    wanted = datetime.fromisoformat(until).replace(tzinfo=BERLIN) if until else None
    assert quiet_until(said, start, end) == wanted


def test_the_night_in_which_the_clock_is_set_back_is_an_hour_longer() -> None:
    over = quiet_until(datetime(2026, 10, 24, 22, tzinfo=BERLIN), 22, 6)
    assert over
    assert over.timestamp() - datetime(2026, 10, 24, 22, tzinfo=BERLIN).timestamp() == 9 * 3600


@pytest.mark.parametrize(
    ("minutes", "after", "known", "step"),
    [(9.9, 10, 0, 0), (10, 10, 0, 1), (29, 10, 1, 0), (30, 10, 1, 2), (45, 10, 0, 2), (500, 10, 2, 0), (500, 0, 0, 0)],
)
def test_help_is_late_in_two_steps(minutes: float, after: int, known: int, step: int) -> None:
    assert escalation(minutes, after, known) == step
