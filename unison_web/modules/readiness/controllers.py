"""The board of what could run now."""

from __future__ import annotations

from typing import Literal

from litestar.params import FromQuery

from unison_web.kit.web.module import Module, get
from unison_web.kit.web.uow import Uow
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.readiness import service
from unison_web.modules.readiness.schemas import BoardQuery, ReadinessOut
from unison_web.modules.work_orders.rules import WorkOrders

Show = Literal["all", "ready", "blocked"]


class ReadinessController(Module):
    path = "/can-run"
    tags = ["Floor"]

    @get("/", permission=WorkOrders.READ, template="readiness/index.html")
    async def show(self, uow: Uow, show: FromQuery[Show] = "all", work_center: FromQuery[str] = "") -> ReadinessOut:
        """The next operation of every order on the floor under seven lights; each red one names what is missing."""
        return await service.board(uow, await PlantRepository(uow).here(), BoardQuery(show, work_center))
