"""Four kinds of answers, in this order: the exact code, records by noun, screens to go to, verbs to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.search import SHOWN, Deed, Hit, Search, Sought
from unison_web.kit.web.listview import ListView, Shortcut
from unison_web.kit.web.navigation import Area
from unison_web.modules.home.service import resolve
from unison_web.modules.search.recents import opened
from unison_web.modules.search.schemas import Answer, Answers, Group

#: The verbs of a record are offered while it is clear which record is meant.
FEW = 3


@dataclass(frozen=True)
class Places:
    """What the modules declared, and where this person may go."""

    searches: Sequence[Search]
    deeds: Sequence[Deed]
    scans: Sequence[Any]
    areas: Sequence[Area]
    lists: Mapping[str, ListView]
    views: Sequence[Shortcut]


async def answers(uow: UnitOfWork, places: Places, sought: Sought) -> Answers:
    mine = [search for search in places.searches if uow.actor.may(search.permission)]
    found = certain([(search, await search.find(uow, sought)) for search in mine]) if sought.words else []
    exact = exactly(found, sought) or await scanned(uow, places, mine, sought)
    leads = {answer.href for answer in exact}
    groups = [Group("exact", _("Exact code"), exact)]
    if not sought.text:
        groups.append(Group("recent", _("Opened last"), await opened(uow)))
    for search, hits in found:
        groups.append(Group(search.noun, str(search.label), [shown(h) for h in hits if h.href not in leads]))
    groups.append(Group("go", _("Go to"), screens(places, sought)))
    groups.append(Group("do", _("Do"), verbs(uow.actor, places.deeds, found, leads, sought)))
    return Answers(sought.text, [group for group in groups if group.answers])


def certain(found: list[tuple[Search, list[Hit]]]) -> list[tuple[Search, list[Hit]]]:
    """The noun with the best record first. What only looks alike is left out where anything has the words."""
    if any(hit.rank >= 1 for _search, hits in found for hit in hits):
        found = [(search, [hit for hit in hits if hit.rank >= 1]) for search, hits in found]
    return sorted(found, key=lambda each: -max((int(hit.rank) for hit in each[1]), default=0))


def exactly(found: Sequence[tuple[Search, list[Hit]]], sought: Sought) -> list[Answer]:
    """Records whose own code was typed, in capitals or not."""
    wanted = sought.text.casefold()
    return [shown(hit) for search, hits in found if search.coded for hit in hits if hit.code.casefold() == wanted]


async def scanned(uow: UnitOfWork, places: Places, mine: Sequence[Search], sought: Sought) -> list[Answer]:
    """What a scanner would open: operations, GTINs, machine labels."""
    for code in dict.fromkeys((sought.text, sought.text.upper())):
        href = await resolve(uow, code, places.scans) if code else None
        about = next((s for s in mine if href and href.startswith(s.url + "/")), None)
        if href and about:
            return [Answer(code, href, note=str(about.label))]
    return []


def screens(places: Places, sought: Sought) -> list[Answer]:
    """Saved views, then screens of the rail whose words were typed."""
    allowed = {link.href.partition("?")[0]: link for area in places.areas for link in area.entries}
    found = []
    for view in places.views:
        shows = places.lists.get(view.noun)
        if shows and shows.url in allowed and sought.names(view.name, shows.title):
            found.append(Answer(view.name, shows.url + view.query, note=str(shows.title), icon="bookmark"))
    for area in places.areas:
        for link in area.entries:
            if sought.names(link.label, area.label):
                note = area.label if area.label != link.label else ""
                found.append(Answer(link.label, link.href, note=note, icon=area.icon))
    return found[:SHOWN]


def verbs(
    actor: Actor, deeds: Iterable[Deed], found: Sequence[tuple[Search, list[Hit]]], leads: set[str], sought: Sought
) -> list[Answer]:
    """What this person may do: to the records that are meant, and anew."""
    meant = [deed for _search, hits in found for hit in hits if hit.href in leads for deed in hit.deeds]
    if not meant:
        meant = [deed for _search, hits in found if len(hits) <= FEW for hit in hits for deed in hit.deeds]
    anew = [deed for deed in deeds if sought.names(deed.label)]
    return [Answer(str(d.label), d.href, icon=d.icon) for d in [*meant, *anew] if actor.may(d.permission)][:SHOWN]


def shown(hit: Hit) -> Answer:
    return Answer(hit.code, hit.href, hit.name, hit.note, hit.state, hit.noun)
