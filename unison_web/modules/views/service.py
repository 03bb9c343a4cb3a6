"""Saving, changing and taking away a view."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl
from uuid import UUID

from litestar.datastructures import MultiDict

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused, SignInNeeded
from unison_web.kit.i18n import _
from unison_web.kit.web.listview import ListView
from unison_web.modules.views.models import SavedView
from unison_web.modules.views.repository import ViewRepository
from unison_web.modules.views.rules import MOST
from unison_web.modules.views.schemas import ViewEdit, ViewIn, ViewOut


async def save(uow: UnitOfWork, lists: Mapping[str, ListView], said: ViewIn) -> ViewOut:
    """A new view, or the one of the same name with what the list shows now."""
    view = lists.get(said.noun)
    if view is None:
        raise Refused(_("This view cannot be saved"), noun=_("There is no list of this name"))
    query = understood(view, said.query)
    me, views = person(uow), ViewRepository(uow)
    row = await views.named(me, said.noun, said.name.strip())
    if row is None:
        if len(await views.seen_by(me)) >= MOST:
            raise Refused(_("You have many views already. Take one away first"), name=_("Too many views"))
        row = SavedView(user_id=me, noun=said.noun, name=said.name.strip())
        uow.session.add(row)
    row.query = query
    await _take_over(uow, row, starts=said.starts)
    return shown(row, uow, lists)


async def change(uow: UnitOfWork, lists: Mapping[str, ListView], view_id: UUID, said: ViewEdit) -> ViewOut:
    row = await ViewRepository(uow).of(person(uow), view_id)
    row.name = said.name.strip()
    await _take_over(uow, row, starts=said.starts)
    return shown(row, uow, lists)


async def remove(uow: UnitOfWork, lists: Mapping[str, ListView], view_id: UUID) -> ViewOut:
    row = await ViewRepository(uow).of(person(uow), view_id)
    await uow.session.delete(row)
    return shown(row, uow, lists)


async def share(uow: UnitOfWork, lists: Mapping[str, ListView], view_id: UUID, *, team: bool) -> ViewOut:
    row = await ViewRepository(uow).of(person(uow), view_id)
    row.team = team
    await uow.session.flush()
    return shown(row, uow, lists)


async def _take_over(uow: UnitOfWork, row: SavedView, *, starts: bool) -> None:
    """A list starts with one view only: the last one that was told to."""
    if starts:
        for other in await ViewRepository(uow).starting(row.user_id, row.noun):
            other.starts = False
    row.starts = starts
    await uow.session.flush()


def understood(view: ListView, query: str) -> str:
    """The state as the list itself would write it. Raises Refused for what the list does not know."""
    asked = view.listing.parse(MultiDict(parse_qsl(query.lstrip("?"))))
    return view.state(asked)


def person(uow: UnitOfWork) -> UUID:
    if uow.actor.user_id is None:
        raise SignInNeeded
    return uow.actor.user_id


def shown(row: SavedView, uow: UnitOfWork, lists: Mapping[str, ListView]) -> ViewOut:
    view = lists.get(row.noun)
    mine = row.user_id == uow.actor.user_id
    return ViewOut.of(
        row,
        owner=uow.actor.name if mine else row.owner.name,
        href=(view.url if view else "/") + row.query,
        title=str(view.title) if view else row.noun,
        mine=mine,
    )
