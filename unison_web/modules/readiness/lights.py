"""The seven lights of an operation. Each is green, or names what is missing and where that is mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from unison_web.kit.i18n import _
from unison_web.kit.i18n import lazy as l_
from unison_web.kit.web.formats import number, plain_day

#: In the order in which they are read.
LIGHTS = {
    "material": l_("Material"),
    "tools": l_("Tools"),
    "machine": l_("Machine"),
    "person": l_("Person"),
    "document": l_("Documents"),
    "quality": l_("Quality"),
    "before": l_("Step before"),
}
#: A machine in one of these is not there for work.
NOT_UP = frozenset({"planned_stop", "unplanned_stop", "maintenance", "offline"})


@dataclass(frozen=True, slots=True)
class Light:
    """``why`` is empty where it is green; ``href`` leads to where it is mended."""

    key: str
    why: str = ""
    href: str = ""

    @property
    def green(self) -> bool:
        return not self.why


@dataclass(frozen=True, slots=True)
class Need:
    """What the pieces that are left take of a component, what of it may be taken, and its lots on hold with why."""

    number: str
    unit: str
    needed: Decimal
    free: Decimal
    held: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Bench:
    """A machine that stands where the operation happens. ``busy`` is the order that is on it, ``state`` in words."""

    code: str
    able: bool
    up: bool
    state: str
    busy: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who once learned it: until when it counts (None for ever), and until when they are away."""

    name: str
    until: date | None
    away_until: date | None = None


def material(needs: Iterable[Need]) -> Light:
    """Enough of everything lies free. A lot on hold is no stock, but it is named."""
    for need in needs:
        if need.needed <= need.free:
            continue
        short = _("{material}: {needed} {unit} needed, {free} free").format(
            material=need.number, needed=number(need.needed), unit=need.unit, free=number(need.free)
        )
        held = "; ".join(need.held[:2])
        why = f"{short}. {_('On hold: {lots}').format(lots=held)}" if held else short
        return Light("material", why, f"/stock?q={need.number}")
    return Light("material")


def tools(wanted: Iterable[str], in_use: Mapping[str, str]) -> Light:
    """Nobody else works with them. ``in_use`` is tool → the order and machine that has it."""
    taken = next((tool for tool in wanted if tool in in_use), None)
    if taken is None:
        return Light("tools")
    order, _place, _rest = in_use[taken].partition(" ")
    return Light("tools", _("{tool} is with {job}").format(tool=taken, job=in_use[taken]), f"/work-orders/{order}")


def machine(center: str, benches: Sequence[Bench], needed: Sequence[str]) -> Light:
    """One that is able to do it is up and free."""
    able = [bench for bench in benches if bench.able]
    if any(bench.up and not bench.busy for bench in able):
        return Light("machine")
    if not benches:
        return Light("machine", _("{center} has no machine").format(center=center), "/work-centers")
    if not able:
        why = _("No machine of {center} is able to do this: {what}").format(center=center, what=", ".join(needed))
        return Light("machine", why, f"/machines?q={center}")
    first = min(able, key=lambda bench: (not bench.up, bench.code))
    words = _("{machine} works on {order}") if first.up else _("{machine}: {state}")
    why = words.format(machine=first.code, order=first.busy, state=first.state)
    return Light("machine", why, f"/machines?q={first.code}")


def person(needed: Mapping[str, str], holders: Mapping[str, Sequence[Holder]], today: date) -> Light:
    """For each skill (code → name) somebody is here whose certificate counts today."""
    for code, name in needed.items():
        known = holders.get(code, ())
        if any(_counts(holder, today) and holder.away_until is None for holder in known):
            continue
        return Light("person", _nobody(name, known, today), "/certificates")
    return Light("person")


def _counts(holder: Holder, today: date) -> bool:
    return holder.until is None or holder.until >= today


def _nobody(skill: str, known: Sequence[Holder], today: date) -> str:
    away = next((holder for holder in known if _counts(holder, today)), None)
    if away and away.away_until:
        said = _("{skill}: {person} is away until {day}")
        return said.format(skill=skill, person=away.name, day=plain_day(away.away_until))
    if not known:
        return _("{skill}: nobody has a certificate").format(skill=skill)
    last = max(known, key=lambda holder: holder.until or date.min)
    said = _("{skill}: the certificate of {person} ended on {day}")
    return said.format(skill=skill, person=last.name, day=plain_day(last.until or today))


def document(order: str, frozen: Mapping[str, str], released: Mapping[str, str]) -> Light:
    """The order was made by what is released today. ``bom`` and ``routing`` → revision."""
    words = {"bom": _("bill of materials"), "routing": _("routing")}
    for kind, revision in frozen.items():
        now = released.get(kind, "")
        if revision and now and now != revision:
            said = _("Made by {what} {old}; {new} is released now")
            return Light(
                "document", said.format(what=words[kind], old=revision, new=now), f"/work-orders/{order}#materials"
            )
    return Light("document")


def quality(order: str, order_state: str, reason: str, held: Decimal) -> Light:
    """The order is not on hold, and no piece of the operation is set aside."""
    if order_state == "on_hold":
        return Light("quality", _("Order on hold: {reason}").format(reason=reason), f"/work-orders/{order}")
    if held:
        why = _("{count} pieces are set aside until somebody decides").format(count=number(held))
        return Light("quality", why, f"/work-orders/{order}")
    return Light("quality")


def before(order: str, name: str, arrived: Decimal, done: Decimal) -> Light:
    """Pieces have arrived that were not dealt with yet. ``name`` is the operation before, empty at the first."""
    if not name or arrived > done:
        return Light("before")
    return Light("before", _("{operation} has passed nothing on").format(operation=name), f"/work-orders/{order}")
