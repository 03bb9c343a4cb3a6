"""Partners: list, record, create, change, archive."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.partners.listings import PARTNERS, VIEW, partner_out
from unison_web.modules.partners.repository import PartnerRepository
from unison_web.modules.partners.rules import Partners
from unison_web.modules.partners.schemas import (
    ArchiveIn,
    PartnerIn,
    PartnerOptionOut,
    PartnerOptionsOut,
    PartnerOut,
    PartnerRow,
)
from unison_web.modules.partners.service import partners as service


async def the_partner(request: WebRequest, uow: Uow, partner_id: UUID, **place: UUID) -> Record:
    partner = await PartnerRepository(uow).by_id(partner_id)
    return Record(partner.name, f"/partners/{partner_id}")


class PartnerController(Module):
    path = "/partners"
    tags = ["Partners"]

    @get("/", permission=Partners.READ, template="partners/index.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[PartnerRow]:
        """All partners, by words `q`, filters `side`, `state`, `country`, `city`, `currency`, and `sort`."""
        return await PARTNERS.page(uow, request.query_params)

    @get("/options", permission=Partners.READ, template="materials/_options.html")
    async def options(
        self, uow: Uow, q: FromQuery[str] = "", side: FromQuery[Literal["", "customer", "supplier"]] = ""
    ) -> PartnerOptionsOut:
        """A few partners that fit the words, for a combobox."""
        found = await PartnerRepository(uow).offered(q[:200], side)
        return PartnerOptionsOut([PartnerOptionOut(id=p.id, code=p.number, name=p.name, note=p.city) for p in found])

    @page("/new", permission=Partners.WRITE, template="partners/new.html")
    async def new(self, request: WebRequest) -> Form:
        side = request.query_params.get("side", "")
        return Form(PartnerIn, {side: True} if side in ("customer", "supplier") else {})

    @post("/", permission=Partners.WRITE, form="partners/new.html", then="/partners/{id}", flash=_("Partner created"))
    async def create(self, uow: Uow, data: Body[PartnerIn]) -> PartnerOut:
        """Create a partner."""
        return partner_out(await service.create(uow, data))

    @get("/{partner_id:uuid}", permission=Partners.READ, template="partners/show.html")
    async def show(self, uow: Uow, partner_id: FromPath[UUID]) -> PartnerOut:
        """One partner with addresses and contacts."""
        return partner_out(await PartnerRepository(uow).record(partner_id))

    @page("/{partner_id:uuid}/edit", permission=Partners.WRITE, template="partners/edit.html", about=the_partner)
    async def edit(self, uow: Uow, partner_id: FromPath[UUID]) -> Form:
        partner = await PartnerRepository(uow).by_id(partner_id)
        return Form(PartnerIn, {name: getattr(partner, name) for name in PartnerIn.__struct_fields__})

    @post(
        "/{partner_id:uuid}/edit",
        permission=Partners.WRITE,
        page=True,
        form="partners/edit.html",
        about=the_partner,
        then="/partners/{id}",
        flash=_("Partner changed"),
    )
    async def save(self, uow: Uow, partner_id: FromPath[UUID], data: Body[PartnerIn]) -> PartnerOut:
        return partner_out(await service.change(uow, await PartnerRepository(uow).by_id(partner_id), data))

    @put("/{partner_id:uuid}", permission=Partners.WRITE)
    async def update(self, uow: Uow, partner_id: FromPath[UUID], data: Body[PartnerIn]) -> PartnerOut:
        """Replace what can be said about a partner."""
        return partner_out(await service.change(uow, await PartnerRepository(uow).by_id(partner_id), data))

    @post("/{partner_id:uuid}/archive", permission=Partners.WRITE, then="/partners/{id}", status_code=200)
    async def archive(self, uow: Uow, partner_id: FromPath[UUID], data: Body[ArchiveIn]) -> PartnerOut:
        """Stop offering a partner, or offer it again."""
        partner = await PartnerRepository(uow).record(partner_id)
        return partner_out(await service.archive(uow, partner, archived=data.archived))
