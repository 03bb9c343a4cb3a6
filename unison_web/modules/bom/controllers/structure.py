"""Trees as of a day, totals and where-used."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.module import Module, get
from unison_web.kit.web.uow import Uow
from unison_web.modules.bom.repository import BomRepository
from unison_web.modules.bom.rules import Bom
from unison_web.modules.bom.schemas import TotalsOut, TreeOut, WhereUsedOut
from unison_web.modules.bom.service import structure, views
from unison_web.modules.materials.repository import MaterialRepository


class BomTreeController(Module):
    path = "/bom/{bom_id:uuid}"
    tags = ["Bills of materials"]

    @get("/tree", permission=Bom.READ, template="bom/tree.html")
    async def tree(
        self,
        uow: Uow,
        bom_id: FromPath[UUID],
        on: FromQuery[str] = "",
        quantity: FromQuery[str] = "",
        levels: FromQuery[str] = "",
        ended: FromQuery[bool] = False,
    ) -> TreeOut:
        """The whole structure under this bill on a day, level by level, for a quantity."""
        bill = await BomRepository(uow).record(bom_id)
        loaded = await structure.load_bill(uow, bill, day(uow, on), ended=ended)
        return views.tree(loaded, bill.material, bill, amount(quantity), depth(levels), ended=ended)

    @get("/totals", permission=Bom.READ)
    async def totals(
        self, uow: Uow, bom_id: FromPath[UUID], on: FromQuery[str] = "", quantity: FromQuery[str] = ""
    ) -> TotalsOut:
        """Every component once, with the sum over all places."""
        bill = await BomRepository(uow).record(bom_id)
        loaded = await structure.load_bill(uow, bill, day(uow, on))
        return views.totals(loaded, bill.material, amount(quantity))


class MaterialBomController(Module):
    path = "/materials/{material_id:uuid}"
    tags = ["Bills of materials"]

    @get("/bom", permission=Bom.READ, template="bom/tree.html")
    async def tree(
        self,
        uow: Uow,
        material_id: FromPath[UUID],
        on: FromQuery[str] = "",
        quantity: FromQuery[str] = "",
        levels: FromQuery[str] = "",
        ended: FromQuery[bool] = False,
        under: FromQuery[int] = 0,
    ) -> TreeOut:
        """What a material consists of on a day: the released bill of that day and everything under it. `under` is the
        level of the row whose branch this is."""
        material = await MaterialRepository(uow).record(material_id)
        that_day = day(uow, on)
        bill = await BomRepository(uow).valid(material_id, that_day)
        loaded = await structure.load_below(uow, material_id, that_day, ended=ended)
        below = depth(str(under)) if under else 0
        return views.tree(loaded, material, bill, amount(quantity), depth(levels), ended=ended, under=below or 0)

    @get("/where-used", permission=Bom.READ, template="bom/where_used.html")
    async def where_used(self, uow: Uow, material_id: FromPath[UUID], on: FromQuery[str] = "") -> WhereUsedOut:
        """Where a material goes in on a day, up to what is sold."""
        material = await MaterialRepository(uow).record(material_id)
        return views.where_used(await structure.load_above(uow, material_id, day(uow, on)), material)


def day(uow: Uow, text: str) -> date:
    """The day asked about; today where the person is, when none is said."""
    if not text:
        return uow.now().astimezone(uow.actor.timezone).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(on=_("Enter a date as year-month-day")) from None


def amount(text: str) -> Decimal:
    value = number(text or "1", "quantity")
    if not 0 < value <= Decimal(10) ** 11:
        raise Refused(quantity=_("The quantity must be above zero"))
    return value


def depth(text: str) -> int | None:
    if not text:
        return None
    value = number(text, "levels")
    if value != int(value) or not 1 <= value <= views.DEEPEST:
        raise Refused(levels=_("Between 1 and 99 levels"))
    return int(value)


def number(text: str, field: str) -> Decimal:
    try:
        value = Decimal(text)
    except ArithmeticError:
        value = Decimal("NaN")
    if not value.is_finite():
        raise Refused(**{field: _("Enter a number")})
    return value
