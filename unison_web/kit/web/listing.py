"""A list is declared once: columns, search, filters and sort. Page, fragment, JSON and paging follow from it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import msgspec
from litestar.datastructures import MultiDict
from sqlalchemy import ColumnElement, Integer, Select, SQLColumnExpression, Uuid, bindparam, func, literal, or_, select

from unison_web.kit.custom.fields import Fields, fields_of
from unison_web.kit.custom.listing import column_of, filters_of
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.web import cursors, grouping, sorting
from unison_web.kit.web.columns import Column as Column
from unison_web.kit.web.filters import Filter, pattern
from unison_web.kit.web.finding import COUNTED, Finder, Named, among, patterns
from unison_web.kit.web.finding import MOST as MOST_NAMED
from unison_web.kit.web.reading import Reading
from unison_web.kit.web.structs import In

T = TypeVar("T")
PAGE, MOST = 50, 200
COUNT_CAP = 10_000
PLAIN = ("q", "sort", "after", "before", "limit")
ORGANIZATION = bindparam("organization", type_=Uuid())
MANY = bindparam("many", type_=Integer())


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
    cols: list[str] = []
    filters: dict[str, list[str]] = {}


@dataclass(frozen=True, eq=False)
class Listing(Generic[T]):
    """A registered list. ``reads`` says how rows of ``model`` become what is shown; ``completes`` adds what another
    question says of several rows at once; ``always`` narrows every page. ``finder`` searches a long list instead of
    ``search``. ``extensible`` is False for one that an extended list was made of already."""

    noun: str
    url: str
    model: Any
    columns: Sequence[Column]
    reads: Reading[T]
    default_sort: str
    search: Sequence[SQLColumnExpression[Any]] = ()
    filters: Sequence[Filter] = ()
    joins: Callable[[Select[Any]], Select[Any]] = lambda statement: statement
    always: Sequence[ColumnElement[bool]] = ()
    completes: Callable[[UnitOfWork, list[T]], Awaitable[None]] | None = None
    finder: Finder | None = None
    extensible: bool = True

    async def page(self, uow: UnitOfWork, query: MultiDict[Any]) -> ListPage[T]:
        """The page that ``query`` asks for. Unknown names and values are refused by name."""
        return await self.own._page(uow, query)

    @property
    def own(self) -> Listing[T]:
        """The list as the company of this request has it: with its custom fields."""
        fields = fields_of(self.noun) if hasattr(self.model, "custom") and self.extensible else ()
        return extended(self, fields) if fields else self

    async def _page(self, uow: UnitOfWork, query: MultiDict[Any]) -> ListPage[T]:
        asked = self.parse(query)
        asked.found = await self._found(uow, asked)
        rows = await self._rows(uow, asked)
        count = rows[0][-1] if rows else await self._count(uow, asked)
        more, rows = len(rows) > asked.limit, rows[: asked.limit]
        if asked.before:
            rows.reverse()
        back = bool(asked.after) or (bool(asked.before) and more)
        forward = bool(asked.before) or more
        width = self.reads.width
        return ListPage(
            items=await self.items(uow, rows),
            count=min(count, asked.cap),
            count_is_exact=count <= asked.cap,
            next=cursors.pack(rows[-1][width:-1]) if rows and forward else None,
            previous=cursors.pack(rows[0][width:-1]) if rows and back else None,
            sort=asked.sort,
            q=asked.q,
            cols=asked.cols,
            filters=asked.filters,
        )

    async def items(self, uow: UnitOfWork, rows: Iterable[Any]) -> list[T]:
        """What is shown of rows of the statement."""
        width, row = self.reads.width, self.reads.row
        found = [row(values[:width]) for values in rows]
        if found and self.completes:
            await self.completes(uow, found)
        return found

    def parse(self, query: MultiDict[Any]) -> ListQuery:
        """What is asked. Raises Refused that names every word this list does not understand."""
        known = {item.key: item for item in self.filters}
        problems = {
            name: _("This list has no filter of this name") for name in query if name not in {*PLAIN, "cols", *known}
        }
        said = {name: [value for value in query.getall(name) if value.strip()] for name in known if name in query}
        values: dict[str, tuple[Any, ...]] = {}
        for name, chosen in said.items():
            try:
                values[name] = known[name].values(chosen)
            except ValueError as error:
                problems[name] = str(error)
        if problems:
            raise Refused(_("Some filters are not known"), code="unknown-filter", **problems)
        plain = {name: query[name] for name in PLAIN if query.get(name)}
        try:
            asked = msgspec.convert(plain, ListQuery, strict=False)
        except msgspec.ValidationError as error:
            raise Refused(_("The list was asked for in a way that is not understood"), limit=str(error)) from error
        asked.filters = {name: chosen for name, chosen in said.items() if chosen}
        asked.narrowed = tuple((name, values[name]) for name in asked.filters)
        asked.sort = asked.sort or self.default_sort
        self.order(asked.sort)
        asked.cols = self.chosen([name for said in query.getall("cols", []) for name in said.split(",") if name])
        return asked

    def chosen(self, names: list[str]) -> list[str]:
        """Columns by name, in the order they were asked for. Nothing where it is what is shown anyway."""
        known = [column.key for column in self.columns]
        if wrong := [name for name in names if name not in known]:
            raise Refused(_("This list has no such column"), cols=", ".join(wrong))
        usual = [column.key for column in self.columns if column.shown]
        return [] if names == usual else list(dict.fromkeys(names))

    def drawn(self, cols: Sequence[str]) -> list[Column]:
        """The columns chosen, in their order; the usual ones where none are."""
        known = {column.key: column for column in self.columns}
        return [known[name] for name in cols] or [column for column in self.columns if column.shown]

    def whole(self, asked: ListQuery) -> Select[Any]:
        """Every row that is asked for, sorted: to be streamed. Takes the parameter ``organization``."""
        where = self.conditions(asked.q, asked.narrowed)
        chosen = self.joins(self.reads.select(self.model).select_from(self.model)).where(*where)
        return chosen.order_by(*(key.ordered(backwards=False) for key in self.order(asked.sort)))

    async def how_many(self, uow: UnitOfWork, asked: ListQuery) -> int:
        """All of them, counted to the end."""
        counted = select(_counted(self, asked.q, asked.narrowed, None))
        return int(await uow.session.scalar(counted, {"organization": uow.organization_id}) or 0)

    def order(self, sort: str) -> list[sorting.Key]:
        """What the rows are sorted by; the id makes the order total."""
        known = {item.key: item.sort for item in self.columns if item.sort is not None}
        asked = sorting.words(sort)
        if not asked or len(asked) > sorting.MOST_KEYS or not {name for name, _down in asked} <= known.keys():
            raise Refused(_("This list cannot be sorted by that column"), sort=sort)
        return sorting.keys([(known[name], down) for name, down in asked], self.model.id)

    def conditions(
        self, q: str, filters: Iterable[tuple[str, tuple[Any, ...]]], *, common: bool = False
    ) -> list[ColumnElement[bool]]:
        where = {item.key: item.where for item in self.filters}
        found = [self.model.organization_id == ORGANIZATION, *self.always]
        found += [where[name](list(values)) for name, values in filters]
        if self.finder:
            return found + self.finder.where(q, common=common)
        found += [or_(*(column.ilike(pattern(word)) for column in self.search)) for word in q.split()[:8]]
        return found

    async def _found(self, uow: UnitOfWork, asked: ListQuery) -> Named | None:
        """What the index says of the words, and of the values of custom fields that are among them."""
        if self.finder is None:
            return None
        told = {item.key: item.words for item in self.filters if item.words} if self.finder.holds_custom else {}
        implied = [one for name, values in asked.narrowed if (said := told.get(name)) for one in said(values)]
        return await self.finder.named(uow, [*patterns(asked.q), *implied], of_fields=bool(implied))

    async def _rows(self, uow: UnitOfWork, asked: ListQuery) -> list[Any]:
        cursor = asked.before or asked.after
        place = cursors.unpack(cursor, self.order(asked.sort)) if cursor else {}
        direction = "before" if asked.before else "after" if asked.after else ""
        statement = _statement(self, asked.q, asked.narrowed, asked.sort, direction, asked.limit, asked.among)
        values = {"organization": uow.organization_id, **place, **asked.ids}
        return list((await uow.session.execute(statement, values)).all())

    async def _count(self, uow: UnitOfWork, asked: ListQuery) -> int:
        """Where no row came along to bring it: nothing is there, or the cursor stands behind the last."""
        counted = select(_counted(self, asked.q, asked.narrowed, asked.cap + 1, asked.among))
        return int(await uow.session.scalar(counted, {"organization": uow.organization_id, **asked.ids}) or 0)


class ListQuery(In):
    """What a list is asked: words, sort (``-due,number``), a cursor either way, and how many. ``filters`` are as they
    were said, ``narrowed`` what they mean; ``cols`` is empty for the usual columns."""

    q: str = ""
    sort: str = ""
    after: str = ""
    before: str = ""
    limit: int = PAGE
    cols: list[str] = []
    filters: dict[str, list[str]] = {}
    narrowed: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    found: Named | None = None

    @property
    def among(self) -> str:
        """How the rows are looked for: all of them (nothing), among those that were ``named``, or, where the words are
        ``common``, in their order."""
        return "" if self.found is None else "named" if self.found.whole else "common"

    @property
    def ids(self) -> dict[str, Any]:
        return {"named": self.found.ids, "many": self.found.count} if self.found and self.found.whole else {}

    @property
    def cap(self) -> int:
        """Where counting stops."""
        return COUNTED if self.among == "common" else COUNT_CAP

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.limit <= MOST:
            raise ValueError(f"limit: between 1 and {MOST}")


@lru_cache(maxsize=512)
def extended(listing: Listing[Any], fields: Fields) -> Listing[Any]:
    """Columns, sort and filters of custom fields. The same fields give the same list, with what it remembers."""
    columns = (*listing.columns, *(column_of(listing.model, field) for field in fields))
    filters = (*listing.filters, *(found for field in fields for found in filters_of(listing.model, field)))
    return replace(listing, columns=columns, filters=filters, extensible=False)


@lru_cache(maxsize=512)
def _statement(
    listing: Listing[Any], q: str, filters: Any, sort: str, direction: str, limit: int, among: str
) -> Select[Any]:
    """One statement for the rows, one more than asked for, and their number. The same question is built once."""
    keys, backwards = listing.order(sort), direction == "before"
    where = _where(listing, q, filters, among)
    if direction:
        where.append(sorting.beyond(keys, backwards=backwards))
    group = next((c.group for c in listing.columns if c.sort is keys[0].column), None)
    if group and among != "named":
        where = [grouping.picked(group, listing, where, keys, direction, limit + 1)]
    chosen = listing.joins(listing.reads.select(listing.model).select_from(listing.model)).where(*where)
    told: list[Any] = [key.column.label(key.name) for key in keys]
    ordered = chosen.order_by(*(key.ordered(backwards=backwards) for key in keys)).limit(limit + 1)
    most = (COUNTED if among == "common" else COUNT_CAP) + 1
    return ordered.add_columns(*told, _counted(listing, q, filters, most, among).label("counted"))


def _where(listing: Listing[Any], q: str, filters: Any, named: str) -> list[ColumnElement[bool]]:
    """Where the rows are named, the words have been looked for already."""
    if named != "named":
        return listing.conditions(q, filters, common=named == "common")
    return [*listing.conditions("", filters), among(listing.model)]


def _counted(listing: Listing[Any], q: str, filters: Any, most: int | None, named: str = "") -> Any:
    """Counts at most one row past the cap, so that a list of a million stays cheap. How many rows have the words, or
    that they are more than are counted, the index has said already."""
    if named and not filters and not listing.always:
        return literal(MOST_NAMED) if named == "common" else MANY
    where = _where(listing, q, filters, named)
    inner = listing.joins(select(listing.model.id).select_from(listing.model)).where(*where)
    return select(func.count()).select_from(inner.limit(most).subquery()).scalar_subquery()


def query_string(page: ListPage[Any] | ListQuery, **change: Any) -> str:
    """The list's URL state with something changed; None drops a name. Cursors never survive a change."""
    state: dict[str, Any] = {"q": page.q, "sort": page.sort, "cols": ",".join(page.cols), **page.filters, **change}
    pairs: list[tuple[str, str]] = []
    for name, value in state.items():
        values: Iterable[Any] = value if isinstance(value, list) else [value]
        pairs += [(name, str(item)) for item in values if item not in (None, "")]
    return "?" + urlencode(pairs)
