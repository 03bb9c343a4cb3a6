"""Pages of a forgotten password. Whoever sees them is nobody yet."""

from __future__ import annotations

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.faces import View
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.structs import Out
from unison_web.modules.identity.schemas_people import ForgottenIn, NewPasswordIn
from unison_web.modules.identity.service import forgotten, limits

NEW = "/new-password/{link:str}"


class ForgottenPages(Module):
    path = "/login"

    @page("/forgotten", permission=ANYONE, template="identity/forgotten.html")
    async def ask(self) -> Form:
        return Form(ForgottenIn)

    @post("/forgotten", permission=ANYONE, form="identity/forgotten.html", then="/login/sent", include_in_schema=False)
    async def send(self, request: WebRequest, data: Body[ForgottenIn]) -> Out:
        """The same answer for everybody."""
        limits.forgotten.check(request)
        state = request.app.state
        await forgotten.ask(state.engine, data.email, state.settings.public_url, request.request_id)
        return View(None, then="/login/sent")  # type: ignore[return-value]

    @page("/sent", permission=ANYONE, template="identity/forgotten_sent.html")
    async def sent(self) -> Form:
        return Form(ForgottenIn)

    @page(NEW, permission=ANYONE, template="identity/choose_password.html")
    async def choose(self, request: WebRequest, link: FromPath[str]) -> Form:
        limits.enrolment.check(request)
        return Form(NewPasswordIn, context=await forgotten.whose(request.app.state.engine, link))

    @post(NEW, permission=ANYONE, form="identity/choose_password.html", then="/login", include_in_schema=False,
          flash=_("Sign in with your new password"))  # fmt: skip
    async def save(self, request: WebRequest, link: FromPath[str], data: Body[NewPasswordIn]) -> Out:
        limits.enrolment.check(request)
        request.state.form_context = await forgotten.whose(request.app.state.engine, link)
        await forgotten.choose(request.app.state.engine, link, data.password, request.request_id)
        return View(None, then="/login")  # type: ignore[return-value]
