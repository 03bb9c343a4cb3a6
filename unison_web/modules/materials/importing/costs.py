"""Costs by material, kind and first day."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _ as say
from unison_web.kit.i18n import lazy as _
from unison_web.kit.importing.declaring import Importable, columns_of_row
from unison_web.kit.importing.report import Report
from unison_web.kit.importing.rows import Code
from unison_web.kit.importing.writing import Values, upsert
from unison_web.kit.web.structs import In
from unison_web.modules.materials import rules
from unison_web.modules.materials.models import MaterialCost
from unison_web.modules.materials.repository import CostRepository, MaterialRepository
from unison_web.modules.materials.service.costs import follow, today


class CostRow(In):
    material: Code
    amount: Decimal
    kind: Literal["standard", "last"] = "standard"
    currency: Annotated[str, Meta(pattern="^([A-Z]{3})?$")] = ""
    per: Decimal = Decimal(1)
    valid_from: date | None = None
    note: str = ""


class Costs:
    """For so many of the material's own unit. What the materials show follows."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report = uow, report

    async def write(self, rows: Sequence[tuple[int, CostRow]]) -> None:
        found = await MaterialRepository(self.uow).numbered({row.material for _n, row in rows})
        materials = {row.number: row for row in found}
        costs = CostRepository(self.uow)
        mine = costs.mine().where(MaterialCost.material_id.in_([each.id for each in found]))
        known: dict[Hashable, MaterialCost] = {
            (row.material_id, row.kind, row.valid_from): row for row in await costs.all(mine)
        }
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in rows:
            material = materials.get(row.material)
            verdict = rules.good_cost(row.kind, row.amount, row.per)
            if material is None:
                words = say("There is no material with the number {number}")
                self.report.refuse(number, words.format(number=row.material), "material")
            elif not verdict:
                self.report.refuse(number, verdict.why, {"quantity": "per"}.get(verdict.field, verdict.field))
            else:
                key = material.id, row.kind, row.valid_from or today(self.uow)
                if self.report.first(number, "cost", key, "valid_from", row.material):
                    places[key] = number
                    wanted[key] = {
                        "material_id": material.id, "kind": row.kind, "valid_from": key[2], "amount": row.amount,
                        "currency": row.currency or material.currency, "quantity": row.per, "note": row.note,
                        "unit_id": material.unit_id, "source": "import",
                    }  # fmt: skip
        await upsert(self.uow, MaterialCost, known, wanted, self.report, places)
        await follow(self.uow, [each.id for each in found])


COSTS = Importable(
    "material-costs", _("Costs"), rules.Materials.WRITE, CostRow,
    columns_of_row(
        CostRow, material=_("Material"), amount=(_("Cost"), "standard_cost"), kind=(_("Kind"), "cost_kind"),
        currency=_("Currency"), per=(_("For so much"), "price_unit"), valid_from=_("Valid from"), note=_("Note"),
    ),
    ("material", "kind", "valid_from"), Costs, href="/material-costs", sheets=("costs", "kosten", "costes", "coûts"),
)  # fmt: skip
