"""Keeping roll-ups, saying what moved between two, and taking one over as standard cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from unison_web.engine.cost_tree import apportion, leaves
from unison_web.engine.costing import KINDS
from unison_web.engine.quantity import as_decimal
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.state import all_of
from unison_web.kit.web.formats import number, plain_day
from unison_web.modules.costing import rules
from unison_web.modules.costing.models import CostRate, CostRoll
from unison_web.modules.costing.repository import CostRateRepository, RollRepository
from unison_web.modules.costing.schemas import CostRateIn, MovedOut, MovementOut, RollOut
from unison_web.modules.costing.service.calculation import Calculation
from unison_web.modules.costing.service.views import converted, kinds_out, missing
from unison_web.modules.currencies.rules import known_currency
from unison_web.modules.machines.models import WorkCenter
from unison_web.modules.machines.service import center_meant
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.schemas.costs import CostIn
from unison_web.modules.materials.service import costs

PLACES = rules.PLACES
Leaf = dict[str, Any]


async def keep(uow: UnitOfWork, done: Calculation) -> CostRoll:
    """A roll-up as it is now, whatever becomes of its prices."""
    roll = CostRoll(
        material_id=done.material.id,
        as_of=done.on,
        currency=done.currency,
        lot=done.lot,
        unit_cost=as_decimal(done.roll.unit[done.material.id], PLACES),
        kinds={kind: str(as_decimal(done.roll.kinds[done.material.id][kind], PLACES)) for kind in KINDS},
        leaves=leaves_of(done),
        missing=missing(done),
        made_by=uow.actor.name,
    )
    uow.session.add(roll)
    await uow.session.flush()
    return await RollRepository(uow).record(roll.id)


def leaves_of(done: Calculation) -> list[Leaf]:
    """Every price and hour of one unit, once over all places; together they are the unit cost to the last digit."""
    merged: dict[tuple[str, str, str], Leaf] = {}
    exact: dict[tuple[str, str, str], Fraction] = {}
    lot = Fraction(done.lot)
    for item, part, amount in leaves(done.roll):
        material = done.loaded.materials[item]
        key = (part.kind, material.number, part.name)
        carried = done.roll.weights[item] * part.quantity * part.factor * part.loss / lot
        if key in merged:
            exact[key] += amount / lot
            merged[key]["quantity"] = str(as_decimal(Fraction(merged[key]["quantity"]) + carried))
            continue
        exact[key] = amount / lot
        merged[key] = {
            "kind": part.kind, "number": material.number, "name": part.name or material.name,
            "label": part.name, "quantity": str(as_decimal(carried)),
            "price": str(as_decimal(part.price.amount)) if part.price else "",
            "currency": part.price.currency if part.price else "",
            "rate": str(as_decimal(part.rate.factor)) if part.rate and converted(part.rate) else "",
            "rate_day": part.rate.day.isoformat() if part.rate and converted(part.rate) else "",
        }  # fmt: skip
    unit = as_decimal(done.roll.unit[done.material.id], PLACES)
    for leaf, figure in zip(merged.values(), apportion(unit, list(exact.values()), PLACES), strict=True):
        leaf["amount"] = str(figure)
    return list(merged.values())


def movement(before: CostRoll, after: list[Leaf], unit_cost: Decimal) -> MovementOut:
    """What moved since, the largest first. All movements together are the difference of the two unit costs."""
    rows = list(_moved({_key(leaf): leaf for leaf in before.leaves}, {_key(leaf): leaf for leaf in after}))
    rows.sort(key=lambda row: -abs(row.moved))
    return MovementOut(before.as_of, before.unit_cost, unit_cost, unit_cost - before.unit_cost, rows)


def _key(leaf: Leaf) -> tuple[str, str, str]:
    return leaf["kind"], leaf["number"], leaf["label"]


def _moved(old: dict[Any, Leaf], new: dict[Any, Leaf]) -> Iterator[MovedOut]:
    for key in [*old, *(key for key in new if key not in old)]:
        was, now = old.get(key), new.get(key)
        leaf = now or was or {}
        before, after = Decimal(was["amount"]) if was else Decimal(0), Decimal(now["amount"]) if now else Decimal(0)
        words = list(_why(was, now)) if was and now else [_("New") if now else _("Gone")]
        if before != after or words:
            yield MovedOut(leaf["number"], leaf["name"], leaf["kind"], before, after, after - before, words)


def _why(was: Leaf, now: Leaf) -> Iterator[str]:
    words = _("{what} {before} → {after}")
    for what, name in ((_("Quantity"), "quantity"), (_("Price"), "price"), (_("Exchange rate"), "rate")):
        if was[name] != now[name]:
            before, after = (number(Decimal(leaf[name])) if leaf[name] else _("none") for leaf in (was, now))
            yield words.format(what=what, before=before, after=after)
    if was["currency"] != now["currency"]:
        yield words.format(what=_("Currency"), before=was["currency"], after=now["currency"])


async def roll_out(uow: UnitOfWork, roll: CostRoll) -> RollOut:
    before = await RollRepository(uow).before(roll)
    return RollOut.of(
        roll,
        material=roll.material.number,
        material_name=roll.material.name,
        unit=roll.material.unit.code,
        kinds=kinds_out(roll.unit_cost, [Fraction(roll.kinds.get(kind, "0")) for kind in KINDS]),
        movement=movement(before, roll.leaves, roll.unit_cost) if before else None,
    )


async def adopt(uow: UnitOfWork, roll: CostRoll, from_: date | None) -> CostRoll:
    """The rolled-up cost is the standard cost from a day on."""
    rules.may_adopt(len(roll.missing), roll.adopted_from is not None).or_refuse()
    day = from_ or costs.today(uow)
    note = _("Rolled up as of {day}, lot of {lot}").format(day=plain_day(roll.as_of), lot=number(roll.lot))
    said = CostIn(amount=roll.unit_cost, currency=roll.currency, valid_from=day, note=note)
    await costs.record(uow, await MaterialRepository(uow).record(roll.material_id), said)
    roll.adopted_from = day
    await uow.session.flush()
    return await RollRepository(uow).record(roll.id)


async def _center(uow: UnitOfWork, code: str) -> WorkCenter | None:
    if not code:
        return None
    if uow.actor.plant_id is None:
        raise Refused(work_center=_("Choose a plant first, at the top of the page"))
    return await center_meant(uow, uow.actor.plant_id, code)


async def set_rate(uow: UnitOfWork, data: CostRateIn) -> CostRate:
    """A rate from a day on; said again for the same day it is replaced."""
    all_of([rules.good_amount(data.amount), rules.needs_center(data.kind, data.work_center.strip())]).or_refuse()
    currency = data.currency or uow.actor.currency
    known_currency(currency, "currency").or_refuse()
    center = await _center(uow, data.work_center.strip())
    rates = CostRateRepository(uow)
    rate = await rates.on_day(data.kind, center.id if center else None, data.valid_from)
    if rate is None:
        rate = CostRate(kind=data.kind, work_center_id=center.id if center else None, valid_from=data.valid_from)
        uow.session.add(rate)
    rate.amount, rate.note = data.amount, data.note.strip()
    rate.currency = "" if data.kind == "overhead" else currency
    await uow.session.flush()
    return rate
