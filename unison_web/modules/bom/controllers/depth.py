"""Alternates, products beside the material, lossy operations and comparison."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, delete, get, page, post, put
from unison_web.kit.web.uow import Uow
from unison_web.modules.bom.controllers.bills import the_bill
from unison_web.modules.bom.depth import (
    AlternateIn,
    ComparisonOut,
    LineAlternatesOut,
    LossIn,
    OutputIn,
    WholeIn,
)
from unison_web.modules.bom.repository import BomRepository, LineRepository
from unison_web.modules.bom.rules import Bom
from unison_web.modules.bom.schemas import BomOut
from unison_web.modules.bom.service import comparison, depth
from unison_web.modules.bom.service.views import alternates_out, bom_out

AT_LINE = "/bom/{id}/lines/{line_id}/alternates"


async def shown(uow: Uow, bom_id: UUID, line_id: UUID) -> LineAlternatesOut:
    return alternates_out(await LineRepository(uow).record(bom_id, line_id))


class AlternateController(Module):
    path = "/bom/{bom_id:uuid}/lines/{line_id:uuid}/alternates"
    tags = ["Bills of materials"]

    @get("/", permission=Bom.READ, template="bom/alternates.html")
    async def index(self, uow: Uow, bom_id: FromPath[UUID], line_id: FromPath[UUID]) -> LineAlternatesOut:
        """What may be taken in place of a line's component, the first choice first."""
        return await shown(uow, bom_id, line_id)

    @page("/new", permission=Bom.WRITE, template="bom/alternate.html", about=the_bill)
    async def new(self, uow: Uow, bom_id: FromPath[UUID], line_id: FromPath[UUID]) -> Form:
        return Form(AlternateIn)

    @post(
        "/",
        permission=Bom.WRITE,
        form="bom/alternate.html",
        about=the_bill,
        then=AT_LINE,
        flash=_("Alternate proposed"),
    )
    async def create(
        self, uow: Uow, bom_id: FromPath[UUID], line_id: FromPath[UUID], data: Body[AlternateIn]
    ) -> LineAlternatesOut:
        """Propose an alternate. Orders are offered it once it is approved."""
        await depth.propose(uow, await LineRepository(uow).record(bom_id, line_id), data)
        return await shown(uow, bom_id, line_id)

    @post("/{alternate_id:uuid}/approval", permission=Bom.RELEASE, then=AT_LINE, flash=_("Approved"), status_code=200)
    async def approve(
        self, uow: Uow, bom_id: FromPath[UUID], line_id: FromPath[UUID], alternate_id: FromPath[UUID]
    ) -> LineAlternatesOut:
        """Offer the alternate to new orders."""
        await LineRepository(uow).record(bom_id, line_id)
        await depth.decide(uow, line_id, alternate_id, "approve")
        return await shown(uow, bom_id, line_id)

    @post(
        "/{alternate_id:uuid}/withdrawal", permission=Bom.RELEASE, then=AT_LINE, flash=_("Withdrawn"), status_code=200
    )
    async def withdraw(
        self, uow: Uow, bom_id: FromPath[UUID], line_id: FromPath[UUID], alternate_id: FromPath[UUID]
    ) -> LineAlternatesOut:
        """Offer the alternate to nobody any more."""
        await LineRepository(uow).record(bom_id, line_id)
        await depth.decide(uow, line_id, alternate_id, "withdraw")
        return await shown(uow, bom_id, line_id)


class BomDepthController(Module):
    path = "/bom"
    tags = ["Bills of materials"]

    @put("/", permission=Bom.WRITE)
    async def put_whole(self, uow: Uow, data: Body[WholeIn]) -> BomOut:
        """A draft by material and revision, made where there is none, with exactly these lines."""
        return bom_out(await depth.put_whole(uow, data))

    @page("/{bom_id:uuid}/outputs/new", permission=Bom.WRITE, template="bom/output.html", about=the_bill)
    async def new_output(self, uow: Uow, bom_id: FromPath[UUID]) -> Form:
        return Form(OutputIn)

    @post("/{bom_id:uuid}/outputs", permission=Bom.WRITE, form="bom/output.html", about=the_bill, then="/bom/{id}")
    async def add_output(self, uow: Uow, bom_id: FromPath[UUID], data: Body[OutputIn]) -> BomOut:
        """A co- or by-product with its share of the cost."""
        return bom_out(await depth.add_output(uow, await BomRepository(uow).record(bom_id), data))

    @delete("/{bom_id:uuid}/outputs/{output_id:uuid}", permission=Bom.WRITE, status_code=200)
    async def delete_output(self, uow: Uow, bom_id: FromPath[UUID], output_id: FromPath[UUID]) -> BomOut:
        """Take a co- or by-product away."""
        return bom_out(await depth.remove_output(uow, await BomRepository(uow).record(bom_id), output_id))

    @post("/{bom_id:uuid}/outputs/{output_id:uuid}/removal", permission=Bom.WRITE, page=True, then="/bom/{id}")
    async def remove_output(self, uow: Uow, bom_id: FromPath[UUID], output_id: FromPath[UUID]) -> BomOut:
        return bom_out(await depth.remove_output(uow, await BomRepository(uow).record(bom_id), output_id))

    @page("/{bom_id:uuid}/losses/new", permission=Bom.WRITE, template="bom/loss.html", about=the_bill)
    async def new_loss(self, uow: Uow, bom_id: FromPath[UUID]) -> Form:
        return Form(LossIn)

    @post("/{bom_id:uuid}/losses", permission=Bom.WRITE, form="bom/loss.html", about=the_bill, then="/bom/{id}")
    async def set_loss(self, uow: Uow, bom_id: FromPath[UUID], data: Body[LossIn]) -> BomOut:
        """Say what share of pieces an operation loses; zero takes it away."""
        return bom_out(await depth.set_loss(uow, await BomRepository(uow).record(bom_id), data))

    @get("/{bom_id:uuid}/comparison", permission=Bom.READ, template="bom/comparison.html")
    async def compare(self, uow: Uow, bom_id: FromPath[UUID], against: FromQuery[UUID | None] = None) -> ComparisonOut:
        """What another bill, `against`, has more, less and otherwise; without one, the revision released before."""
        left, right, others = await BomRepository(uow).side_by_side(bom_id, against)
        return comparison.compare(left, right, others)
