"""A list is declared once: columns, search, filters and sort. Page, fragment, JSON and paging follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import msgspec
from litestar.datastructures import MultiDict
from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, or_, select, tuple_
from sqlalchemy.sql.base import ExecutableOption

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.web import cursors
from unison_web.kit.web.structs import In

T = TypeVar("T")
PAGE, MOST = 50, 200
COUNT_CAP = 10_000
RESERVED = {"q", "sort", "after", "before", "limit"}


@dataclass(frozen=True)
class Column:
    """One column of the table. ``sort`` is a NOT NULL expression (wrap with ``coalesce``) or None."""

    key: str
    label: Any
    sort: SQLColumnExpression[Any] | None = None
    numeric: bool = False


@dataclass(frozen=True)
class Filter:
    """A named restriction. ``options`` are (value, label); without them the value is compared as text. One that the
    list's ``views`` choose between is not drawn as a select."""

    key: str
    label: Any
    where: Callable[[list[str]], ColumnElement[bool]]
    options: Sequence[tuple[str, Any]] = ()
    by_view: bool = False


def choice(key: str, label: Any, column: SQLColumnExpression[Any], options: Sequence[tuple[str, Any]]) -> Filter:
    """Rows whose ``column`` is one of the chosen values."""
    return Filter(key, label, lambda values: column.in_(values), options)


class ListPage(msgspec.Struct, Generic[T], kw_only=True, omit_defaults=False):
    """One page of a list. ``next`` and ``previous`` are cursors; ``count`` stops at 10,000 (``count_is_exact``
    false)."""

    items: list[T]
    count: int
    count_is_exact: bool = True
    next: str | None = None
    previous: str | None = None
    sort: str = ""
    q: str = ""
    filters: dict[str, list[str]] = {}


@dataclass(frozen=True)
class Listing(Generic[T]):
    """A registered list. ``rows`` turns loaded ORM rows into what is shown."""

    noun: str
    url: str
    model: Any
    columns: Sequence[Column]
    shape: Callable[[Any], T]
    default_sort: str
    search: Sequence[SQLColumnExpression[Any]] = ()
    filters: Sequence[Filter] = ()
    joins: Callable[[Select[Any]], Select[Any]] = lambda statement: statement
    options: Sequence[ExecutableOption] = field(default=())

    async def page(self, uow: UnitOfWork, query: MultiDict[Any], *where: ColumnElement[bool]) -> ListPage[T]:
        """The page that ``query`` asks for. Unknown names and values are refused by name."""
        asked = self.parse(query)
        narrowed = [self.model.organization_id == uow.organization_id, *where, *self.conditions(asked)]
        count = await self._count(uow, narrowed)
        keys, descending = self._order(asked.sort)
        rows = await self._rows(uow, narrowed, keys, descending, asked)
        more, rows = len(rows) > asked.limit, rows[: asked.limit]
        if asked.before:
            rows.reverse()
        back = bool(asked.after) or (bool(asked.before) and more)
        forward = bool(asked.before) or more
        return ListPage(
            items=[self.shape(row[0]) for row in rows],
            count=min(count, COUNT_CAP),
            count_is_exact=count <= COUNT_CAP,
            next=cursors.pack(rows[-1][1:]) if rows and forward else None,
            previous=cursors.pack(rows[0][1:]) if rows and back else None,
            sort=asked.sort,
            q=asked.q,
            filters=asked.filters,
        )

    def parse(self, query: MultiDict[Any]) -> ListQuery:
        known = {item.key: item for item in self.filters}
        problems = {
            name: _("This list has no filter of this name") for name in query if name not in RESERVED | set(known)
        }
        chosen = {name: [value for value in query.getall(name) if value != ""] for name in known if name in query}
        for name, values in chosen.items():
            allowed = {value for value, _label in known[name].options}
            if allowed and (wrong := set(values) - allowed):
                problems[name] = _("Not one of the choices: {values}").format(values=", ".join(sorted(wrong)))
        if problems:
            raise Refused(_("Some filters are not known"), code="unknown-filter", **problems)
        plain = {name: query[name] for name in RESERVED if query.get(name)}
        try:
            asked = msgspec.convert(plain, ListQuery, strict=False)
        except msgspec.ValidationError as error:
            raise Refused(_("The list was asked for in a way that is not understood"), limit=str(error)) from error
        asked.filters = {name: values for name, values in chosen.items() if values}
        asked.sort = asked.sort or self.default_sort
        return asked

    def conditions(self, asked: ListQuery) -> list[ColumnElement[bool]]:
        found = [item.where(asked.filters[item.key]) for item in self.filters if item.key in asked.filters]
        for word in asked.q.split()[:8]:
            pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            found.append(or_(*(column.ilike(pattern) for column in self.search)))
        return found

    async def _count(self, uow: UnitOfWork, where: list[ColumnElement[bool]]) -> int:
        """Counts at most one row past the cap, so that a list of a million stays cheap."""
        inner = self.joins(select(self.model.id)).where(*where).limit(COUNT_CAP + 1).subquery()
        return int(await uow.session.scalar(select(func.count()).select_from(inner)) or 0)

    def _order(self, sort: str) -> tuple[list[SQLColumnExpression[Any]], bool]:
        column = next((item for item in self.columns if item.key == sort.lstrip("-")), None)
        if column is None or column.sort is None:
            raise Refused(_("This list cannot be sorted by that column"), sort=sort)
        return [column.sort, self.model.id], sort.startswith("-")

    async def _rows(
        self,
        uow: UnitOfWork,
        where: list[ColumnElement[bool]],
        keys: list[SQLColumnExpression[Any]],
        descending: bool,
        asked: ListQuery,
    ) -> list[Any]:
        statement = self.joins(select(self.model, *keys)).where(*where).options(*self.options)
        if cursor := (asked.before or asked.after):
            place = tuple_(
                *(cursors.typed(value, key) for value, key in zip(cursors.unpack(cursor, len(keys)), keys, strict=True))
            )
            backwards = bool(asked.before) is not descending
            statement = statement.where(tuple_(*keys) < place if backwards else tuple_(*keys) > place)
        downwards = descending is not bool(asked.before)
        ordered = statement.order_by(*(key.desc() if downwards else key.asc() for key in keys)).limit(asked.limit + 1)
        return list((await uow.session.execute(ordered)).all())


class ListQuery(In):
    """What a list is asked: words, sort (``-due`` descends), a cursor either way, and how many."""

    q: str = ""
    sort: str = ""
    after: str = ""
    before: str = ""
    limit: int = PAGE
    filters: dict[str, list[str]] = {}

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.limit <= MOST:
            raise ValueError(f"limit: between 1 and {MOST}")


def query_string(page: ListPage[Any], **change: Any) -> str:
    """The list's URL state with something changed; None drops a name. Cursors never survive a change."""
    state: dict[str, Any] = {"q": page.q, "sort": page.sort, **page.filters, **change}
    pairs: list[tuple[str, str]] = []
    for name, value in state.items():
        values: Iterable[Any] = value if isinstance(value, list) else [value]
        pairs += [(name, str(item)) for item in values if item not in (None, "")]
    return "?" + urlencode(pairs)
