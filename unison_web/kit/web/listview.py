"""How a registered list looks: headings that sort, filters that can be taken away, a pager. No queries here.

A controller names it beside its template (``listing=VIEW``), and ``layouts/list.html`` finds it in the route.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from unison_web.kit.i18n import _, ngettext
from unison_web.kit.web.listing import Listing, ListPage, query_string


@dataclass(frozen=True)
class ListView:
    """A :class:`Listing` with the words around it. ``one`` and ``many`` count its rows: "{n} materials". ``views`` are
    (label, filters) that people ask for every day; they stand above the list as tabs."""

    listing: Listing[Any]
    title: Any
    placeholder: Any
    one: str
    many: str
    views: Sequence[tuple[Any, dict[str, str]]] = ()

    def __deepcopy__(self, memo: object) -> ListView:
        """Itself: it never changes, and Litestar copies each handler's options several times while it starts."""
        return self

    @property
    def noun(self) -> str:
        return self.listing.noun

    @property
    def url(self) -> str:
        return self.listing.url

    def asked(self, page: ListPage[Any]) -> tuple[Any, ...]:
        """What everything around the rows follows from."""
        return self.noun, page.q, page.sort, tuple((name, tuple(values)) for name, values in page.filters.items())

    def href(self, page: ListPage[Any], **change: Any) -> str:
        return self.listing.url + query_string(page, **change)

    def heads(self, page: ListPage[Any]) -> list[dict[str, Any]]:
        """Columns for ``ui.thead``; a heading sorts upwards first, and turns round when it sorts already."""
        current, downwards = page.sort.lstrip("-"), page.sort.startswith("-")
        found = []
        for column in self.listing.columns:
            sorted_by = column.key == current
            turned = "-" + column.key if sorted_by and not downwards else column.key
            found.append(
                {
                    "label": column.label,
                    "num": column.numeric,
                    "href": self.href(page, sort=turned) if column.sort is not None else "",
                    "sort": ("descending" if downwards else "ascending") if sorted_by else "",
                }
            )
        return found

    def picks(self, page: ListPage[Any]) -> list[dict[str, Any]]:
        """One select per filter that has choices."""
        return [
            {
                "key": item.key,
                "label": item.label,
                "options": item.options,
                "value": (page.filters.get(item.key) or [""])[0],
            }
            for item in self.listing.filters
            if item.options and not item.by_view
        ]

    def tabs(self, page: ListPage[Any]) -> list[dict[str, Any]]:
        """The views, each a link; the search and other filters stay behind."""
        chosen = self._chosen_view(page)
        return [
            {
                "label": label,
                "href": self.listing.url + "?" * bool(wanted) + urlencode(wanted),
                "current": wanted == chosen,
            }
            for label, wanted in self.views
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
        words = ngettext(self.one, self.many, page.count)
        return words.format(n=f"{page.count:,}" + ("" if page.count_is_exact else "+"))

    def caption(self, page: ListPage[Any]) -> str:
        column = next((item for item in self.listing.columns if item.key == page.sort.lstrip("-")), None)
        words = _("{title}, by {column}, descending") if page.sort.startswith("-") else _("{title}, by {column}")
        return words.format(title=self.title, column=column.label if column else "")
