"""The rail: nine words, and behind each only what the person may open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from unison_web.kit.actor import Actor
from unison_web.kit.i18n import lazy
from unison_web.kit.manifest import Entry

AREAS: tuple[tuple[str, Any, str], ...] = (
    ("home", lazy("Home"), "home"),
    ("plan", lazy("Plan"), "calendar-event"),
    ("make", lazy("Make"), "building-factory-2"),
    ("quality", lazy("Quality"), "shield-check"),
    ("maintain", lazy("Maintain"), "tool"),
    ("move", lazy("Move"), "truck-delivery"),
    ("trace", lazy("Trace"), "route"),
    ("analyse", lazy("Analyse"), "chart-bar"),
    ("setup", lazy("Set up"), "settings"),
)


@dataclass(slots=True)
class Link:
    label: Any
    href: str
    current: bool


@dataclass(slots=True)
class Area:
    """One word of the rail; ``href`` is the first entry behind it."""

    key: str
    label: Any
    icon: str
    entries: list[Link] = field(default_factory=list)

    @property
    def href(self) -> str:
        return self.entries[0].href

    @property
    def current(self) -> bool:
        return any(entry.current for entry in self.entries)


class Navigation:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = sorted(entries, key=lambda entry: entry.order)

    def for_(self, actor: Actor, path: str) -> list[Area]:
        """Areas with at least one entry this person may open. A word that leads nowhere is not shown."""
        allowed = [entry for entry in self._entries if actor.may(entry.permission)]
        best = max((entry.href for entry in allowed if _covers(entry.path, path)), key=len, default="")
        areas = []
        for key, label, icon in AREAS:
            links = [Link(entry.label, entry.href, entry.href == best) for entry in allowed if entry.area == key]
            if links:
                areas.append(Area(key, label, icon, links))
        return areas


def _covers(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href + "/"))
