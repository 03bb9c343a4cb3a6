"""The rail: nine words, and behind each only what the person may open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from unison_web.kit.actor import Actor
from unison_web.kit.i18n import lazy, spoken
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
#: Headings of an area, for whoever sees many lines of it; what names none stands under the last one.
GROUPS: dict[str, tuple[tuple[str, Any], ...]] = {
    "make": (("now", lazy("Now")), ("record", lazy("On record"))),
    "move": (("lying", lazy("What lies here")), ("moving", lazy("What moves"))),
    "setup": (
        ("products", lazy("Products")), ("plant", lazy("Plant")), ("people", lazy("People")),
        ("company", lazy("Company")),
    ),
}  # fmt: skip
#: So many lines are seen at a glance, and fit on a screen of 800 pixels; more are put under headings.
AT_A_GLANCE = 9


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    href: str
    current: bool
    group: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading; only the one somebody is in stands open."""

    label: str
    entries: tuple[Link, ...]

    @property
    def current(self) -> bool:
        return any(entry.current for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Area:
    """One word of the rail; ``href`` is the first entry behind it."""

    key: str
    label: str
    icon: str
    entries: tuple[Link, ...]

    @property
    def href(self) -> str:
        return self.entries[0].href

    @property
    def current(self) -> bool:
        return any(entry.current for entry in self.entries)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Nothing where the lines are few enough to be seen at a glance."""
        headings = GROUPS.get(self.key, ())
        if len(self.entries) <= AT_A_GLANCE or not headings:
            return ()
        last = headings[-1][0]
        held = {key: tuple(e for e in self.entries if (e.group or last) == key) for key, _label in headings}
        return tuple(Group(str(label), held[key]) for key, label in headings if held[key])


class Navigation:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = sorted(entries, key=lambda entry: entry.order)
        self._rail = lru_cache(maxsize=1024)(self._areas)

    def for_(self, actor: Actor, path: str) -> tuple[Area, ...]:
        """Areas with at least one entry this person may open. A word that leads nowhere is not shown."""
        covering = (entry for entry in self._entries if _covers(entry, path) and actor.may(entry.permission))
        best = max((entry.href for entry in covering), key=len, default="")
        return self._rail(actor.rights, best, spoken())

    def _areas(self, rights: frozenset[str], best: str, _language: str) -> tuple[Area, ...]:
        allowed = [entry for entry in self._entries if entry.permission in rights]
        areas = []
        for key, label, icon in AREAS:
            links = tuple(Link(str(e.label), e.href, e.href == best, e.group) for e in allowed if e.area == key)
            if links:
                areas.append(Area(key, str(label), icon, links))
        return tuple(areas)


def _covers(entry: Entry, path: str) -> bool:
    return any(path == href or (href != "/" and path.startswith(href + "/")) for href in (entry.path, *entry.also))
