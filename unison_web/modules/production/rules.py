"""What may be reported, and the sentences for what may not."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

KINDS = (
    "good", "scrap", "rework", "start", "pause", "resume", "stop", "finish", "note", "hold", "consume", "photo",
    "voice",
)  # fmt: skip
#: Each moves a counter of the operation: bad pieces are scrapped, go through again, or wait for a decision.
COUNTED = frozenset({"good", "scrap", "rework", "hold"})
#: What nobody reports without saying why.
BAD = frozenset({"scrap", "rework", "hold"})
#: Where one piece ends; one that is reworked comes again.
ENDS = frozenset({"good", "scrap", "hold"})
REASON_KINDS = ("scrap", "stop")
UNDO_WITHIN = timedelta(seconds=30)
#: A tablet that was off line replays what was touched earlier; the clock it had may be a little wrong.
FUTURE_BY = timedelta(minutes=2)
LONGEST_WAIT = timedelta(days=90)
ZERO = Decimal(0)


class Floor(Permission):
    READ = "floor:read"
    REPORT = "floor:report"


class Production(Permission):
    """``CORRECT``: any entry, at any time. ``ENTER``: what others wrote on paper, in their names."""

    CORRECT = "production:correct"
    ENTER = "production:enter"


class Reasons(Permission):
    READ = "reasons:read"
    WRITE = "reasons:write"


def order_is_open(state: str) -> Verdict:
    """Work happens on released and running orders only."""
    if state in ("released", "in_progress"):
        return YES
    sentences = {
        "on_hold": _("This order is on hold. Ask the supervisor before going on"),
        "planned": _("This order is not released yet"),
        "draft": _("This order is not released yet"),
        "cancelled": _("This order was cancelled"),
    }
    return no(sentences.get(state, _("This order is finished")), code="wrong-state")


def may_start(state: str, arrived: Decimal, done: Decimal) -> Verdict:
    """Something has to be there to work on."""
    if state == "running":
        return no(_("This operation is running already"), code="wrong-state")
    if state in ("done", "skipped"):
        return no(_("This operation is finished"), code="wrong-state")
    if arrived <= done and state != "paused":
        return no(_("Nothing has come from the operation before yet"), code="blocked")
    return YES


def may_report(state: str) -> Verdict:
    if state in ("ready", "setup", "running", "paused"):
        return YES
    if state == "pending":
        return no(_("Nothing has come from the operation before yet"), code="blocked")
    return no(_("This operation is finished"), code="wrong-state")


def countable(quantity: Decimal) -> Verdict:
    if quantity > ZERO:
        return YES
    return no(_("Must be above zero"), field="quantity")


def kept_as(media_type: str) -> str:
    """Which entry of the log a file becomes: pictures and recordings only, told from their content."""
    return {"image": "photo", "audio": "voice", "video": "voice"}.get(media_type.partition("/")[0], "")


def not_negative(quantity: Decimal, field: str) -> Verdict:
    return YES if quantity >= ZERO else no(_("Must not be below zero"), field=field)


def not_taken_back(already: bool) -> Verdict:
    return no(_("This was taken back already"), code="already-undone") if already else YES


def too_many(kind: str, quantity: Decimal, good: Decimal, most: Decimal, left: Decimal | None) -> Verdict:
    """Why there was no room. ``left`` is what has come from the operation before and is not reported yet, None at the
    first operation, where material and not pieces arrive."""
    if left is not None and quantity > left:
        return no(
            _("Only {left} are here to report").format(left=_plain(max(left, ZERO))),
            field="quantity",
            code="over-arrived",
        )
    total, allowed = _plain(good + quantity), _plain(most)
    sentence = _(
        "That would be {total} good, and {most} at most are expected. Say why there are more, then report them"
    )
    return (
        no(sentence.format(total=total, most=allowed), field="quantity", code="over-report") if kind == "good" else YES
    )


def may_finish(state: str, short_by: Decimal, reason: str) -> Verdict:
    """Finishing with pieces missing needs a reason."""
    if state not in ("ready", "setup", "running", "paused"):
        return no(_("This operation is not running"), code="wrong-state")
    if short_by > ZERO and len(reason.strip()) < 3:
        return no(
            _("{n} are still missing. Say why you finish now").format(n=_plain(short_by)), field="reason", code="short"
        )
    return YES


def may_undo(reported_at: datetime, now: datetime, *, same_person: bool, same_device: bool, already: bool) -> Verdict:
    if already:
        return no(_("This was undone already"), code="already-undone")
    if not (same_person and same_device):
        return no(_("Only the person who reported this, at the same tablet, can undo it"), code="not-yours")
    if now - reported_at > UNDO_WITHIN:
        return no(_("Undo is possible for 30 seconds. Ask the supervisor to correct it"), code="too-late")
    return YES


def happened_at(said: datetime | None, now: datetime) -> datetime:
    """The moment of the touch. A tablet's clock that runs ahead cannot put work into the future, and one that has lost
    the time not into another year: no touch waits longer than the key it came with is kept."""
    if said is None or now - said > LONGEST_WAIT:
        return now
    return min(said, now) if said - now <= FUTURE_BY else now


def same_kind(before: str, now: str) -> Verdict:
    if before == now:
        return YES
    return no(_("What was reported with it would change its meaning. Add another reason instead"), field="kind")


def one_of(*, planned: bool, failure: bool) -> Verdict:
    """Nobody plans that a machine breaks down."""
    return no(_("A breakdown is never planned"), field="failure") if planned and failure else YES


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
