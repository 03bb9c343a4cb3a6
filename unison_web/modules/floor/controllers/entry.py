"""Getting in: enrol the tablet, show a badge, act as somebody who is here, lock, sign out."""

from __future__ import annotations

from litestar.di import Provide

from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.i18n import _
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.faces import View
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.floor.access import provide_floor, station_of, tablet
from unison_web.modules.floor.rules import is_own_page
from unison_web.modules.floor.schemas import ActAsIn, BadgeIn, EnrolIn, Welcome
from unison_web.modules.floor.service import people, tablets
from unison_web.modules.identity import rules
from unison_web.modules.identity.service import limits, sessions

YEAR = 365 * 24 * 3600


async def welcome(request: WebRequest) -> Welcome:
    """The badge screen with everybody who is signed in at this tablet."""
    device = tablet(request)
    if device is None:
        return Welcome(False)
    async with unit_of_work(request.app.state.engine, device) as uow:
        station = await station_of(uow)
        machine = station.machine if station else None
        return Welcome(
            True,
            device.device_name,
            machine.code if machine else "",
            machine.name if machine else _("No machine"),
            device.plant_name,
            await people.here(uow, request.app.state.signer),
        )


async def the_tablet(request: WebRequest, uow: Uow) -> Welcome:
    return await welcome(request)


class FloorEntryController(Module):
    path = "/floor"
    dependencies = {"uow": Provide(provide_floor)}

    @page("/enrol", permission=ANYONE, template="floor/enrol.html")
    async def enrolment(self, request: WebRequest) -> Form:
        """The QR of an administrator's screen opens this with the code filled in."""
        return Form(EnrolIn, {"code": request.query_params.get("code", "")})

    @post("/enrol", permission=ANYONE, form="floor/enrol.html", then="/floor/", include_in_schema=False)
    async def enrol(self, request: WebRequest, data: Body[EnrolIn]) -> Welcome:
        limits.enrolment.check(request)
        key, _device = await tablets.enrol(request.app.state.engine, data.code)
        jar = request.app.state.cookies
        return View(Welcome(True), cookies=[jar.make("device", key, max_age=10 * YEAR), jar.make("floor", "")])  # type: ignore[return-value]

    @get("/", permission=ANYONE, template="floor/welcome.html", include_in_schema=False)
    async def welcome(self, request: WebRequest) -> Welcome:
        """Who is here? A browser that is no tablet is told how to become one."""
        return await welcome(request) if tablet(request) else View(Welcome(False), then="/floor/enrol")  # type: ignore[return-value]

    @post(
        "/sign-in",
        permission=ANYONE,
        form="floor/welcome.html",
        about=the_tablet,
        then="/floor/station",
        include_in_schema=False,
    )
    async def sign_in(self, request: WebRequest, uow: Uow, data: Body[BadgeIn]) -> Welcome:
        """A badge at the reader, a number at the keypad."""
        limits.badge.check(request)
        return acting(request, await people.badge_in(request.app.state.engine, uow, data.badge, data.pin))

    @post("/act-as", permission=ANYONE, then="{next}", include_in_schema=False)
    async def act_as(self, request: WebRequest, uow: Uow, data: Body[ActAsIn]) -> Welcome:
        """Somebody who is signed in here acts from now on."""
        return acting(request, await people.act_as(uow, data.session_id), data.next)

    @post("/lock", permission=ANYONE, then="/floor/", include_in_schema=False)
    async def lock(self, request: WebRequest) -> Welcome:
        """Nobody touches in somebody else's name; people stay signed in and jobs go on."""
        return View(Welcome(True), cookies=[request.app.state.cookies.make("floor", "")])  # type: ignore[return-value]

    @post("/sign-out", permission=ANYONE, then="/floor/", include_in_schema=False)
    async def sign_out(self, request: WebRequest, uow: Uow) -> Welcome:
        await people.sign_out(uow)
        request.app.state.principals.forget(uow.actor.session_id)
        return View(Welcome(True), cookies=[request.app.state.cookies.make("floor", "")])  # type: ignore[return-value]


def acting(request: WebRequest, signed: sessions.SignedIn, following: str = "") -> Welcome:
    request.app.state.principals.forget(signed.session.id)
    cookie = request.app.state.cookies.make("floor", signed.secret, max_age=int(rules.BADGE_SESSION.total_seconds()))
    after = following if is_own_page(following) else "/floor/station"
    return View(Welcome(True, next=after), cookies=[cookie])  # type: ignore[return-value]
