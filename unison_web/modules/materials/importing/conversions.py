"""What one material says about units."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from sqlalchemy.orm import joinedload, selectinload

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.importing.report import Report
from unison_web.kit.importing.writing import Values, upsert
from unison_web.kit.state import YES, Verdict, no
from unison_web.modules.materials.importing.rows import ConversionRow
from unison_web.modules.materials.models import Material, MaterialUnit, Unit
from unison_web.modules.materials.repository import MaterialRepository, UnitRepository


class Conversions:
    """By material and unit: `1 roll = 34.7 kg`."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report = uow, report

    async def write(self, rows: Sequence[tuple[int, ConversionRow]]) -> None:
        units = {unit.code: unit for unit in await UnitRepository(self.uow).all(UnitRepository(self.uow).mine())}
        materials = await self._materials({row.material for _number, row in rows})
        known: dict[Hashable, MaterialUnit] = {
            (one.material_id, one.unit_id): one for material in materials.values() for one in material.conversions
        }
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in rows:
            verdict = self._verdict(row, materials.get(row.material), units.get(row.unit))
            if not verdict:
                self.report.refuse(number, verdict.why, verdict.field)
                continue
            key = materials[row.material].id, units[row.unit].id
            if self.report.first(number, "conversion", key, "unit", row.unit):
                places[key] = number
                wanted[key] = {
                    "material_id": key[0], "unit_id": key[1], "quantity": row.quantity,
                    "base_quantity": row.base_quantity,
                }  # fmt: skip
        await upsert(self.uow, MaterialUnit, known, wanted, self.report, places)

    @staticmethod
    def _verdict(row: ConversionRow, material: Material | None, unit: Unit | None) -> Verdict:
        if material is None:
            words = _("There is no material with the number {number}")
            return no(words.format(number=row.material), field="material")
        if unit is None:
            return no(_("There is no unit with the code {code}").format(code=row.unit), field="unit")
        if unit.id == material.unit_id:
            return no(_("This is the material's own unit"), field="unit")
        return YES if min(row.quantity, row.base_quantity) > 0 else no(_("Must be above zero"), field="base_quantity")

    async def _materials(self, numbers: set[str]) -> dict[str, Material]:
        materials = MaterialRepository(self.uow)
        options = joinedload(Material.unit), selectinload(Material.conversions)
        found = await materials.all(materials.mine().where(Material.number.in_(numbers)), *options)
        return {row.number: row for row in found}
