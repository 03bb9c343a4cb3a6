"""One person's account: the state it is in, the roles in each plant, and where it is signed in."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, delete, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.controllers.users import RECORD, person, the_person
from unison_web.modules.identity.rules import Users
from unison_web.modules.identity.schemas import StateIn
from unison_web.modules.identity.schemas_people import LockIn, MembershipIn, PersonOut
from unison_web.modules.identity.service import accounts
from unison_web.modules.identity.service.desk import desk

SESSION = "/sessions/{session_id:uuid}/end"


class AccountController(Module):
    path = "/users/{user_id:uuid}"
    tags = ["People"]

    @post("/state", permission=Users.WRITE, then=RECORD, status_code=200)
    async def set_state(self, request: WebRequest, uow: Uow, user_id: FromPath[UUID], data: Body[StateIn]) -> PersonOut:
        """Lock, disable, bring back, or unlock. Who is out is out everywhere within five seconds."""
        await accounts.set_state(await desk(uow, request.app.state.principals), user_id, data.state, data.reason)
        return await changed(request, uow, user_id)

    @page("/lock", permission=Users.WRITE, template="identity/lock.html")
    async def lock_form(self, request: WebRequest, uow: Uow, user_id: FromPath[UUID]) -> Form:
        return Form(LockIn, context=await person(request, uow, user_id))

    @post("/lock", permission=Users.WRITE, form="identity/lock.html", about=the_person, then=RECORD, status_code=200)
    async def lock(self, request: WebRequest, uow: Uow, user_id: FromPath[UUID], data: Body[LockIn]) -> PersonOut:
        """Out for now, with a reason the person's page shows. Unlocking brings back everything."""
        await accounts.set_state(await desk(uow, request.app.state.principals), user_id, "locked", data.reason)
        return await changed(request, uow, user_id)

    @post("/memberships", permission=Users.WRITE, then=RECORD, status_code=200, flash=_("Role given"))
    async def give(self, request: WebRequest, uow: Uow, user_id: FromPath[UUID], data: Body[MembershipIn]) -> PersonOut:
        """One more role, in one plant or in all."""
        await accounts.give(await desk(uow, request.app.state.principals), user_id, data.role, data.plant_id)
        return await changed(request, uow, user_id)

    @delete("/memberships/{membership_id:uuid}", permission=Users.WRITE, status_code=200)
    async def take(
        self, request: WebRequest, uow: Uow, user_id: FromPath[UUID], membership_id: FromPath[UUID]
    ) -> PersonOut:
        """A role in one place, taken away."""
        await accounts.take(await desk(uow, request.app.state.principals), user_id, membership_id)
        return await changed(request, uow, user_id)

    @post("/memberships/{membership_id:uuid}/end", permission=Users.WRITE, then=RECORD, status_code=200)
    async def post_take(
        self, request: WebRequest, uow: Uow, user_id: FromPath[UUID], membership_id: FromPath[UUID]
    ) -> PersonOut:
        """The same for plain forms, which cannot DELETE."""
        await accounts.take(await desk(uow, request.app.state.principals), user_id, membership_id)
        return await changed(request, uow, user_id)

    @post("/sessions/end", permission=Users.WRITE, then=RECORD, status_code=200, flash=_("{name} is signed out"))
    async def end_all(self, request: WebRequest, uow: Uow, user_id: FromPath[UUID]) -> PersonOut:
        """End every session of this person, within five seconds everywhere."""
        await accounts.end_sessions(await desk(uow, request.app.state.principals), user_id)
        return await changed(request, uow, user_id)

    @post(SESSION, permission=Users.WRITE, then=RECORD, status_code=200, flash=_("That session has ended"))
    async def end_one(
        self, request: WebRequest, uow: Uow, user_id: FromPath[UUID], session_id: FromPath[UUID]
    ) -> PersonOut:
        """End one session, on a device that was lost."""
        await accounts.end_session(await desk(uow, request.app.state.principals), user_id, session_id)
        return await changed(request, uow, user_id)


async def changed(request: WebRequest, uow: Uow, user_id: UUID) -> PersonOut:
    """This process sees the change at once, every other one within five seconds."""
    request.app.state.principals.forget()
    return await person(request, uow, user_id)
