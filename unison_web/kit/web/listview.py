"""How a registered list looks: headings that sort, filters that can be taken away, a pager. No queries here.

A controller names it beside its template (``listing=VIEW``), and ``layouts/list.html`` finds it in the route.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from litestar.response import Redirect

from unison_web.kit.actor import Actor
from unison_web.kit.custom.fields import fields_of
from unison_web.kit.i18n import _, ngettext
from unison_web.kit.web.bulk import Bulk
from unison_web.kit.web.cells import Editable
from unison_web.kit.web.columns import Column
from unison_web.kit.web.filters import Filter
from unison_web.kit.web.listing import Listing, ListPage, ListQuery, query_string
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.sorting import MOST_KEYS, words

#: Filters that are typed, not picked.
TYPED = frozenset({"text", "number", "date"})


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A saved view as the list needs it. ``starts``: the list opens with it."""

    noun: str
    name: str
    query: str
    team: bool = False
    starts: bool = False
    mine: bool = True


@dataclass(frozen=True)
class ListView:
    """A :class:`Listing`, as it is ``declared``, with the words around it. ``one`` and ``many`` count its rows:
    "{n} materials". ``views`` are (label, filters) that people ask for every day; they stand above the list as tabs.
    ``bulk`` are the verbs for many rows at once, ``edits`` what is changed in its cell."""

    declared: Listing[Any]
    title: Any
    placeholder: Any
    one: str
    many: str
    views: Sequence[tuple[Any, dict[str, str]]] = ()
    bulk: Sequence[Bulk] = ()
    edits: Editable | None = None

    def __deepcopy__(self, memo: object) -> ListView:
        """Itself: it never changes, and Litestar copies each handler's options several times while it starts."""
        return self

    def verbs(self, actor: Actor) -> list[Bulk]:
        """What this person may do to many rows at once."""
        return [verb for verb in self.bulk if actor.may(verb.permission)]

    def editable(self, page: ListPage[Any], actor: Actor) -> str:
        """The places of columns whose cells this person may change, as the script wants them: ``name:1 due:5``."""
        if self.edits is None or not actor.may(self.edits.permission):
            return ""
        return " ".join(f"{key}:{place}" for place, key in enumerate(self.names(page)) if self.edits.knows(key))

    @property
    def listing(self) -> Listing[Any]:
        """With the custom fields of the company that asks."""
        return self.declared.own

    @property
    def noun(self) -> str:
        return self.declared.noun

    @property
    def url(self) -> str:
        return self.declared.url

    def asked(self, page: ListPage[Any]) -> tuple[Any, ...]:
        """What everything around the rows follows from, the company's own fields among it."""
        filters = tuple((name, tuple(values)) for name, values in page.filters.items())
        return self.noun, page.q, page.sort, tuple(page.cols), filters, fields_of(self.noun)

    def columns(self, page: ListPage[Any]) -> list[Column]:
        """Those that are drawn, in their order."""
        return self.listing.drawn(page.cols)

    def names(self, page: ListPage[Any]) -> list[str]:
        return [column.key for column in self.columns(page)]

    def choosable(self, page: ListPage[Any]) -> list[tuple[Column, bool]]:
        """Every column and whether it is drawn: the drawn ones first, as they stand."""
        drawn = self.columns(page)
        return [(c, True) for c in drawn] + [(c, False) for c in self.listing.columns if c not in drawn]

    def thens(self, page: ListPage[Any]) -> list[dict[str, Any]]:
        """Links that sort rows which are alike so far by one column more."""
        sorted_by = {name for name, _down in words(page.sort)}
        if len(sorted_by) >= MOST_KEYS:
            return []
        free = (c for c in self.listing.columns if c.sort is not None and c.key not in sorted_by)
        return [{"label": c.label, "href": self.href(page, sort=f"{page.sort},{c.key}")} for c in free]

    def href(self, page: ListPage[Any], **change: Any) -> str:
        return self.listing.url + query_string(page, **change)

    def heads(self, page: ListPage[Any]) -> list[dict[str, Any]]:
        """Columns for ``ui.thead``; a heading sorts upwards first, and turns round when it sorts already."""
        (current, downwards), *_others = words(page.sort)
        return [
            {
                "label": column.label,
                "num": column.numeric,
                "href": self._turned(page, column.key, column.key == current and not downwards)
                if column.sort is not None
                else "",
                "sort": ("descending" if downwards else "ascending") if column.key == current else "",
            }
            for column in self.columns(page)
        ]

    def _turned(self, page: ListPage[Any], key: str, downwards: bool) -> str:
        return self.href(page, sort="-" * downwards + key)

    def picks(self, page: ListPage[Any]) -> list[dict[str, Any]]:
        """One select per filter that has choices."""
        return [self._asked_for(item, page) for item in self.listing.filters if item.options and not item.by_view]

    def more(self, page: ListPage[Any]) -> list[dict[str, Any]]:
        """The filters that are typed: text, numbers, days, references."""
        return [self._asked_for(item, page) for item in self.listing.filters if not item.options and item.kind in TYPED]

    @staticmethod
    def _asked_for(item: Filter, page: ListPage[Any]) -> dict[str, Any]:
        return {
            "key": item.key,
            "label": item.label,
            "options": item.options,
            "kind": item.kind,
            "value": (page.filters.get(item.key) or [""])[0],
        }

    @staticmethod
    def called(row: Any) -> str:
        """How people call what stands in the row."""
        names = (str(getattr(row, name, "") or "") for name in ("number", "code", "name", "material", "title"))
        first = next((name for name in names if name), str(row.id))
        return f"{first} {getattr(row, 'revision', '')}".strip()

    def state(self, page: ListPage[Any] | ListQuery) -> str:
        """All that is asked, as the address says it."""
        return query_string(page)

    def saved(self, shortcuts: Sequence[Shortcut]) -> tuple[Shortcut, ...]:
        """The ones of this list."""
        return tuple(one for one in shortcuts if one.noun == self.noun)

    def tabs(self, page: ListPage[Any], saved: Sequence[Shortcut] = ()) -> list[dict[str, Any]]:
        """The views, each a link; the search and other filters stay behind. Saved ones follow, the team's last."""
        state = self.state(page)
        shown = next((one for one in saved if one.query == state), None)
        found = self._built_in(page, open_=shown is None, started=any(one.starts for one in saved))
        return found + [
            {"label": one.name, "href": self.listing.url + one.query, "current": one is shown, "team": one.team}
            for one in saved
        ]

    def _built_in(self, page: ListPage[Any], *, open_: bool, started: bool) -> list[dict[str, Any]]:
        """Where a saved view is what the list starts with, an empty question has to say that it is one."""
        chosen = self._chosen_view(page)
        nothing = "?q=" if started else ""
        return [
            {
                "label": label,
                "href": self.listing.url + ("?" + urlencode(wanted) if wanted else nothing),
                "current": open_ and wanted == chosen,
            }
            for label, wanted in self.views or ((_("All"), {}),)
        ]

    def kept(self, page: ListPage[Any]) -> dict[str, str]:
        """What the filter bar sends along unseen: the sort, and the view."""
        return {**({"sort": page.sort} if page.sort else {}), **self._chosen_view(page)}

    def _chosen_view(self, page: ListPage[Any]) -> dict[str, str]:
        return {f.key: page.filters[f.key][0] for f in self.listing.filters if f.by_view and f.key in page.filters}

    def chips(self, page: ListPage[Any]) -> list[dict[str, Any]]:
        """What is filtered by and cannot be seen in a select: each a link that removes itself."""
        found = []
        for item in self.listing.filters:
            values = [] if item.by_view else page.filters.get(item.key, [])
            shown = values[1:] if item.options else values
            labels = {str(value): label for value, label in item.options}
            for value in shown:
                rest = [other for other in values if other != value]
                label = f"{item.label}: {labels.get(value, value)}"
                found.append({"label": label, "href": self.href(page, **{item.key: rest})})
        return found

    def is_narrowed(self, page: ListPage[Any]) -> bool:
        """By words or filters; a view by itself is not something to clear."""
        return bool(page.q or page.filters.keys() - self._chosen_view(page).keys())

    def in_view(self, page: ListPage[Any]) -> bool:
        return bool(self._chosen_view(page))

    def cleared(self, page: ListPage[Any]) -> str:
        """The same view without words and filters."""
        view = self._chosen_view(page)
        return self.listing.url + "?" * bool(view) + urlencode(view)

    def counted(self, page: ListPage[Any]) -> str:
        """``504 materials``, or ``10,000+ materials`` where nobody counted further."""
        counted = ngettext(self.one, self.many, page.count)
        return counted.format(n=f"{page.count:,}" + ("" if page.count_is_exact else "+"))

    def caption(self, page: ListPage[Any]) -> str:
        (current, downwards), *_others = words(page.sort)
        label = next(column.label for column in self.listing.columns if column.key == current)
        said = _("{title}, by {column}, descending") if downwards else _("{title}, by {column}")
        return said.format(title=self.title, column=label)


def own_start(request: WebRequest) -> Redirect | None:
    """A list that is opened without a question starts with the person's own view of it, if they want that."""
    view = request.opt.get("listing")
    if view is None or request.wants_json or request.is_fragment or request.scope["query_string"]:
        return None
    starts = [one for one in view.saved(request.carried.get("views", ())) if one.starts]
    chosen = next((one for one in starts if one.mine), starts[0] if starts else None)
    return Redirect(view.url + chosen.query, status_code=302) if chosen else None


def address(request: WebRequest, page: Any) -> dict[str, str]:
    """The list's own address for the browser, without what is usual anyway. Typing replaces, choosing can be undone by
    going back; a page further on keeps its cursor."""
    view = request.opt.get("listing")
    if view is None or not isinstance(page, ListPage) or page_turned(request):
        return {}
    name = "HX-Replace-Url" if request.headers.get("hx-trigger-name") == "q" else "HX-Push-Url"
    return {name: view.href(page, sort=None if page.sort == view.listing.default_sort else page.sort)}


def page_turned(request: WebRequest) -> bool:
    return "after" in request.query_params or "before" in request.query_params
