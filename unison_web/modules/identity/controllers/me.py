"""The signed-in person's own page."""

from __future__ import annotations

from unison_web.kit import i18n, preferences
from unison_web.kit.errors import NotFound
from unison_web.kit.i18n import lazy as _
from unison_web.kit.permissions import SIGNED_IN
from unison_web.kit.web.faces import View
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity import rules
from unison_web.modules.identity.controllers.auth import me_of
from unison_web.modules.identity.models import User
from unison_web.modules.identity.repository import SessionRepository
from unison_web.modules.identity.schemas import (
    LocaleIn,
    MeOut,
    PasswordIn,
    PlantChoiceIn,
    Profile,
    SessionOut,
    ThemeIn,
)
from unison_web.modules.identity.service import people, sessions

YEAR = 365 * 24 * 3600


class MeController(Module):
    path = "/me"
    tags = ["Sign-in"]

    @get("/", permission=SIGNED_IN, template="identity/me.html")
    async def show(self, request: WebRequest, uow: Uow) -> Profile:
        """The person, their rights here, and where else they are signed in."""
        user = await uow.session.get(User, (uow.organization_id, uow.actor.user_id))
        return Profile(me_of(request), await open_sessions(uow), languages(), user.locale if user else "")

    @post("/plant", permission=SIGNED_IN, then="/", status_code=200)
    async def plant(self, request: WebRequest, uow: Uow, data: Body[PlantChoiceIn]) -> MeOut:
        """Work in another plant from now on."""
        if data.plant_id and data.plant_id not in {plant.id for plant in request.plants}:
            raise NotFound
        await sessions.work_in(uow, data.plant_id)
        request.app.state.principals.forget(uow.actor.session_id)
        here = request.state.get("next") or "/"  # a record of one plant may not be there in the other; a list is
        return View(me_of(request), then=here if here.count("/") == 1 else "/")  # type: ignore[return-value]

    @post("/language", permission=SIGNED_IN, then="/me", flash=_("Saved"), status_code=200)
    async def language(self, request: WebRequest, uow: Uow, data: Body[LocaleIn]) -> MeOut:
        """In which language, and with which way of writing numbers and dates, Unison speaks to this person."""
        await people.speak(uow, data.locale)
        request.app.state.principals.forget(uow.actor.session_id)
        return me_of(request)

    @post("/theme", permission=SIGNED_IN, then="/me", status_code=200)
    async def theme(self, request: WebRequest, uow: Uow, data: Body[ThemeIn]) -> MeOut:
        """Light, dark, or as the system says. The browser remembers it for pages before anybody is known."""
        await preferences.keep(uow, "look.theme", "user", data.theme)
        request.app.state.principals.forget(uow.actor.session_id)
        cookie = request.app.state.cookies.make("theme", data.theme, max_age=YEAR)
        return View(me_of(request), then=request.state.get("next") or "/me", cookies=[cookie])  # type: ignore[return-value]

    @page("/password", permission=SIGNED_IN, template="identity/password.html")
    async def password_form(self) -> Form:
        return Form(PasswordIn)

    @post(
        "/password",
        permission=SIGNED_IN,
        form="identity/password.html",
        then="/me",
        flash=_("Password changed"),
        status_code=200,
    )
    async def password(self, request: WebRequest, uow: Uow, data: Body[PasswordIn]) -> MeOut:
        """Change the password; other sessions end."""
        await people.change_password(uow, data.current, data.password)
        await sessions.end_others(uow, "password changed")
        request.app.state.principals.forget()
        return me_of(request)

    @post("/sign-out-everywhere", permission=SIGNED_IN, then="/login", status_code=200)
    async def everywhere(self, request: WebRequest, uow: Uow) -> MeOut:
        """End every session of this person, this one too."""
        if uow.actor.user_id:
            await sessions.sign_out_everywhere(uow, uow.actor.user_id, "signed out everywhere")
        request.app.state.principals.forget()
        return View(me_of(request), cookies=[request.app.state.cookies.make("session", "")])  # type: ignore[return-value]


def languages() -> list[tuple[str, str]]:
    """Each in its own name; the words follow where there is a catalog, numbers and dates always."""
    return [(code, i18n.called(code)) for code in rules.LANGUAGES]


async def open_sessions(uow: Uow) -> list[SessionOut]:
    if uow.actor.user_id is None:
        return []
    found = await SessionRepository(uow).open_of(uow.actor.user_id, uow.now())
    return [SessionOut.of(session, current=session.id == uow.actor.session_id) for session in found]
