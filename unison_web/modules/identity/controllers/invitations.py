"""Inviting people, and accepting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.faces import View
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.controllers.auth import session_cookie
from unison_web.modules.identity.controllers.users import role_choices
from unison_web.modules.identity.models import Invitation, User
from unison_web.modules.identity.rules import Users
from unison_web.modules.identity.schemas import MeOut
from unison_web.modules.identity.schemas_people import AcceptIn, InvitedOut, InviteIn
from unison_web.modules.identity.service import invitations, limits
from unison_web.modules.identity.service.desk import desk


async def choices(request: WebRequest, uow: UnitOfWork) -> dict[str, Any]:
    """Roles and plants one can choose from; everywhere only for those who are."""
    at = await desk(uow, request.app.state.principals)
    where = at.mine.places(str(Users.WRITE))
    plants = [(str(plant.id), plant.name) for plant in request.plants if where is None or plant.id in where]
    return {"roles": await role_choices(uow), "plants": plants, "everywhere": where is None}


async def the_choices(request: WebRequest, uow: Uow) -> dict[str, Any]:
    return await choices(request, uow)


class InvitationController(Module):
    path = "/users"
    tags = ["People"]

    @page("/invite", permission=Users.WRITE, template="identity/invite.html")
    async def new(self, request: WebRequest, uow: Uow) -> Form:
        return Form(InviteIn, context=await choices(request, uow))

    @post("/invite", permission=Users.WRITE, form="identity/invite.html", about=the_choices,
          template="identity/invited.html")  # fmt: skip
    async def invite(self, request: WebRequest, uow: Uow, data: Body[InviteIn]) -> InvitedOut:
        """Somebody new, who chooses their own password with a link that works once and for a week."""
        (await desk(uow, request.app.state.principals)).give(data.role, data.plant_id)
        return linked(request, uow, *await invitations.invite(uow, data))

    @post("/{user_id:uuid}/invitation", permission=Users.WRITE, template="identity/invited.html", status_code=200)
    async def again(self, request: WebRequest, uow: Uow, user_id: FromPath[UUID]) -> InvitedOut:
        """A new link for somebody who has not come yet; the older one stops working."""
        user = await (await desk(uow, request.app.state.principals)).charge(user_id)
        return linked(request, uow, user, *await invitations.new_link(uow, user))


def linked(request: WebRequest, uow: UnitOfWork, user: User, invitation: Invitation, secret: str) -> InvitedOut:
    """The link is told to who invites, and sent to who is invited."""
    link = f"{request.app.state.settings.public_url}/welcome/{secret}"
    invitations.told(uow, user, invitation, link)
    return InvitedOut(user.id, user.name, user.email, link, invitation.expires_at)


class WelcomePages(Module):
    """Where the link leads. Whoever holds it is nobody yet."""

    path = "/welcome"

    @page("/{secret:str}", permission=ANYONE, template="identity/welcome.html")
    async def show(self, request: WebRequest, secret: FromPath[str]) -> Form:
        limits.enrolment.check(request)
        who = await invitations.shown(request.app.state.engine, secret)
        return Form(AcceptIn, {"name": who.name}, context=who)

    @post("/{secret:str}", permission=ANYONE, form="identity/welcome.html", then="/", include_in_schema=False)
    async def accept(self, request: WebRequest, secret: FromPath[str], data: Body[AcceptIn]) -> MeOut:
        limits.enrolment.check(request)
        engine, agent = request.app.state.engine, request.headers.get("user-agent", "")
        request.state.form_context = await invitations.shown(engine, secret)
        signed = await invitations.accept(engine, secret, data, agent=agent, request_id=request.request_id)
        return View(None, then="/", cookies=[session_cookie(request, signed)])  # type: ignore[return-value]
