"""Two bills side by side, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from unison_web.kit.i18n import _
from unison_web.kit.web.formats import number, plain_day
from unison_web.modules.bom.depth import ComparisonOut, DifferenceOut, SideOut
from unison_web.modules.bom.models import Bom, BomLine


def side(bom: Bom) -> SideOut:
    return SideOut.of(bom, material=bom.material.number, material_name=bom.material.name)


def compare(left: Bom, right: Bom | None, others: list[Bom]) -> ComparisonOut:
    """What ``right`` has more, less and otherwise than ``left``."""
    pairs = list(_pairs(left, right)) if right else []
    differences = [found for before, after in pairs if (found := difference(before, after))]
    return ComparisonOut(
        left=side(left),
        right=side(right) if right else None,
        others=[side(other) for other in others if other.id != left.id],
        differences=differences,
        same=len(pairs) - len(differences),
    )


def _pairs(left: Bom, right: Bom) -> Iterator[tuple[BomLine | None, BomLine | None]]:
    """Lines of the same component belong together: those of the same first day first, then as they stand."""
    rest: dict[UUID, list[BomLine]] = {}
    for line in right.lines:
        rest.setdefault(line.component_id, []).append(line)
    for line in left.lines:
        alike = rest.get(line.component_id, [])
        match = next((other for other in alike if other.valid_from == line.valid_from), alike[0] if alike else None)
        if match is not None:
            alike.remove(match)
        yield line, match
    for lines in rest.values():
        for line in lines:
            yield None, line


def difference(before: BomLine | None, after: BomLine | None) -> DifferenceOut | None:
    line = after or before
    if line is None:
        return None
    words = list(_changes(before, after)) if before and after else []
    if before and after and not words:
        return None
    kind = "changed" if words else "added" if after else "removed"
    said = {"added": _("Added"), "removed": _("Removed")}
    return DifferenceOut(
        kind=kind,
        component_id=line.component_id,
        component=line.component.number,
        name=line.component.name,
        before=_amount(before),
        after=_amount(after),
        words=words or [said[kind]],
    )


def _amount(line: BomLine | None) -> str:
    return f"{number(line.quantity)} {line.unit.code}" if line else ""


def _changes(before: BomLine, after: BomLine) -> Iterator[str]:
    if (before.quantity, before.unit_id) != (after.quantity, after.unit_id):
        yield _said(_("Quantity"), _amount(before), _amount(after))
    if before.scrap != after.scrap:
        yield _said(_("Scrap"), f"{number(before.scrap * 100)} %", f"{number(after.scrap * 100)} %")
    for label, name in (
        (_("Operation"), "operation"),
        (_("Position"), "position"),
        (_("Effective from"), "valid_from"),
        (_("To"), "valid_to"),
        (_("Note"), "note"),
    ):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield _said(label, _text(old), _text(new))


def _said(label: str, before: str, after: str) -> str:
    words = _("{what} {before} → {after}")
    return words.format(what=label, before=before or _("none"), after=after or _("none"))


def _text(value: Any) -> str:
    if isinstance(value, date):
        return plain_day(value)
    return number(value) if isinstance(value, int | Decimal) else value or ""
