"""Template filters: numbers, money and instants as the person's language and plant write them (CLDR through Babel)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import dates, numbers
from markupsafe import Markup, escape

from unison_web.kit import clock
from unison_web.kit.i18n import _, language
from unison_web.kit.web import frame


def number(value: Any, places: int | None = None) -> str:
    """``Decimal("12.500000")`` is 12.5; ``places`` fixes the decimals."""
    if value is None or value == "":
        return ""
    if places is not None:
        return _number(value, "#,##0." + "0" * places if places else "#,##0", language())
    return _number(value, "#,##0.######", language())


@lru_cache(maxsize=8192)
def _number(value: Any, shape: str, locale: str) -> str:
    """A page shows the same few quantities again and again, and Babel reads language and shape each time."""
    plain = Decimal(format(value.normalize(), "f")) if isinstance(value, Decimal) else value
    return numbers.format_decimal(plain, format=shape, locale=locale)


def money(value: Any, currency: str = "") -> str:
    """With the currency's own minor digits: two for USD, none for JPY, three for KWD."""
    return (
        ""
        if value is None
        else numbers.format_currency(value, currency or frame.current.get().currency, locale=language())
    )


def percent(value: Any, places: int = 1) -> str:
    return (
        "" if value is None else numbers.format_percent(value, format="#,##0." + "0" * places + "%", locale=language())
    )


def when(instant: datetime | None) -> Markup:
    """Plant time, the year only where it is not this one, inside ``<time>`` with the exact instant."""
    if instant is None:
        return Markup("")
    return _when(instant, frame.zone(), language(), clock.now().year)


@lru_cache(maxsize=8192)
def _when(instant: datetime, zone: tzinfo, locale: str, year: int) -> Markup:
    return _time(instant, moment(instant))


def moment(instant: datetime) -> str:
    """The same words without markup."""
    return f"{_day(instant.astimezone(frame.zone()).date())} {clock_time(instant)}"


def day(value: date | datetime | None) -> Markup:
    if value is None:
        return Markup("")
    local = value.astimezone(frame.zone()).date() if isinstance(value, datetime) else value
    return Markup('<time datetime="{}">{}</time>').format(local.isoformat(), _day(local))


def plain_day(value: date) -> str:
    """The same words without markup, for sentences."""
    return _day(value)


def day_of(written: str) -> Markup:
    """A day as ISO 8601 writes it."""
    return day(date.fromisoformat(written))


def at(instant: datetime | None) -> Markup:
    """Only the time of day."""
    return Markup("") if instant is None else _time(instant, clock_time(instant))


def clock_time(instant: datetime) -> str:
    return _clock(instant.astimezone(frame.zone()).time().replace(second=0, microsecond=0), language())


@lru_cache(maxsize=4096)
def _clock(local: time, locale: str) -> str:
    return dates.format_time(local, "HH:mm", locale=locale)


def ago(instant: datetime | None) -> Markup:
    """In words: "2 minutes ago"."""
    if instant is None:
        return Markup("")
    frame.keeps(frame.NOT_EVEN_NOW)
    return _time(instant, dates.format_timedelta(instant - clock.now(), add_direction=True, locale=language()))


def since(instant: datetime | None) -> str:
    """How long that is past, as people say it: 3 d 2 h, 5 h, 40 min."""
    if instant is None:
        return ""
    now = clock.now()
    minutes = int((now - instant).total_seconds() // 60)
    shown = minutes - minutes % 60 if minutes > 60 else minutes
    frame.keeps(instant + timedelta(minutes=shown + (60 if minutes > 60 else 1)))
    return duration(shown)


def duration(minutes: Any) -> str:
    """Minutes as people say them: 45 min, 3 h 20 min, 2 d 4 h."""
    if minutes is None:
        return ""
    total = round(Decimal(minutes))
    days, rest = divmod(total, 1440)
    hours, mins = divmod(rest, 60)
    parts = [(days, _("d")), (hours, _("h")), (mins if not days else 0, _("min"))]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or f"{total} {_('min')}"


def _day(value: date) -> str:
    return _date(value, "EEE d MMM" if value.year == clock.now().year else "d MMM y", language())


@lru_cache(maxsize=4096)
def _date(value: date, shape: str, locale: str) -> str:
    return dates.format_date(value, shape, locale=locale)


def _time(instant: datetime, words: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(escape(instant.isoformat()), words)


FILTERS = {
    "number": number,
    "money": money,
    "percent": percent,
    "when": when,
    "day": day,
    "at": at,
    "ago": ago,
    "duration": duration,
    "since": since,
}
