"""The start page, the scan resolver, the tour."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.di import Provide
from litestar.params import FromPath

from unison_web.kit.errors import NotFound
from unison_web.kit.permissions import ANYONE, SIGNED_IN
from unison_web.kit.web.faces import View
from unison_web.kit.web.module import Module, get, page
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.floor.access import provide_floor
from unison_web.modules.home import service
from unison_web.modules.home.schemas import Home
from unison_web.modules.identity.rules import Visits
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.work_orders.rules import WorkOrders


class HomeController(Module):
    path = "/"

    @get("/", permission=ANYONE, template="home/index.html", include_in_schema=False)
    async def show(self, request: WebRequest) -> Response[Any]:
        """Everybody has a start page: superusers choose a company, tablets ask for a badge, strangers sign in."""
        return View(None, then=start_of(request), status_code=200)


class OverviewController(Module):
    path = "/home"
    tags = ["Home"]

    @get("/", permission=WorkOrders.READ, template="home/index.html")
    async def show(self, uow: Uow) -> Home:
        """What needs somebody now in this plant."""
        return await service.home(uow, await PlantRepository(uow).here())


class ScanController(Module):
    """Paper, labels and machines hold ``/s/{code}`` and nothing else."""

    path = "/s/{code:path}"
    dependencies = {"uow": Provide(provide_floor)}

    @get("/", permission=ANYONE, include_in_schema=False)
    async def show(self, request: WebRequest, uow: Uow, code: FromPath[str]) -> Response[Any]:
        """303 to the record, as the person or the tablet that scanned it may see it."""
        found = await service.resolve(uow, code.strip("/"), request.app.state.scans)
        if found is None:
            raise NotFound
        return View(None, then=found, status_code=200)


class TourController(Module):
    path = "/tour"

    @page("/", permission=SIGNED_IN, template="home/tour.html")
    async def show(self) -> None:
        """The story of the demo in a minute."""


def start_of(request: WebRequest) -> str:
    actor = request.actor
    if actor is None:
        return "/floor" if request.app.state.cookies.device(request.cookies) else "/login"
    if actor.may(str(Visits.ENTER)):
        return "/visits"
    operator_at_tablet = actor.roles == ("operator",) and request.app.state.cookies.device(request.cookies)
    return "/floor/" if actor.device_id or operator_at_tablet else "/home"
