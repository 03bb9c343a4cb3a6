"""Which person of the provider somebody is, and taking that away."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.repository import UserRepository
from unison_web.modules.second_factor.rules import Security
from unison_web.modules.sign_on.repository import LinkRepository
from unison_web.modules.sign_on.schemas import LinkOut, UnlinkIn
from unison_web.modules.sign_on.service import provider


async def link_of(uow: Uow, user_id: UUID) -> LinkOut:
    user, link = await UserRepository(uow).by_id(user_id), await LinkRepository(uow).of_user(user_id)
    if link is None:
        return LinkOut(user.id, user.name)
    return LinkOut(user.id, user.name, True, link.issuer, link.subject, link.created_at, link.last_used_at)


async def the_person(request: WebRequest, uow: Uow, user_id: UUID) -> Record:
    user = await UserRepository(uow).by_id(user_id)
    return Record(user.name, f"/users/{user_id}")


class LinkController(Module):
    path = "/users/{user_id:uuid}/sign-on"
    tags = ["People"]

    @get("/", permission=Security.READ, template="sign_on/link.html")
    async def show(self, uow: Uow, user_id: FromPath[UUID]) -> LinkOut:
        """Which person of the company's provider somebody is."""
        return await link_of(uow, user_id)

    @page("/unlink", permission=Security.WRITE, template="sign_on/unlink.html", about=the_person)
    async def form(self, uow: Uow, user_id: FromPath[UUID]) -> Form:
        return Form(UnlinkIn)

    @post(
        "/unlink", permission=Security.WRITE, form="sign_on/unlink.html", about=the_person, then="/users/{id}/sign-on",
        flash=_("{name} is not linked any more"), status_code=200,
    )  # fmt: skip
    async def unlink(self, uow: Uow, user_id: FromPath[UUID], data: Body[UnlinkIn]) -> LinkOut:
        """Forget it; the next sign-in links anew, by an e-mail that the provider has verified."""
        await provider.unlink(uow, user_id, data.reason)
        await uow.session.flush()
        return await link_of(uow, user_id)
