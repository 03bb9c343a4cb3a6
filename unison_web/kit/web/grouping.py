"""A long list sorted by what a joined table says, without sorting it: the rows of each group stand in an index, and the
groups are asked one after the other until the page is full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, select, true, union_all

from unison_web.kit.web import sorting
from unison_web.kit.web.columns import Group

if TYPE_CHECKING:
    from unison_web.kit.web.listing import Listing


def picked(
    group: Group, listing: Listing[Any], where: Sequence[ColumnElement[bool]], keys: Sequence[sorting.Key],
    direction: str, most: int,
) -> ColumnElement[bool]:  # fmt: skip
    """Which rows the page has. ``where`` says all that is asked of them, the place of the cursor among it."""
    backwards = direction == "before"
    parts = [_headed(group, listing, where, keys, backwards, most, place) for place in _places(keys, direction)]
    if group.optional:
        rows = _rows(listing, [*where, group.own.is_(None)], keys, backwards, most)
        parts.append(select(rows.subquery()))
    every = union_all(*parts).subquery()
    first = select(every.c.id).order_by(*_ordered(every, keys, backwards)).limit(most)
    found: ColumnElement[bool] = listing.model.id.in_(first)
    return found


def _ordered(rows: Any, keys: Sequence[sorting.Key], backwards: bool) -> list[Any]:
    return [rows.c[k.name].desc() if k.descending is not backwards else rows.c[k.name].asc() for k in keys]


def _places(keys: Sequence[sorting.Key], direction: str) -> list[str]:
    """From the first group on; or the rest of the cursor's group, and those behind it."""
    return ["same", "behind"] if direction else [""]


def _headed(
    group: Group, listing: Listing[Any], where: Sequence[ColumnElement[bool]], keys: Sequence[sorting.Key],
    backwards: bool, most: int, place: str,
) -> Select[Any]:  # fmt: skip
    head, first = group.head.__table__.alias("head"), keys[0]
    down = first.descending is not backwards
    value, here = head.c[group.column], first.here
    asked = select(head.c.id, value).where(head.c.organization_id == bindparam("organization", type_=Uuid()))
    asked = asked.order_by(value.desc() if down else value.asc())
    if place == "behind":
        asked = asked.where(value < here if down else value > here)
    heads = (asked.where(value == here) if place == "same" else asked).subquery("heads")
    told = [*where, group.own == heads.c.id]
    if place == "same":
        told.append(sorting.beyond(keys[1:], backwards=backwards))
    rows = _rows(listing, told, keys, backwards, most).lateral("rows")
    whole = select(rows).select_from(heads.join(rows, true()))
    return select(whole.order_by(*_ordered(rows, keys, backwards)).limit(most).subquery())


def _rows(
    listing: Listing[Any], where: Sequence[ColumnElement[bool]], keys: Sequence[sorting.Key], backwards: bool, most: int
) -> Select[Any]:
    """The first of one group, which are alike in the first key."""
    told: list[Any] = [key.column.label(key.name) for key in keys]
    chosen = listing.joins(select(listing.model.id.label("id"), *told).select_from(listing.model)).where(*where)
    return chosen.order_by(*(key.ordered(backwards=backwards) for key in keys[1:])).limit(most)
