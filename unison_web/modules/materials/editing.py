"""What of a material is changed in the list itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.cells import Editable
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.rules import Materials
from unison_web.modules.materials.schemas import MaterialIn
from unison_web.modules.materials.service import materials as service


async def find(uow: UnitOfWork, material_id: UUID) -> Material:
    return await MaterialRepository(uow).record(material_id)


NAMED = ("unit", "category", "purchase_unit", "consumption_unit")


def said(uow: UnitOfWork, material: Material) -> dict[str, Any]:
    """The body that would leave the material as it is: units by code, the category by name."""
    bought, consumed = material.purchase_unit, material.consumption_unit
    return {
        **{name: getattr(material, name) for name in MaterialIn.__struct_fields__ if name not in NAMED},
        "unit": material.unit.code,
        "category": material.category.name if material.category else "",
        "purchase_unit": bought.code if bought else "",
        "consumption_unit": consumed.code if consumed else "",
    }


COLUMNS = ("name", "category", "lead_days", "safety_stock", "reorder_point")
CELLS = Editable(MaterialIn, Materials.WRITE, find, said, service.change, {name: name for name in COLUMNS})
