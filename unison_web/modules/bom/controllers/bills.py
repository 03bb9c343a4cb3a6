"""Bills: list, record, head, copy."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath
from sqlalchemy.orm import joinedload

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.bom.listings import BOM_VIEW, BOMS
from unison_web.modules.bom.models import Bom as Bill
from unison_web.modules.bom.repository import BomRepository
from unison_web.modules.bom.rules import Bom
from unison_web.modules.bom.schemas import BomHeadIn, BomIn, BomOut, CopyIn
from unison_web.modules.bom.service import bills as service
from unison_web.modules.bom.service import life
from unison_web.modules.bom.service.views import bom_out


async def the_bill(request: WebRequest, uow: Uow, bom_id: UUID, **place: UUID) -> Record:
    bill = await BomRepository(uow).by_id(bom_id, joinedload(Bill.material))
    label = _("{number}, rev {revision}").format(number=bill.material.number, revision=bill.revision)
    return Record(label, f"/bom/{bom_id}")


class BomController(Module):
    path = "/bom"
    tags = ["Bills of materials"]

    @get("/", permission=Bom.READ, template="bom/index.html", listing=BOM_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[BomOut]:
        """All bills of materials, by words `q` of the material, filter `state`, and `sort`."""
        return await BOMS.page(uow, request.query_params)

    @page("/new", permission=Bom.WRITE, template="bom/new.html")
    async def new(self, request: WebRequest) -> Form:
        return Form(BomIn, {"material": request.query_params.get("material", "")})

    @post("/", permission=Bom.WRITE, form="bom/new.html", then="/bom/{id}", flash=_("Draft created"))
    async def create(self, uow: Uow, data: Body[BomIn]) -> BomOut:
        """Create a bill as a draft."""
        return bom_out(await service.create(uow, data))

    @get("/{bom_id:uuid}", permission=Bom.READ, template="bom/show.html")
    async def show(self, uow: Uow, bom_id: FromPath[UUID]) -> BomOut:
        """One bill with its lines, ended ones too."""
        bom = await BomRepository(uow).record(bom_id)
        return bom_out(bom, notice=await life.ahead(uow, bom))

    @page("/{bom_id:uuid}/edit", permission=Bom.WRITE, template="bom/edit.html", about=the_bill)
    async def edit(self, uow: Uow, bom_id: FromPath[UUID]) -> Form:
        bom = await BomRepository(uow).by_id(bom_id)
        return Form(BomHeadIn, {name: getattr(bom, name) for name in BomHeadIn.__struct_fields__})

    @post(
        "/{bom_id:uuid}/edit", permission=Bom.WRITE, page=True, form="bom/edit.html", about=the_bill, then="/bom/{id}"
    )
    async def save(self, uow: Uow, bom_id: FromPath[UUID], data: Body[BomHeadIn]) -> BomOut:
        return bom_out(await service.change(uow, await BomRepository(uow).record(bom_id), data))

    @put("/{bom_id:uuid}", permission=Bom.WRITE)
    async def update(self, uow: Uow, bom_id: FromPath[UUID], data: Body[BomHeadIn]) -> BomOut:
        """Change revision, base quantity and, while it is a draft, validity."""
        return bom_out(await service.change(uow, await BomRepository(uow).record(bom_id), data))

    @post("/{bom_id:uuid}/copies", permission=Bom.WRITE, form="bom/copy.html", about=the_bill, then="/bom/{id}")
    async def copy(self, uow: Uow, bom_id: FromPath[UUID], data: Body[CopyIn]) -> BomOut:
        """A new draft with the lines that are still good."""
        return bom_out(await service.copy(uow, await BomRepository(uow).record(bom_id), data.revision.strip()))

    @page("/{bom_id:uuid}/copies/new", permission=Bom.WRITE, template="bom/copy.html", about=the_bill)
    async def new_copy(self, uow: Uow, bom_id: FromPath[UUID]) -> Form:
        return Form(CopyIn)
