"""How somebody is told, and when a mail has to wait."""

from __future__ import annotations

from datetime import datetime, timedelta

WAYS = ("off", "bell", "mail", "summary")
#: Who came to a call late is told to those who lead; later still to those who run the company.
STEPS = 3
#: What was read is kept a month, what was not three.
KEPT_READ, KEPT_UNREAD = timedelta(days=30), timedelta(days=90)


def quiet_until(now: datetime, start: int, end: int) -> datetime | None:
    """When the quiet hours that ``now`` falls into are over, in its zone; None outside of them. ``start`` and ``end``
    are hours of the day; the same twice means no quiet hours."""
    if start == end:
        return None
    within = start <= now.hour < end if start < end else now.hour >= start or now.hour < end
    if not within:
        return None
    over = now.replace(hour=end % 24, minute=0, second=0, microsecond=0)
    return over if over > now else over + timedelta(days=1)


def escalation(minutes: float, after: int, known: int) -> int:
    """Which step a call that waited ``minutes`` of working time is due for: 1 after ``after`` minutes, 2 after three
    times as many. 0 where ``known`` has been told already, or nothing is escalated (``after`` 0)."""
    if after == 0:
        return 0
    due = 2 if minutes >= after * STEPS else 1 if minutes >= after else 0
    return due if due > known else 0
