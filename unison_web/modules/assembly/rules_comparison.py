"""What was built, against what was planned and what is planned today: every difference with its reason, or without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from unison_web.kit.i18n import _

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about a difference. One that is not ``explained`` is for somebody to find out."""

    text: str
    explained: bool = True


@dataclass(slots=True)
class Facts:
    """Everything known about one component. Quantities are in the component; ``planned`` and ``today`` are for one
    piece, nothing where it is not in the plan, or not in the bill. ``built`` is nothing where only the whole order
    knows it; ``stood_in`` is how much of the component an alternate stood for; ``waiting`` what is in pieces that are
    not reported yet; ``by_hand`` what people gave and did not take back. A piece that is not reported is
    ``growing``."""

    number: str
    planned: Decimal | None = None
    today: Decimal | None = None
    built: Decimal | None = ZERO
    good: Decimal = ZERO
    scrap: Decimal = ZERO
    stood_in: Decimal = ZERO
    stands_for: str = ""
    replaced: str = ""
    missing: Decimal = ZERO
    waiting: Decimal = ZERO
    by_hand: Decimal = ZERO
    finished: bool = False
    growing: bool = False
    reasons: list[str] = field(default_factory=list)
    exchanged: list[tuple[str, str]] = field(default_factory=list)
    revision: str = ""
    since: str = ""

    @property
    def expected(self) -> Decimal:
        """What the good pieces take by the plan."""
        return (self.planned or ZERO) * self.good


def explain(facts: Facts) -> list[Note]:
    return [*_of_plan(facts), *_of_quantity(facts), *_of_today(facts)]


def _of_plan(facts: Facts) -> Iterator[Note]:
    if facts.replaced:
        words = _("The order takes it instead of {part}: an approved alternate")
        yield Note(words.format(part=facts.replaced))
    for number, reason in facts.exchanged:
        yield Note(_("{number} was taken out: {reason}").format(number=number, reason=reason))
    if facts.missing:
        words = _("{n} of it were used without known stock, and nobody has settled that")
        yield Note(words.format(n=plain(facts.missing)), explained=False)


def _of_quantity(facts: Facts) -> Iterator[Note]:
    """The difference, taken apart until nothing is left of it."""
    if facts.built is None:
        return
    if facts.planned is None and facts.stands_for:
        if facts.built:
            yield Note(_("Approved alternate for {part}").format(part=facts.stands_for))
        return
    left = facts.built + facts.stood_in - facts.expected
    if facts.stood_in:
        yield Note(_("An approved alternate stands for {n} of it").format(n=plain(facts.stood_in)))
    bad = (facts.planned or ZERO) * facts.scrap
    if bad and left > ZERO:
        words = _("{n} more for {bad} bad pieces")
        yield Note(words.format(n=plain(min(bad, left)), bad=plain(facts.scrap)))
        left -= min(bad, left)
    if facts.waiting and left > ZERO:
        words = _("{n} of it in pieces that are not reported yet")
        yield Note(words.format(n=plain(min(facts.waiting, left))))
        left -= min(facts.waiting, left)
    if facts.by_hand > ZERO and left > ZERO and not facts.finished:
        words = _("{n} given to the order and not used yet")
        yield Note(words.format(n=plain(min(facts.by_hand, left))))
        left -= min(facts.by_hand, left)
    yield from _rest(facts, left)


def _rest(facts: Facts, left: Decimal) -> Iterator[Note]:
    if not left:
        return
    if left < ZERO and facts.growing:
        yield still_missing(-left)
        return
    words = _("{n} more than planned") if left > ZERO else _("{n} less than planned")
    said = words.format(n=plain(abs(left)))
    if facts.planned is None:
        said = _("Not in the plan of the order")
    if facts.reasons:
        yield Note(_("{what}: {reason}").format(what=said, reason="; ".join(facts.reasons)))
    else:
        yield Note(_("{what}, and nobody said why").format(what=said), explained=False)


def _of_today(facts: Facts) -> Iterator[Note]:
    """The plan of the order against the bill of today; an alternate is no difference of the bill."""
    if facts.planned == facts.today or facts.stands_for or facts.replaced:
        return
    if facts.planned is None:
        said = _("In the bill of today, not in the plan")
    elif facts.today is None:
        said = _("In the plan, no more in the bill of today")
    else:
        said = _("Today {n} for one piece").format(n=plain(facts.today))
    because = facts.since or facts.revision
    if because:
        yield Note(_("{what}: {reason}").format(what=said, reason=because))
    else:
        yield Note(_("{what}, and nobody said why").format(what=said), explained=False)


def changed_by(number: str, title: str, revision: str) -> str:
    return _("change {number}, {title}, revision {revision}").format(number=number, title=title, revision=revision)


def new_revision(revision: str) -> str:
    return _("revision {revision} was released since").format(revision=revision)


def no_bill() -> str:
    return _("no bill is valid today")


def line_since(day: str) -> str:
    return _("the line of the bill counts from {day}").format(day=day)


def still_missing(quantity: Decimal) -> Note:
    return Note(_("{n} still to be built in").format(n=plain(quantity)))


def by_reports() -> Note:
    return Note(_("Used up by reports of the whole order"))


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
