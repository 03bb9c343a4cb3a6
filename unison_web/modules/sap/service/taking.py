"""What becomes of a material that SAP tells: new, the same, or by field taken, kept or left to somebody.

It is written the way a person writes it, through the same form: SAP is believed no more than anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.schemas import ConversionIn, MaterialIn
from unison_web.modules.materials.service import materials
from unison_web.modules.sap import rules
from unison_web.modules.sap.service.reading import Theirs

SAME_NAME = (
    "number", "name", "type", "tracking", "phantom", "standard_cost", "currency", "revision", "lead_days",
    "safety_stock", "reorder_point", "shelf_life_days", "storage", "storage_min", "storage_max", "gtin", "description",
)  # fmt: skip
MOST_WORDS = 500


@dataclass(slots=True)
class Found:
    """A difference, before it is written down."""

    number: str
    field: str = ""
    theirs: str = ""
    ours: str = ""
    outcome: str = "new"
    words: str = ""


class Undo(Exception):
    """A trial is over: what it wrote goes."""


class Taker:
    def __init__(self, uow: UnitOfWork, fields: Mapping[str, rules.Rule], *, trial: bool) -> None:
        self.uow, self.fields, self.trial = uow, fields, trial

    async def take(self, theirs: Theirs, ours: Material | None, kept: Mapping[tuple[str, str], str]) -> list[Found]:
        """Nothing where both say the same. What is refused is refused in words, and the others go on."""
        if ours is None:
            return [] if theirs.deleted else [await self._new(theirs)]
        found = self.compared(theirs, ours, kept)
        taken = [each for each in found if each.outcome == "taken"]
        missing = _missing(theirs, ours)
        if taken or missing:
            found += [Found(theirs.number, f"unit {unit}", f"{q.normalize():f} = {b.normalize():f}", "", "taken")
                      for unit, q, b in missing]  # fmt: skip
            changes = {each.field: theirs.values[each.field] for each in taken}
            if words := await self._tried(self._change(theirs, ours, changes, missing)):
                for each in found:
                    if each.outcome == "taken":
                        each.outcome, each.words = "refused", words
        return found

    def compared(self, theirs: Theirs, ours: Material, kept: Mapping[tuple[str, str], str]) -> list[Found]:
        found = []
        if theirs.unit != ours.unit.code:
            words = _("Counted in {theirs} there and in {ours} here").format(theirs=theirs.unit, ours=ours.unit.code)
            found.append(Found(theirs.number, "unit", theirs.unit, ours.unit.code, "refused", words))
        for name, value in theirs.values.items():
            said, here = in_words(value), in_words(_own(ours, name))
            if said != here:
                before = kept.get((theirs.number, name))
                outcome = rules.decided(self.fields[name].wins, said, here, before)
                found.append(Found(theirs.number, name, said, here, outcome))
        return found

    async def _new(self, theirs: Theirs) -> Found:
        values = {"number": theirs.number, "name": theirs.name, "type": theirs.type, "unit": theirs.unit}
        changes = {name: value for name, value in theirs.values.items() if name not in values}
        found = Found(theirs.number, theirs=theirs.name[:MOST_WORDS])
        if words := await self._tried(self._create(values | _flat(changes), theirs.bridges)):
            found.outcome, found.words = "refused", words
        return found

    async def _tried(self, doing: Any) -> str:
        """Why it is refused, or nothing. A trial writes the same and takes it back."""
        try:
            async with self.uow.attempt():
                await doing
                if self.trial:
                    raise Undo
        except Undo:
            return ""
        except Refused as refused:
            reasons = [str(words) for words in (refused.fields or {}).values()] or [str(refused.message)]
            return "; ".join(reasons)[:MOST_WORDS]
        except msgspec.ValidationError as error:
            return str(error)[:MOST_WORDS]
        return ""

    async def _create(self, values: dict[str, Any], bridges: Sequence[tuple[str, Decimal, Decimal]]) -> None:
        made = await materials.create(self.uow, msgspec.convert(values, MaterialIn))
        for unit, quantity, base in bridges:
            await self._bridge(made, unit, quantity, base)

    async def _change(
        self, theirs: Theirs, ours: Material, changes: dict[str, Any], missing: Sequence[tuple[str, Decimal, Decimal]]
    ) -> None:
        record = await MaterialRepository(self.uow).record(ours.id)
        if changes:
            record = await materials.change(self.uow, record, as_said(record, changes))
        for unit, quantity, base in missing:
            await self._bridge(record, unit, quantity, base)

    async def _bridge(self, material: Material, unit: str, quantity: Decimal, base: Decimal) -> None:
        await materials.add_conversion(self.uow, material, ConversionIn(unit, base, quantity))


def as_said(record: Material, changes: Mapping[str, Any]) -> MaterialIn:
    """The material as its form has it, with these fields changed."""
    values = {name: getattr(record, name) for name in SAME_NAME}
    values |= {"unit": record.unit.code, "category": record.category.name if record.category else ""}
    for name in ("purchase_unit", "consumption_unit"):
        other = getattr(record, name)
        values[name] = other.code if other else ""
    return msgspec.convert(values | _flat(changes), MaterialIn)


def _flat(changes: Mapping[str, Any]) -> dict[str, Any]:
    """A price brings its currency."""
    values = dict(changes)
    if price := values.pop("standard_cost", None):
        values |= {"standard_cost": price[0], "currency": price[1]}
    return values


def _own(ours: Material, name: str) -> Any:
    return (ours.standard_cost, ours.currency) if name == "standard_cost" else getattr(ours, name)


def in_words(value: Any) -> str:
    if isinstance(value, tuple):
        amount, currency = value
        return f"{amount.normalize():f} {currency}".strip()
    return str(value)[:MOST_WORDS]


def _missing(theirs: Theirs, ours: Material) -> list[tuple[str, Decimal, Decimal]]:
    known = {bridge.unit.code for bridge in ours.conversions}
    return [bridge for bridge in theirs.bridges if bridge[0] not in known and theirs.unit == ours.unit.code]
