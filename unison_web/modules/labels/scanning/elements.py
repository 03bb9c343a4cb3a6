"""What the elements of a GS1 code mean here, and where they disagree with what we know."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from unison_web.engine.gs1.elements import Element
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.web.formats import number, plain_day
from unison_web.modules.labels.scanning.found import Found, by_own_code, of_lot, of_material, pallet
from unison_web.modules.labels.schemas_printing import DeedOut, FactOut
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.stock.models import Lot


async def by_elements(uow: UnitOfWork, elements: Sequence[Element]) -> Found | None:
    """The piece, the lot or the material that a label is about. What the label says beside it is compared."""
    said = {item.code: item.value for item in elements}
    gtin = said.get("01") or said.get("02")
    material = await MaterialRepository(uow).by_gtin(gtin) if gtin else None
    for code in ("21", "10"):
        if code in said and (row := await _lot(uow, said[code], material)):
            found = await of_lot(uow, row)
            found.warnings += disagreements(uow, row, elements, material, gtin)
            return found
    if "00" in said:
        return await pallet(uow, said["00"])
    if "91" in said:
        return await by_own_code(uow, said["91"])
    if material is None:
        return None
    found = of_material(material)
    if "10" in said or "21" in said:
        number_ = said.get("21") or said["10"]
        found.warnings.append(_("Lot {number} of it was never received here").format(number=number_))
        found.deeds = [("stock:move", DeedOut(_("Receive goods"), _receipt(uow, material, said, elements)))]
    return found


async def _lot(uow: UnitOfWork, said: str, material: Material | None) -> Lot | None:
    """By our number, or by the supplier's where the material is known."""
    mine = select(Lot).where(Lot.organization_id == uow.organization_id).options(joinedload(Lot.material))
    if row := await uow.session.scalar(mine.where(Lot.number == said)):
        return row
    if material is None:
        return None
    theirs = mine.where(Lot.material_id == material.id, or_(Lot.supplier_lot == said, Lot.number == said))
    return await uow.session.scalar(theirs.order_by(Lot.id.desc()).limit(1))


def disagreements(
    uow: UnitOfWork, row: Lot, elements: Sequence[Element], material: Material | None, gtin: str | None
) -> list[str]:
    """Where the label says something else than we know."""
    found = []
    if gtin and (material is None or material.id != row.material_id):
        words = _("The label is of {other}, this lot is {material}")
        found.append(words.format(other=material.number if material else gtin, material=row.material.number))
    expires = next((item.day(uow.now().year) for item in elements if item.code == "17"), None)
    if expires and row.expires_on and expires != row.expires_on:
        words = _("The label says it expires on {label}, we know {known}")
        found.append(words.format(label=plain_day(expires), known=plain_day(row.expires_on)))
    return found


def _receipt(uow: UnitOfWork, material: Material, said: dict[str, str], elements: Sequence[Element]) -> str:
    """The form with everything that the label says."""
    asked = {"material": material.number, "supplier_lot": said.get("10", ""), "lot": said.get("21", "")}
    asked["quantity"] = said.get("30") or said.get("37") or ("1" if "21" in said else "")
    expires = next((item.day(uow.now().year) for item in elements if item.code == "17"), None)
    asked["expires_on"] = expires.isoformat() if expires else ""
    return "/stock-receipts/new?" + "&".join(f"{name}={quote(value)}" for name, value in asked.items() if value)


def facts(uow: UnitOfWork, elements: Sequence[Element]) -> list[FactOut]:
    """What each element says, for people."""
    return [FactOut(item.code, item.title, _value(uow, item)) for item in elements]


def _value(uow: UnitOfWork, item: Element) -> str:
    if day := item.day(uow.now().year):
        return plain_day(day)
    return item.value if item.amount is None else number(item.amount)
