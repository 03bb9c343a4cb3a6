"""What a file may be, and how long it is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no

FORMATS = ("csv", "xlsx")
STATES = ("queued", "running", "ready", "failed", "cancelled")
UNFINISHED = ("queued", "running")
#: Up to so many rows a file for Excel is made while the browser waits; more are a job.
AT_ONCE = 5_000
#: A sheet of Excel has 2^20 rows; one is the heading.
MOST_IN_EXCEL = 1_048_575
KEPT = timedelta(days=7)
#: A file that is sent directly and did not end within this time never will.
LONGEST_SENDING = timedelta(hours=6)


def name_and_format(path: str) -> tuple[str, str]:
    """``work-orders.csv`` → its list and its format; two empty texts for anything else."""
    noun, _dot, form = path.rpartition(".")
    return (noun, form) if form in FORMATS else ("", "")


def fits_excel(rows: int) -> Verdict:
    if rows > MOST_IN_EXCEL:
        return no(
            _("A sheet of Excel has room for {n} rows. Filter the list, or take CSV").format(n=f"{MOST_IN_EXCEL:,}")
        )
    return YES


def may_cancel(state: str, form: str) -> bool:
    """Only what a worker makes; what is being sent ends when the browser stops it."""
    return form == "xlsx" and state in UNFINISHED


def kept_until(state: str, finished_at: datetime | None) -> datetime | None:
    return finished_at + KEPT if state == "ready" and finished_at else None
