"""The second step of signing in: a code after the password."""

from __future__ import annotations

from typing import Any

from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.faces import View
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.modules.identity.controllers.auth import to_home, token_pair
from unison_web.modules.identity.schemas import TokensOut
from unison_web.modules.identity.service import limits, sessions, tickets
from unison_web.modules.second_factor.schemas import StepIn
from unison_web.modules.second_factor.service import steps


class StepController(Module):
    path = "/auth/second-factor"
    tags = ["Sign-in"]

    @post("/", permission=ANYONE, form="second_factor/step.html", status_code=200)
    async def create(self, request: WebRequest, data: Body[StepIn]) -> TokensOut:
        """Finish signing in with a code of an authenticator app or a recovery code."""
        limits.sign_in.check(request)
        signed = await signed_in(request, data)
        return await token_pair(request, signed) if request.is_api else home(request, signed)


class StepPage(Module):
    path = "/login/second-factor"

    @page("/", permission=ANYONE, template="second_factor/step.html")
    async def show(self, request: WebRequest) -> Form:
        return Form(StepIn)


async def signed_in(request: WebRequest, data: StepIn) -> sessions.SignedIn:
    state = request.app.state
    ticket = tickets.read(state.vault, data.ticket or state.cookies.read(request.cookies, "ticket"))
    kind = "api" if request.is_api else "web"
    agent = request.headers.get("user-agent", "")
    return await steps.finish(state.engine, state.vault, ticket, data.code, kind, agent)


def home(request: WebRequest, signed: sessions.SignedIn) -> Any:
    answer: View[Any] = to_home(request, signed)  # type: ignore[assignment]
    answer.set_cookie(request.app.state.cookies.make("ticket", ""))
    return answer
