"""Materials."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.importing.report import Report
from unison_web.kit.importing.writing import Values, upsert
from unison_web.kit.search import folded
from unison_web.kit.state import YES, Verdict, no
from unison_web.modules.materials import rules
from unison_web.modules.materials.importing.rows import MaterialRow
from unison_web.modules.materials.models import Category, Material, Unit
from unison_web.modules.materials.repository import CategoryRepository, MaterialRepository, UnitRepository
from unison_web.modules.materials.service import costs

SAME_NAME = (
    "number", "name", "type", "tracking", "phantom", "standard_cost", "revision", "lead_days", "safety_stock",
    "reorder_point", "shelf_life_days", "gtin", "description", "image", "state",
)  # fmt: skip
#: What a category may say for its materials, where their row does not.
#: ``UNSAID`` is what a row has where it says nothing.
UNSAID = ("none", 0, None, "")
TOLD = ("tracking", "lead_days", "shelf_life_days", "storage")


class Materials:
    """By number. Units and categories must be there; categories that are not, are made."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report = uow, report
        self.units: dict[str, Unit] | None = None
        self.categories: dict[str, Category] = {}
        self.told: dict[str, dict[str, Any]] = {}

    async def write(self, rows: Sequence[tuple[int, MaterialRow]]) -> None:
        units = await self._units()
        await self._make_categories({row.category for _number, row in rows if row.category})
        known = await self._known([row.number for _number, row in rows])
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in rows:
            if not self.report.first(number, "material", row.number, "number", row.number):
                continue
            before = known.get(row.number)
            unit = self._unit(row, before, units)
            verdict = self._verdict(row, unit, before)
            if not verdict or unit is None:
                self.report.refuse(number, verdict.why, verdict.field)
                continue
            places[row.number] = number
            wanted[row.number] = self._values(number, row, unit)
        await upsert(self.uow, Material, known, wanted, self.report, places)
        if not self.report.trial:
            there = [values for number, values in wanted.items() if number not in known and "id" in values]
            await costs.keep_new(self.uow, there)
            await costs.keep_imported(self.uow, [str(number) for number in wanted if number in known])

    def _unit(self, row: MaterialRow, before: Material | None, units: dict[str, Unit]) -> Unit | None:
        """The one that is said; of a new material else the category's."""
        if row.unit:
            return units.get(row.unit)
        told = self._told(row.category).get("unit")
        return before.unit if before is not None else told

    def _verdict(self, row: MaterialRow, unit: Unit | None, before: Material | None) -> Verdict:
        if unit is None:
            said = _("There is no unit with the code {code}").format(code=row.unit) if row.unit else _("Enter a value")
            return no(said, field="unit")
        if before is not None and before.unit_id != unit.id and before.state != "draft":
            return no(rules.unit_is_settled(before.unit.code), field="unit")
        for name in ("standard_cost", "safety_stock", "reorder_point"):
            if getattr(row, name) < 0:
                return no(_("Cannot be below zero"), field=name)
        return rules.good_gtin(row.gtin) if row.gtin else YES

    def _values(self, number: int, row: MaterialRow, unit: Unit) -> Values:
        category = self.categories.get(row.category)
        values = {name: getattr(row, name) for name in SAME_NAME}
        told, said = self._told(row.category), self.report.said.get(number)
        if told and said is not None:
            unsaid = [name for name in TOLD if name in told and name not in said]
            values |= {name: told[name] for name in unsaid if getattr(row, name, "") in UNSAID}
        return {
            "storage": "",
            **values,
            "unit_id": unit.id,
            "category_id": category.id if category else None,
            "currency": row.currency or self.uow.actor.currency,
            "search_text": folded(row.number, row.name, row.description, row.gtin),
        }

    def _told(self, name: str) -> dict[str, Any]:
        """By field, what the category or one above it says."""
        if name not in self.told:
            by_id = {row.id: row for row in self.categories.values()}
            row, branch = self.categories.get(name), list[Category]()
            while row is not None and row not in branch:
                branch.append(row)
                row = by_id.get(row.parent_id) if row.parent_id else None
            found = rules.inherited(branch, ("unit_id", *TOLD)) if branch else {}
            self.told[name] = {field: value for field, (value, _from) in found.items()}
            units = {unit.id: unit for unit in (self.units or {}).values()}
            if "unit_id" in self.told[name]:
                self.told[name]["unit"] = units.get(self.told[name].pop("unit_id"))
        return self.told[name]

    async def _units(self) -> dict[str, Unit]:
        if self.units is None:
            units = UnitRepository(self.uow)
            self.units = {unit.code: unit for unit in await units.all(units.mine())}
            categories = CategoryRepository(self.uow)
            self.categories = {row.name: row for row in await categories.all(categories.mine())}
            self.report.names |= {unit.id: unit.code for unit in self.units.values()}
            self.report.names |= {row.id: row.name for row in self.categories.values()}
        return self.units

    async def _make_categories(self, names: set[str]) -> None:
        for name in sorted(names - set(self.categories)):
            self.categories[name] = Category(name=name)
            self.uow.session.add(self.categories[name])
        await self.uow.session.flush()
        self.report.names |= {row.id: row.name for row in self.categories.values()}

    async def _known(self, numbers: list[str]) -> dict[Hashable, Material]:
        found = await MaterialRepository(self.uow).plainly(numbers)
        return {row.number: row for row in found}
