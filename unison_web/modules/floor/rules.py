"""What a tablet may show, and why an operation cannot be started."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission

CODE_LIFE = timedelta(minutes=30)
NEXT_SHOWN = 3
#: How long before a tablet that nobody touches locks itself it says so, in seconds.
IDLE_WARNING = 20
#: How long after signing out a tablet may still send what was touched before.
SENDS_LATER = timedelta(hours=24)
HANDOVER_STATES = ("open", "settled")
#: How far back a page says which touches its numbers contain: longer than any answer takes to arrive.
COUNTED_FOR = timedelta(minutes=2)
#: Which reasons are used most is looked up over this long.
LOOK_BACK = timedelta(days=90)
#: Quick quantities on the keypad page, as multiples of the usual one.
QUICK = (1, 2, 3, 5, 10, 20)
BAD_QUICK = (1, 2, 3, 5, 10)


class FloorBoard(Permission):
    """``SETTLE``: decide about what a tablet could not send."""

    READ = "floor_board:read"
    SETTLE = "floor_board:settle"


class Handovers(Permission):
    READ = "handovers:read"


def blocked_because(state: str, order_state: str, before: str) -> str:
    """The sentence on a card that cannot be started; nothing when it can."""
    if order_state == "on_hold":
        return _("On hold")
    if state == "pending":
        return _("Waits for {operation}").format(operation=before) if before else _("Not released")
    return ""


def quick_quantities(usual: int, remaining: Decimal) -> list[int]:
    """Six buttons around the usual quantity, none above what is left unless nothing else remains."""
    wanted = sorted({usual * factor for factor in QUICK})
    fitting = [quantity for quantity in wanted if quantity <= remaining]
    return fitting or wanted[:1]


def is_own_page(path: str) -> bool:
    """May the browser be sent there? Pages of the floor on this server only."""
    return path.startswith("/floor/") and "//" not in path and "\\" not in path and path.isprintable()


def rate(good: Decimal, minutes: Decimal) -> Decimal | None:
    """Good pieces per hour; nothing in the first minute, when it would be noise."""
    return (good * 60 / minutes).quantize(Decimal("0.1")) if minutes >= 1 else None


def standard_rate(run_minutes: Decimal) -> Decimal | None:
    """Pieces per hour the routing expects."""
    return (Decimal(60) / run_minutes).quantize(Decimal("0.1")) if run_minutes > 0 else None
