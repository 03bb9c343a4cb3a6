"""Sums to figures. The only place where a figure is rounded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from unison_web.engine.oee import BY_KEY, Counts, Kpi, Times
from unison_web.kit.i18n import _
from unison_web.kit.web.structs import tidy
from unison_web.modules.machines.models import Machine
from unison_web.modules.production.models import Reason
from unison_web.modules.reporting.schemas import FigureRow, LossOut, StepOut
from unison_web.modules.reporting.service.measuring import Sums, added
from unison_web.modules.time_ledger.presenters import exact_minutes, minutes
from unison_web.modules.time_ledger.words import ELEMENTS

CENT = Decimal("0.01")
FOUR = ("availability", "effectiveness", "quality_ratio", "oee")
SHOWN = ("production", "setup", "delay", "unexplained", "down", "idle", "unknown", "planned_down")
ZERO = timedelta(0)


def digits(kpi: Kpi, value: Fraction | None) -> Decimal | None:
    """Two places, in percent where the figure is a ratio; trailing zeros stay, so that columns stand in line."""
    if value is None:
        return None
    exact = value * 100 if kpi.unit == "ratio" else value
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(CENT, ROUND_HALF_UP)


def totals(parts: Iterable[Sums]) -> tuple[Times, Counts]:
    whole = added(parts)
    return whole.times, whole.counts


def row(code: str, name: str, href: str, parts: list[Sums]) -> FigureRow:
    times, counts = totals(parts)
    return FigureRow(
        code=code, name=name, href=href, calendar=minutes(times.calendar), busy=minutes(times.busy),
        good=_pieces(counts.good), scrap=_pieces(counts.scrap), earned=minutes(counts.earned),
        note=too_long(times, counts), **{element: minutes(times.of(element)) for element in SHOWN},
        **_four(times, counts),
    )  # fmt: skip


def _four(times: Times, counts: Counts) -> dict[str, Any]:
    return {key: digits(BY_KEY[key], BY_KEY[key].of(times, counts)) for key in FOUR}


def too_long(times: Times, counts: Counts) -> str:
    """Nobody makes more than is possible: then the planned time of a piece is wrong, and says so here."""
    value = BY_KEY["effectiveness"].of(times, counts)
    if value is None or value <= 1:
        return ""
    over = digits(BY_KEY["effectiveness"], value - 1)
    return _("Planned run time is too long by {percent} %").format(percent=over)


def _pieces(value: Fraction) -> Decimal:
    return Decimal(tidy(Decimal(value.numerator) / Decimal(value.denominator)))


def losses(
    machines: list[Machine], sums: Mapping[Machine, list[Sums]], reasons: Mapping[str, Reason], query: str
) -> list[LossOut]:
    """By what they were lost to, the dearest first; where rates are zero, the longest."""
    spent: dict[tuple[str, str], timedelta] = defaultdict(timedelta)
    cost: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for machine in machines:
        for part in sums[machine]:
            for key, time in part.lost.items():
                spent[key] += time
                cost[key] += exact_minutes(time) / 60 * machine.rate
            for key, time in _of_speed_and_quality(part).items():
                spent[key] += time
                cost[key] += exact_minutes(time) / 60 * machine.rate
    found = [
        LossOut(
            lost_to(*key, reasons), key[0], minutes(time), Decimal(tidy(cost[key].quantize(CENT))), _rows(key, query)
        )
        for key, time in spent.items()
        if time > ZERO
    ]
    return sorted(found, key=lambda loss: (-loss.cost, -loss.minutes, loss.name))


def _of_speed_and_quality(part: Sums) -> dict[tuple[str, str], timedelta]:
    """Work that took longer than planned, and work on pieces that are bad."""
    produced = part.good + part.scrap + part.rework
    bad = part.earned * float((produced - part.good) / produced) if produced else ZERO
    slow = part.times.production - part.earned if produced else ZERO
    return {("speed", ""): max(slow, ZERO), ("quality", ""): bad}


def lost_to(element: str, reason: str, reasons: Mapping[str, Reason]) -> str:
    if reason in reasons:
        return reasons[reason].name
    if element == "delay":
        return _("Waiting with an order")
    own = {"short": _("Short stops"), "speed": _("Slower than planned"), "quality": _("Bad pieces")}
    return own.get(element) or str(ELEMENTS[element])


def _rows(key: tuple[str, str], query: str) -> str:
    """The stops behind it, where it is made of stops."""
    element, reason = key
    if reason:
        return f"/stops?{urlencode({'reason': reason})}&{query}"
    return f"/stops?explained=false&{query}" if element == "unexplained" else ""


def steps(parts: list[Sums]) -> list[StepOut]:
    """From what the plan wanted the machines to be there for, down to the time of good pieces."""
    times, counts = totals(parts)
    good = counts.earned * float(counts.good / counts.produced) if counts.produced else ZERO
    return [
        StepOut(_("Planned busy time"), minutes(times.busy)),
        StepOut(_("Processing"), minutes(times.processing)),
        StepOut(_("Production"), minutes(times.production)),
        StepOut(_("Planned for the pieces"), minutes(counts.earned)),
        StepOut(_("Planned for the good ones"), minutes(good)),
    ]
