"""Routes of stock."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import between, containing, reference
from unison_web.kit.web.listing import Column, Listing, ListPage
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.module import Module, get
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.stock import rules
from unison_web.modules.stock.models import StockBalance
from unison_web.modules.stock.schemas import StockOut

STOCK: Listing[StockOut] = Listing(
    noun="stock",
    url="/stock",
    model=StockBalance,
    columns=(
        Column("material", _("Material"), Material.name, holds=(("number", _("Number")), ("name", _("Material")))),
        Column("location", _("Location"), StockBalance.location),
        Column("bin", _("Shelf and bin"), holds=(("shelf", _("Shelf")), ("bin", _("Bin")))),
        Column(
            "quantity",
            _("On hand"),
            StockBalance.quantity,
            numeric=True,
            holds=(("quantity", _("On hand")), ("unit", _("Unit"))),
        ),
    ),
    reads=Columns(StockOut, StockBalance, number=Material.number, name=Material.name, unit=Unit.code),
    default_sort="material",
    search=(Material.name, Material.number, StockBalance.location),
    filters=(
        reference("number", _("Material"), Material.number),
        containing("location", _("Location"), StockBalance.location),
        *between("quantity", _("On hand"), StockBalance.quantity),
    ),
    joins=lambda statement: statement.join(StockBalance.material).join(Material.unit),
)
VIEW = ListView(STOCK, _("Stock"), _("Material or location"), "{n} place", "{n} places")


class StockController(Module):
    path = "/stock"
    tags = ["Stock"]

    @get("/", permission=rules.Stock.READ, template="stock/index.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[StockOut]:
        """Stock on hand by place."""
        return await STOCK.page(uow, request.query_params)
