"""What trees, totals and where-used lists show. Pure shaping of what `structure` loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from unison_web.engine import explosion
from unison_web.engine.explosion import Row, TooManyRows
from unison_web.engine.quantity import as_decimal
from unison_web.engine.structure import low_level_codes
from unison_web.modules.bom.depth import AlternateOut, LineAlternatesOut
from unison_web.modules.bom.models import Bom, BomLine, BomOutput
from unison_web.modules.bom.schemas import (
    BomOut,
    LineOut,
    LossOut,
    OutputOut,
    TotalOut,
    TotalsOut,
    TreeOut,
    TreeRow,
    UsedInRow,
    WhereUsedOut,
)
from unison_web.modules.bom.service.structure import Loaded
from unison_web.modules.materials import rules as material_rules
from unison_web.modules.materials.models import Material

MOST_ROWS = 5000
#: Rows a page draws before somebody unfolds.
DRAWN = 400
DEEPEST = 99


def bom_out(bom: Bom, *, lines: bool = True, notice: str = "") -> BomOut:
    material = bom.material
    return BomOut.of(
        bom,
        material=material.number,
        material_name=material.name,
        drawing=material.drawing,
        unit=material.unit.code,
        lines=[line_out(line) for line in bom.lines] if lines else [],
        notice=notice,
        outputs=[output_out(each) for each in bom.outputs] if lines else [],
        losses=[LossOut.of(each, scrap=each.scrap * 100) for each in bom.losses] if lines else [],
    )


def output_out(each: BomOutput) -> OutputOut:
    material, share = each.material, each.cost_share * 100
    return OutputOut.of(
        each, material=material.number, material_name=material.name, unit=each.unit.code, cost_share=share
    )


def line_out(line: BomLine) -> LineOut:
    component = line.component
    return LineOut.of(
        line,
        component=component.number,
        component_name=component.name,
        type=component.type,
        phantom=component.phantom,
        unit=line.unit.code,
        scrap=line.scrap * 100,
        alternates=len(line.alternates),
        warning=material_rules.warning(component.number, component.state),
    )


def alternates_out(line: BomLine) -> LineAlternatesOut:
    component = line.component
    return LineAlternatesOut(
        id=line.bom_id,
        line_id=line.id,
        material=line.bom.material.number,
        revision=line.bom.revision,
        component=component.number,
        component_name=component.name,
        quantity=line.quantity,
        unit=line.unit.code,
        alternates=[
            AlternateOut.of(
                each,
                component=each.component.number,
                component_name=each.component.name,
                unit=each.component.unit.code,
            )
            for each in line.alternates
        ],
    )


def tree(
    loaded: Loaded, material: Material, bill: Bom | None, quantity: Decimal, levels: int | None, *, ended: bool,
    under: int = 0,
) -> TreeOut:  # fmt: skip
    """The whole structure of a day, level by level; ``under`` a row of that level of a larger one."""

    def find(deepest: int | None) -> list[Row[UUID]]:
        return explosion.explode(loaded.structure, material.id, quantity, levels=deepest, limit=MOST_ROWS)

    rows, shown_levels = _readable(find, levels)
    cut = max(0, len(loaded.structure.below.get(material.id, ())) - MOST_ROWS)
    if not rows and cut:
        rows, shown_levels = explosion.explode(loaded.structure, material.id, quantity, levels=1)[:MOST_ROWS], 1
    living = [row for row in rows if loaded.ended(row.item) is None]
    total = material.standard_cost * quantity or _first_level_cost(loaded, living)
    leaves = explosion.leaves(loaded.structure, material.id, quantity)
    bought = [_cost(loaded, key, amount) for key, amount in leaves.items() if key in loaded.materials]
    return TreeOut.of(
        material,
        material_id=material.id,
        material=material.number,
        material_name=material.name,
        drawing=material.drawing,
        unit=material.unit.code,
        bom_id=bill.id if bill else None,
        revision=bill.revision if bill else "",
        on=loaded.on,
        quantity=quantity,
        levels_asked=shown_levels,
        ended_shown=ended,
        rows=placed([tree_row(loaded, row, total, under) for row in rows]),
        drawn=under + min(drawn(rows) if levels is None else levels, shown_levels or DEEPEST),
        under=under,
        cut=cut,
        lines=len(living),
        components=len({row.item for row in living}),
        levels=max((row.level for row in living), default=0),
        material_cost=sum(bought, Decimal(0)),
    )


def drawn(rows: list[Row[UUID]]) -> int:
    """As many levels as fit on a page one can look at, the first always."""
    many = Counter(row.level for row in rows)
    fits, sum_ = 1, many.get(1, 0)
    while many.get(fits + 1) and sum_ + many[fits + 1] <= DRAWN:
        fits += 1
        sum_ += many[fits]
    return fits


def placed(rows: list[TreeRow]) -> list[TreeRow]:
    """Which of how many beside it each row is."""
    beside: dict[int, list[TreeRow]] = {}
    for row in rows:
        for deeper in [level for level in beside if level > row.level]:
            _counted(beside.pop(deeper))
        beside.setdefault(row.level, []).append(row)
    for last in beside.values():
        _counted(last)
    return rows


def _counted(rows: list[TreeRow]) -> None:
    for place, row in enumerate(rows, start=1):
        row.place, row.places = place, len(rows)


def tree_row(loaded: Loaded, row: Row[UUID], total: Decimal, under: int = 0) -> TreeRow:
    ended = loaded.ended(row.item)
    line = ended or loaded.lines[row.line.key]  # type: ignore[index]
    component = loaded.materials[line.component_id]
    cost = None if ended else _cost(loaded, component.id, row.exact)
    share = int(100 * cost / total + Decimal("0.5")) if cost and total and row.level == 1 and not under else None
    return TreeRow.of(
        line,
        level=row.level + under,
        material_id=component.id,
        material=component.number,
        name=component.name,
        type=component.type,
        phantom=component.phantom,
        quantity=row.quantity,
        unit=component.unit.code,
        line_quantity=line.quantity,
        line_unit=line.unit.code,
        scrap=line.scrap * 100,
        ended=ended is not None,
        parts=len(loaded.structure.below.get(row.item, ())),
        unit_cost=component.standard_cost,
        cost=cost,
        share=share,
    )


def totals(loaded: Loaded, material: Material, quantity: Decimal) -> TotalsOut:
    """Every component once, deepest level last, so that the list reads like a plan."""
    codes = low_level_codes(loaded.structure.lines)
    sums = explosion.totals(loaded.structure, material.id, quantity)
    items = []
    for key, exact in sums.items():
        component = loaded.materials[key]
        unit, amount = component.unit.code, as_decimal(exact)
        items.append(
            TotalOut.of(
                component, material_id=key, material=component.number, quantity=amount, unit=unit, level=codes[key]
            )
        )
    items.sort(key=lambda item: (item.level, item.material))
    return TotalsOut.of(
        None, material_id=material.id, material=material.number, on=loaded.on, quantity=quantity, items=items
    )


def where_used(loaded: Loaded, material: Material) -> WhereUsedOut:
    """Every way up; where they would fill a book, as many levels as can be read."""

    def find(deepest: int | None) -> list[Row[UUID]]:
        return explosion.implode(loaded.structure, material.id, levels=deepest, limit=MOST_ROWS)

    rows = [used_in_row(loaded, row, material) for row in _readable(find, None)[0]]
    return WhereUsedOut(
        material_id=material.id,
        material=material.number,
        material_name=material.name,
        drawing=material.drawing,
        unit=material.unit.code,
        on=loaded.on,
        rows=rows,
        tops=len({row.material_id for row in rows if row.top}),
    )


def used_in_row(loaded: Loaded, row: Row[UUID], material: Material) -> UsedInRow:
    above = loaded.materials[row.item]
    line = loaded.lines[row.line.key]  # type: ignore[index]
    return UsedInRow.of(
        line,
        level=row.level,
        material_id=above.id,
        material=above.number,
        name=above.name,
        quantity=row.quantity,
        unit=material.unit.code,
        top=not row.has_more,
    )


def _readable(find: Callable[[int | None], list[Row[UUID]]], levels: int | None) -> tuple[list[Row[UUID]], int | None]:
    """The levels asked for; where they would fill a book, as many as can be read."""
    for deepest in (levels, 4, 3, 2, 1):
        try:
            return find(deepest), deepest
        except TooManyRows:
            continue
    return [], 0


def _cost(loaded: Loaded, key: UUID, amount: Fraction) -> Decimal:
    return as_decimal(amount * Fraction(loaded.materials[key].standard_cost))


def _first_level_cost(loaded: Loaded, rows: list[Row[UUID]]) -> Decimal:
    return sum((_cost(loaded, row.item, row.exact) for row in rows if row.level == 1), Decimal(0))
