"""An administrator looks at the product as somebody else of the company: only looking, and the trail says when."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.errors import NotFound
from unison_web.kit.permissions import SIGNED_IN
from unison_web.kit.web.module import Module, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.rules import Users
from unison_web.modules.identity.schemas_people import LookingOut
from unison_web.modules.identity.service import looking
from unison_web.modules.identity.service.desk import desk


class LookingController(Module):
    path = "/users"
    tags = ["People"]

    @post("/{user_id:uuid}/view-as", permission=Users.WRITE, then="/home", status_code=200)
    async def start(self, request: WebRequest, uow: Uow, user_id: FromPath[UUID]) -> LookingOut:
        """See every page as this person sees it, until Stop or the end of the session. Nothing can be changed."""
        user = await looking.start(await desk(uow, request.app.state.principals), user_id)
        request.app.state.principals.forget(uow.actor.session_id)
        return LookingOut(user.id, user.name)


class EndOfLookingController(Module):
    """Whoever looks has the rights of the other, so this stands apart from starting."""

    path = "/view-as/stop"
    tags = ["People"]

    @post("/", permission=SIGNED_IN, while_viewing=True, then="/users/{id}", status_code=200)
    async def stop(self, request: WebRequest, uow: Uow) -> LookingOut:
        """Go on as oneself."""
        if uow.actor.viewer_id is None or uow.actor.user_id is None:
            raise NotFound
        await looking.stop(uow)
        request.app.state.principals.forget(uow.actor.session_id)
        return LookingOut(uow.actor.user_id, uow.actor.name)
