"""What people mean by a number, a code or a name, and what a material says about units."""

from __future__ import annotations

from unison_web.engine.quantity import Bridge
from unison_web.engine.quantity import Unit as EngineUnit
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.modules.materials.components import Counted
from unison_web.modules.materials.models import Category, Material, Unit
from unison_web.modules.materials.repository import CategoryRepository, MaterialRepository, UnitRepository

SUGGESTED = 5


def bridges(material: Counted) -> list[Bridge]:
    """What the material says about units, as the engine computes with it. Needs `conversions` loaded."""
    own: EngineUnit = material.unit.exact
    return [Bridge(known.unit.exact, known.quantity, own, known.base_quantity) for known in material.conversions]


async def material_meant(uow: UnitOfWork, reference: str, field: str = "material", *, made: bool = False) -> Material:
    """By number or id. A refusal names what looks like it, for people who type without a list to pick from."""
    materials = MaterialRepository(uow)
    try:
        return await materials.meant(reference)
    except NotFound:
        words = _("There is no material with the number {number}").format(number=reference[:60])
        alike = [material.number for material in await materials.offered(reference[:60], made=made)][:SUGGESTED]
        if alike:
            words = _("{sentence}. Similar: {numbers}").format(sentence=words, numbers=", ".join(alike))
        raise Refused(**{field: words}) from None


async def unit_meant(uow: UnitOfWork, code: str, field: str = "unit") -> Unit:
    unit = await UnitRepository(uow).by_code(code.strip())
    if unit is None or unit.state == "archived":
        raise Refused(**{field: _("There is no unit with the code {code}").format(code=code)})
    return unit


async def category_meant(uow: UnitOfWork, name: str, field: str = "category") -> Category | None:
    if not name.strip():
        return None
    category = await CategoryRepository(uow).by_name(name.strip())
    if category is None:
        raise Refused(**{field: _("There is no category of the name {name}").format(name=name)})
    return category


def check_version(now: int, read: int | None) -> None:
    """What the caller read must still be what is there."""
    if read is not None and read != now:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))
