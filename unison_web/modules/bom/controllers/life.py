"""Review, release and retirement of a bill: a POST on a noun below it."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.faces import View
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, page, post
from unison_web.kit.web.uow import Uow
from unison_web.modules.bom.controllers.bills import the_bill
from unison_web.modules.bom.repository import BomRepository
from unison_web.modules.bom.rules import Bom
from unison_web.modules.bom.schemas import BomOut, ReviewIn
from unison_web.modules.bom.service import life
from unison_web.modules.bom.service.views import bom_out


class BomLifeController(Module):
    path = "/bom/{bom_id:uuid}"
    tags = ["Bills of materials"]

    @post("/submission", permission=Bom.WRITE, then="/bom/{id}", flash=_("Submitted for review"), status_code=200)
    async def submit(self, uow: Uow, bom_id: FromPath[UUID]) -> BomOut:
        """Hand a draft to whoever releases it. In review nobody changes it."""
        return bom_out(await life.submit(uow, await BomRepository(uow).record(bom_id)))

    @page("/return", permission=Bom.RELEASE, template="bom/return.html", about=the_bill)
    async def ask_why(self, uow: Uow, bom_id: FromPath[UUID]) -> Form:
        return Form(ReviewIn)

    @post(
        "/return",
        permission=Bom.RELEASE,
        form="bom/return.html",
        about=the_bill,
        then="/bom/{id}",
        flash=_("Sent back"),
        status_code=200,
    )
    async def send_back(self, uow: Uow, bom_id: FromPath[UUID], data: Body[ReviewIn]) -> BomOut:
        """Make what is in review a draft again, with the reason."""
        return bom_out(await life.send_back(uow, await BomRepository(uow).record(bom_id), data.reason))

    @post("/release", permission=Bom.RELEASE, then="/bom/{id}", status_code=200)
    async def release(self, uow: Uow, bom_id: FromPath[UUID]) -> View[BomOut]:
        """Make a bill valid. Bills it shares days with end the day before; `notice` says which."""
        bom, notice = await life.release(uow, await BomRepository(uow).record(bom_id))
        flash = _("Released. {notice}") if notice else _("Released")
        return View(bom_out(bom, notice=notice), flash=flash)

    @post("/retirement", permission=Bom.RELEASE, then="/bom/{id}", flash=_("Retired"), status_code=200)
    async def retire(self, uow: Uow, bom_id: FromPath[UUID]) -> BomOut:
        """Take a bill out of use."""
        return bom_out(await life.retire(uow, await BomRepository(uow).record(bom_id)))
