"""How a calculation reads: rows with every factor, kinds that add up, and where each figure comes from."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from unison_web.engine.cost_tree import Node, apportion, tree
from unison_web.engine.costing import KINDS, Part
from unison_web.engine.currency import Found
from unison_web.engine.quantity import as_decimal
from unison_web.kit.i18n import _
from unison_web.kit.web.formats import plain_day
from unison_web.kit.web.structs import tidy
from unison_web.modules.costing.rules import KIND_LABELS, PLACES, missing_words
from unison_web.modules.costing.schemas import CostNode, CostOut, KindOut, MovementOut
from unison_web.modules.costing.service.calculation import Calculation

MOST_ROWS = 2000


def cost_out(done: Calculation, movement: MovementOut | None = None) -> CostOut:
    total = as_decimal(done.roll.total, PLACES)
    standard = done.costs.get(done.material.id)
    return CostOut(
        material_id=done.material.id,
        material=done.material.number,
        material_name=done.material.name,
        unit=done.material.unit.code,
        on=done.on,
        currency=done.currency,
        lot=tidy(done.lot),
        total=total,
        unit_cost=as_decimal(done.roll.unit[done.material.id], PLACES),
        kinds=kinds_out(total, [done.roll.kinds[done.material.id][kind] * Fraction(done.lot) for kind in KINDS]),
        nodes=[node_out(done, node) for node in tree(done.roll, done.items, PLACES, limit=MOST_ROWS)],
        missing=missing(done),
        notes=notes(done),
        standard_cost=tidy(standard.amount / standard.quantity) if standard else None,
        standard_currency=standard.currency if standard else "",
        movement=movement,
    )


def kinds_out(total: Decimal, exact: list[Fraction]) -> list[KindOut]:
    """The kinds add up to the total; those that are nothing are left out."""
    shown = apportion(total, exact, PLACES)
    return [
        KindOut(kind, str(KIND_LABELS[kind]), amount, round(100 * amount / total, 1) if total else Decimal(0))
        for kind, amount in zip(KINDS, shown, strict=True)
        if amount
    ]


def missing(done: Calculation) -> list[str]:
    return [missing_words(each.what, done.loaded.materials[each.item].number, each.name) for each in done.roll.missing]


def notes(done: Calculation) -> list[str]:
    """Rates that are older than the day asked about: Friday's on Sunday."""
    words = _("There is no exchange rate from {base} to {quote} of {asked}; that of {day} is used")
    found = {
        (part.rate.base, part.rate.quote): part.rate
        for parts in done.roll.parts.values()
        for part in parts
        if part.rate is not None and part.rate.legs and part.rate.older
    }
    return [
        words.format(base=rate.base, quote=rate.quote, asked=plain_day(rate.asked), day=plain_day(rate.day))
        for rate in found.values()
    ]


def node_out(done: Calculation, node: Node[UUID]) -> CostNode:
    part, item = node.part, done.loaded.materials[node.item]
    bought = done.roll.parts[node.item][0] if part.component and not done.items[node.item].made else None
    paid = bought or part
    made = part.component is not None and bought is None
    return CostNode(
        level=node.level,
        kind=part.kind,
        number=item.number if part.component or not part.name else part.name.split(" ", 1)[0],
        name=item.name if part.component or not part.name else worked(part),
        quantity=as_decimal(node.quantity),
        unit=item.unit.code if part.component or not part.name else unit_of(part),
        per=as_decimal(part.quantity),
        factor=as_decimal(part.factor),
        loss=as_decimal(part.loss),
        price=as_decimal(paid.price.amount if paid.price else node.unit_cost) if paid.price or made else None,
        price_currency=paid.price.currency if paid.price else done.currency,
        rate=as_decimal(paid.rate.factor) if paid.rate and converted(paid.rate) else None,
        day=paid.rate.day if paid.rate and converted(paid.rate) else None,
        older=bool(paid.rate and paid.rate.older),
        amount=node.amount,
        missing=paid.amount is None,
        made=made,
        href=source(done, node, part, made),
        rate_href=f"/exchange-rates/conversion?base={paid.rate.base}&quote={paid.rate.quote}&on={done.on}"
        if paid.rate and converted(paid.rate)
        else "",
    )


def worked(part: Part[UUID]) -> str:
    """Which work, and what of it: ``Turning, labour``."""
    return _("{work}, {kind}").format(work=part.name.split(" ", 1)[-1], kind=str(KIND_LABELS[part.kind]).lower())


def converted(rate: Found | None) -> bool:
    return rate is not None and bool(rate.legs)


def unit_of(part: Part[UUID]) -> str:
    if part.kind == "overhead":
        return _("share")
    return _("pieces") if part.kind == "subcontract" else _("h")


def source(done: Calculation, node: Node[UUID], part: Part[UUID], made: bool) -> str:
    """Where a figure was written down."""
    if made:
        return f"/materials/{node.item}/cost?on={done.on}&currency={done.currency}"
    if part.component is not None or not part.name:
        return f"/materials/{node.item}/costs"
    if part.kind == "machine" and part.price:
        return f"/work-centers/{part.price.source}"
    return f"/routings/{part.key}" if part.kind == "machine" else "/cost-rates"
