"""What lies where, and the places themselves."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery
from sqlalchemy.orm import joinedload

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.materials.schemas import OptionOut, OptionsOut
from unison_web.modules.stock import listings
from unison_web.modules.stock.models import Location
from unison_web.modules.stock.presenters import location_out
from unison_web.modules.stock.repository import LocationRepository
from unison_web.modules.stock.rules import Stock
from unison_web.modules.stock.schemas import ArchiveIn, LocationIn, LocationOut, StockOut
from unison_web.modules.stock.service import locations

PARTS = (
    joinedload(Location.plant), joinedload(Location.parent), joinedload(Location.work_center),
    joinedload(Location.partner),
)  # fmt: skip


class StockController(Module):
    path = "/stock"
    tags = ["Stock"]

    @get("/", permission=Stock.READ, template="stock/index.html", listing=listings.STOCK_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[StockOut]:
        """Stock on hand by place, lot and status."""
        return await listings.STOCK.page(uow, request.query_params)


class StockLocationController(Module):
    path = "/stock-locations"
    tags = ["Stock"]

    @get("/", permission=Stock.READ, template="stock/locations.html", listing=listings.LOCATION_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[LocationOut]:
        """Warehouses, zones and bins."""
        return await listings.LOCATIONS.page(uow, request.query_params)

    @get("/options", permission=Stock.READ, template="materials/_options.html")
    async def options(self, uow: Uow, q: FromQuery[str] = "") -> OptionsOut:
        """A few places that fit the words, for a combobox."""
        found = await LocationRepository(uow).offered(q[:200])
        return OptionsOut([OptionOut(row.id, row.code, row.name if row.name != row.code else "") for row in found])

    @page("/new", permission=Stock.SETUP, template="stock/location.html")
    async def new(self, request: WebRequest) -> Form:
        return Form(LocationIn, {"parent": request.query_params.get("parent", "")[:60]}, action="/stock-locations")

    @post("/", permission=Stock.SETUP, form="stock/location.html", then="/stock-locations",
          flash=_("Place {code} added"))  # fmt: skip
    async def create(self, uow: Uow, data: Body[LocationIn]) -> LocationOut:
        """Add a place."""
        return await again(uow, await locations.create(uow, data))

    @get("/{location_id:uuid}", permission=Stock.READ)
    async def show(self, uow: Uow, location_id: FromPath[UUID]) -> LocationOut:
        """One place."""
        return location_out(await whole(uow, location_id))

    @page("/{location_id:uuid}/edit", permission=Stock.SETUP, template="stock/location.html")
    async def edit(self, uow: Uow, location_id: FromPath[UUID]) -> Form:
        out = location_out(await whole(uow, location_id))
        said = {name: getattr(out, name) for name in LocationIn.__struct_fields__}
        return Form(LocationIn, said, action=f"/stock-locations/{location_id}/edit", context=out)

    @post("/{location_id:uuid}/edit", permission=Stock.SETUP, page=True, form="stock/location.html",
          then="/stock-locations", flash=_("Place {code} changed"))  # fmt: skip
    async def save(self, uow: Uow, location_id: FromPath[UUID], data: Body[LocationIn]) -> LocationOut:
        return await again(uow, await locations.change(uow, await whole(uow, location_id), data))

    @put("/{location_id:uuid}", permission=Stock.SETUP)
    async def update(self, uow: Uow, location_id: FromPath[UUID], data: Body[LocationIn]) -> LocationOut:
        """Replace what can be said about a place."""
        return await again(uow, await locations.change(uow, await whole(uow, location_id), data))

    @post("/{location_id:uuid}/archive", permission=Stock.SETUP, then="/stock-locations", status_code=200)
    async def archive(self, uow: Uow, location_id: FromPath[UUID], data: Body[ArchiveIn]) -> LocationOut:
        """Stop offering a place, or offer it again. Refused while something lies there."""
        row = await locations.archive(uow, await whole(uow, location_id), archived=data.archived)
        return await again(uow, row)


async def whole(uow: UnitOfWork, location_id: UUID) -> Location:
    return await LocationRepository(uow).by_id(location_id, *PARTS)


async def again(uow: UnitOfWork, row: Location) -> LocationOut:
    """As it is stored now."""
    await uow.session.refresh(row, ["plant", "parent", "work_center", "partner", "version"])
    return location_out(row)
