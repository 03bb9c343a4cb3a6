"""Materials."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from sqlalchemy.orm import joinedload

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


class Materials:
    """By number. Units and categories must be there; categories that are not, are made."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report = uow, report
        self.units: dict[str, Unit] | None = None
        self.categories: dict[str, Category] = {}

    async def write(self, rows: Sequence[tuple[int, MaterialRow]]) -> None:
        units = await self._units()
        await self._make_categories({row.category for _number, row in rows if row.category})
        known = await self._known([row.number for _number, row in rows])
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in rows:
            if not self.report.first(number, "material", row.number, "number", row.number):
                continue
            verdict = self._verdict(row, units.get(row.unit), known.get(row.number))
            if not verdict:
                self.report.refuse(number, verdict.why, verdict.field)
                continue
            places[row.number] = number
            wanted[row.number] = self._values(row, units[row.unit])
        await upsert(self.uow, Material, known, wanted, self.report, places)
        await costs.keep_imported(self.uow, [str(number) for number in wanted])

    def _verdict(self, row: MaterialRow, unit: Unit | None, before: Material | None) -> Verdict:
        if unit is None:
            return no(_("There is no unit with the code {code}").format(code=row.unit), field="unit")
        if before is not None and before.unit_id != unit.id and before.state != "draft":
            return no(rules.unit_is_settled(before.unit.code), field="unit")
        if min(row.standard_cost, row.safety_stock, row.reorder_point) < 0:
            return no(_("Cannot be below zero"), field="standard_cost")
        return rules.good_gtin(row.gtin) if row.gtin else YES

    def _values(self, row: MaterialRow, unit: Unit) -> Values:
        category = self.categories.get(row.category)
        return {
            **{name: getattr(row, name) for name in SAME_NAME},
            "unit_id": unit.id,
            "category_id": category.id if category else None,
            "currency": row.currency or self.uow.actor.currency,
            "search_text": folded(row.number, row.name, row.description, row.gtin),
        }

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
        materials = MaterialRepository(self.uow)
        found = await materials.all(materials.mine().where(Material.number.in_(numbers)), joinedload(Material.unit))
        return {row.number: row for row in found}
