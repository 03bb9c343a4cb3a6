"""Which records a person opened last: remembered when a page is opened, shown where nothing has been typed yet."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, Uuid, delete, func, literal, select, union_all
from sqlalchemy.dialects.postgresql import insert

from unison_web.kit import clock
from unison_web.kit.custom import nouns
from unison_web.kit.custom.nouns import Noun
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.search import SHOWN
from unison_web.kit.web.requests import WebRequest
from unison_web.modules.materials.models import Material
from unison_web.modules.search.models import RecentRecord
from unison_web.modules.search.schemas import Answer

KEPT = 40


async def remember(uow: UnitOfWork, request: WebRequest) -> None:
    """Somebody looks at the page of a record. Whoever looks on as somebody else leaves no trace there."""
    me, found = uow.actor.user_id, meant(request.scope["path"])
    if me is None or found is None or uow.actor.viewer_id or uow.actor.superuser:
        return
    noun, said = found
    model: Any = noun.model
    column = model.id if "{id}" in noun.page else noun.code
    now = clock.now()
    seen = select(
        literal(uow.organization_id, Uuid), func.gen_random_uuid(), literal(now), literal(me, Uuid),
        literal(noun.key, String), model.id, literal(now),
    ).where(model.organization_id == uow.organization_id, column == said)  # fmt: skip
    names = ["organization_id", "id", "created_at", "user_id", "noun", "record_id", "opened_at"]
    opened = insert(RecentRecord).from_select(names, seen, include_defaults=False)
    await uow.session.execute(
        opened.on_conflict_do_update(
            index_elements=["organization_id", "user_id", "noun", "record_id"], set_={"opened_at": now}
        )
    )


def meant(path: str) -> tuple[Noun, UUID | str] | None:
    """The noun whose page stands at ``path``, and which of its records."""
    for pattern, noun in pages():
        if found := pattern.fullmatch(path):
            said = found[1]
            try:
                return noun, UUID(said) if "{id}" in noun.page else said
            except ValueError:
                return None
    return None


@cache
def pages() -> list[tuple[re.Pattern[str], Noun]]:
    return [(re.compile(re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(n.page))), n) for n in nouns.every() if n.page]


async def opened(uow: UnitOfWork) -> list[Answer]:
    """The last ones, newest first, by the names they have now. What may not be seen any more is not among them: rows
    are read under the policies of the company and the plant, nouns by their permission."""
    me = uow.actor.user_id
    known = {noun.key: noun for noun in nouns.every() if noun.page and uow.actor.may(noun.permission)}
    if me is None or not known:
        return []
    every = union_all(*(named(noun, uow, me) for noun in known.values())).subquery()
    rows = await uow.session.execute(select(every).order_by(every.c.opened_at.desc()).limit(SHOWN))
    return [shown(known[row.noun], row) for row in rows]


def named(noun: Noun, uow: UnitOfWork, user: UUID) -> Select[Any]:
    """Bills and routings are called after what they make, orders too in their second word."""
    model: Any = noun.model
    made = "material_id" in model.__table__.c
    code = Material.number if made and "{id}" in noun.page else noun.code
    name = Material.name if made else getattr(model, "name", literal(""))
    note = noun.code if code is not noun.code else literal("")
    statement = (
        select(literal(noun.key, String).label("noun"), model.id.label("id"), noun.code.label("key"),
               code.label("code"), name.label("name"), note.label("note"), RecentRecord.opened_at)
        .join(RecentRecord, (RecentRecord.record_id == model.id)
              & (RecentRecord.organization_id == model.organization_id) & (RecentRecord.noun == noun.key))
        .where(RecentRecord.organization_id == uow.organization_id, RecentRecord.user_id == user)
    )  # fmt: skip
    return statement.join(model.material) if made else statement


def shown(noun: Noun, row: Any) -> Answer:
    href = noun.page.format(id=row.id, code=row.key, number=row.key)
    about = f"{noun.label} {row.note}" if row.note else str(noun.label)
    return Answer(row.code, href, row.name if row.name != row.code else "", about)


async def forget(uow: UnitOfWork) -> None:
    """Of each person the newest stay."""
    place = func.row_number().over(partition_by=RecentRecord.user_id, order_by=RecentRecord.opened_at.desc())
    counted = select(RecentRecord.id, place.label("place")).where(RecentRecord.organization_id == uow.organization_id)
    ranked = counted.subquery()
    old = select(ranked.c.id).where(ranked.c.place > KEPT)
    mine = RecentRecord.organization_id == uow.organization_id
    await uow.session.execute(
        delete(RecentRecord).where(mine, RecentRecord.id.in_(old)).execution_options(synchronize_session=False)
    )
