"""As built, as planned, as of today."""

from __future__ import annotations

from litestar.params import FromPath, FromQuery

from unison_web.kit.web.module import Module, get
from unison_web.kit.web.uow import Uow
from unison_web.modules.assembly.rules import Assembly
from unison_web.modules.assembly.schemas import AsBuiltOut
from unison_web.modules.assembly.service import comparing


class AsBuiltController(Module):
    path = "/work-orders/{number:str}/as-built"
    tags = ["Assembly"]

    @get("/", permission=Assembly.READ, template="assembly/as_built.html")
    async def show(self, uow: Uow, number: FromPath[str], serial: FromQuery[str] = "") -> AsBuiltOut:
        """What an order, or with `serial` one piece of it, was built of, beside its plan and the bill of today."""
        return await comparing.as_built(uow, number, serial[:80])
