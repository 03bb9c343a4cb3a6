"""Set up → Settings: one page to search, one page for each."""

from __future__ import annotations

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.permissions import SIGNED_IN
from unison_web.kit.web.faces import View
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.service.desk import desk
from unison_web.modules.settings import choosing
from unison_web.modules.settings.schemas_choosing import ChoiceOut, ChooseIn, SettingsPage

YEAR = 365 * 24 * 3600


async def the_setting(request: WebRequest, uow: Uow, key: str) -> ChoiceOut:
    return await choosing.single(uow, key)


class SettingsController(Module):
    path = "/settings"
    tags = ["Settings"]

    @get("/", permission=SIGNED_IN, template="settings/index.html")
    async def index(self, request: WebRequest, uow: Uow) -> SettingsPage:
        """Every setting, what counts here, whose choice that is, and who made it when."""
        return await choosing.shown(uow, request.query_params.get("q", ""))

    @get("/values/{key:str}", permission=SIGNED_IN)
    async def show(self, uow: Uow, key: FromPath[str]) -> ChoiceOut:
        """One setting."""
        return await choosing.single(uow, key)

    @page("/values/{key:str}/edit", permission=SIGNED_IN, template="settings/setting.html")
    async def edit(self, uow: Uow, key: FromPath[str]) -> Form:
        now = await choosing.single(uow, key)
        return Form(ChooseIn, {"scope": now.levels[-1].scope, "value": now.value}, context=now)

    @post("/values/{key:str}/edit", permission=SIGNED_IN, page=True, form="settings/setting.html", about=the_setting,
          then="/settings", flash=_("{label}: saved"), include_in_schema=False, status_code=200)  # fmt: skip
    async def save(self, request: WebRequest, uow: Uow, key: FromPath[str], data: Body[ChooseIn]) -> ChoiceOut:
        """The same as PUT, for plain forms."""
        return await chosen(request, uow, key, data)

    @put("/values/{key:str}", permission=SIGNED_IN)
    async def update(self, request: WebRequest, uow: Uow, key: FromPath[str], data: Body[ChooseIn]) -> ChoiceOut:
        """Choose for the company, the plant the caller works in, or oneself. It counts within five seconds."""
        return await chosen(request, uow, key, data)


async def chosen(request: WebRequest, uow: Uow, key: str, data: ChooseIn) -> ChoiceOut:
    await choosing.choose(await desk(uow, request.app.state.principals), key, data.scope, data.value.strip())
    request.app.state.principals.forget()
    now = await choosing.single(uow, key)
    if (key, data.scope) == ("look.theme", "user"):  # pages before anybody is known look as this browser's person chose
        cookie = request.app.state.cookies.make("theme", data.value.strip(), max_age=YEAR)
        return View(now, cookies=[cookie])  # type: ignore[return-value]
    return now
