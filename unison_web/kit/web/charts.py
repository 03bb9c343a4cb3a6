"""Scales for the chart macros: numbers in, places on paper out. The drawing itself is templates/ui/chart.html."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

INK = {
    "fill": "var(--run)",
    "text": "var(--text)",
    "soft": "var(--text-2)",
    "grid": "var(--hair)",
    "axis": "var(--strong)",
    "mark": "var(--med)",
    "ink": "var(--ink)",
}
PAPER = {
    "fill": "#8b949e",
    "text": "#000",
    "soft": "#48505a",
    "grid": "#d5d9dd",
    "axis": "#48505a",
    "mark": "#fff",
    "ink": "#000",
}


#: Ink and height of a stretch of time by its element: work is tall, and what nobody explained stands out.
BARS = {
    "production": ("fill", 56), "setup": ("fill", 40), "delay": ("axis", 28), "down": ("text", 28),
    "unexplained": ("mark", 56), "planned_down": ("axis", 16), "idle": ("grid", 16), "unknown": ("grid", 8),
    "break": ("grid", 4), "off_shift": ("grid", 2),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawing area with its value axis: ``y(value)`` in drawing units, ``ticks`` as (value, y)."""

    top: float
    bottom: float
    high: float
    ticks: tuple[tuple[float, float], ...]

    def y(self, value: float) -> float:
        return round(self.bottom - (self.bottom - self.top) * min(value, self.high) / self.high, 1)


def frame(values: Sequence[Any], top: float = 24, bottom: float = 212, steps: int = 3) -> Frame:
    """Room for the highest value, with round tick values; the numbers only place ink, so floats are enough."""
    highest = max((float(value) for value in values), default=0.0) or 1.0
    step = _round_step(highest / steps)
    count = max(1, int(-(-highest // step)))
    high = step * count
    bare = Frame(top, bottom, high, ())
    return Frame(top, bottom, high, tuple((step * n, bare.y(step * n)) for n in range(1, count + 1)))


@dataclass(frozen=True, slots=True)
class Course:
    """A measured value over time in drawing units: polylines and bands without those stretches nothing is known of,
    lone values as dots, bars for counters; ``marks`` are (x, instant) below."""

    bottom: float
    ticks: tuple[tuple[float, float], ...]
    lines: list[str]
    bands: list[str]
    dots: list[tuple[float, float]]
    bars: list[tuple[float, float, float]]
    marks: list[tuple[float, datetime]]


def course(
    points: Sequence[Any], start: datetime, end: datetime, step: int, counts: bool, left: float = 34, right: float = 556
) -> Course:
    """Each point has ``at``, ``value``, ``low`` and ``high``, and stands for ``step`` minutes."""
    top, bottom, whole = 24.0, 212.0, (end - start).total_seconds() or 1.0
    low = 0.0 if counts else min((point.low for point in points), default=0.0)
    high = max((point.value if counts else point.high for point in points), default=1.0)
    room = _round_step(((high - low) or abs(high) or 1.0) / 3)
    floor = room * (low // room)
    steps = max(1, int(-(-(high - floor) // room)))

    def x(at: datetime) -> float:
        return round(left + (right - left) * (at - start).total_seconds() / whole, 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - top) * (value - floor) / (room * steps), 1)

    parts = [] if counts else list(_without_gaps(points, timedelta(minutes=max(step, 1) * 2.5)))
    width = max(1.0, (right - left) * step * 60 / whole * 0.8)
    return Course(
        bottom, tuple((floor + room * n, y(floor + room * n)) for n in range(steps + 1)),
        [" ".join(f"{x(point.at)},{y(point.value)}" for point in part) for part in parts if len(part) > 1],
        [
            " ".join(f"{x(each.at)},{y(value)}" for each, value in (
                *((each, each.high) for each in part), *((each, each.low) for each in part[::-1])
            )) for part in parts if len(part) > 1
        ],
        [(x(part[0].at), y(part[0].value)) for part in parts if len(part) == 1],
        [(x(point.at), y(point.value), round(width, 1)) for point in points] if counts else [],
        [(x(start + (end - start) * share), start + (end - start) * share) for share in (0.1, 0.3, 0.5, 0.7, 0.9)],
    )  # fmt: skip


def _without_gaps(points: Sequence[Any], longest: timedelta) -> Iterator[list[Any]]:
    part: list[Any] = []
    for point in points:
        if part and point.at - part[-1].at > longest:
            yield part
            part = []
        part.append(point)
    if part:
        yield part


def slots(count: int, left: float = 34, right: float = 556, gap: float = 0.32) -> list[tuple[float, float, float]]:
    """``count`` places side by side: (start, width, middle) of each."""
    whole = (right - left) / max(count, 1)
    width = whole * (1 - gap)
    starts = [left + whole * n + (whole - width) / 2 for n in range(count)]
    return [(round(start, 1), round(width, 1), round(start + width / 2, 1)) for start in starts]


def shares(values: Sequence[Any]) -> list[float]:
    """Running share of the total, 0 to 1, for the line of a Pareto."""
    numbers = [float(value) for value in values]
    total = sum(numbers) or 1.0
    return [sum(numbers[: n + 1]) / total for n in range(len(numbers))]


def line(values: Sequence[Any], width: float = 120, height: float = 28) -> str:
    """Points of a sparkline, the last one at the end edge."""
    numbers = [float(value) for value in values]
    if len(numbers) < 2:
        return ""
    low, high = min(numbers), max(numbers)
    reach = (high - low) or 1.0
    step = (width - 4) / (len(numbers) - 1)
    points = ((2 + step * n, height - 3 - (height - 6) * (value - low) / reach) for n, value in enumerate(numbers))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _round_step(raw: float) -> float:
    power = 1.0
    while power * 10 <= raw:
        power *= 10
    while power > raw:
        power /= 10
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw)
