"""Routes of set-up."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.module import Module, get, post
from unison_web.kit.web.uow import Uow
from unison_web.modules.materials.rules import Materials, Units
from unison_web.modules.setup import service
from unison_web.modules.setup.rules import Setup
from unison_web.modules.setup.schemas import SetupOut


class SetupController(Module):
    path = "/setup"
    tags = ["Set-up"]

    @get("/", permission=Setup.READ, template="setup/index.html")
    async def index(self, uow: Uow) -> SetupOut:
        """What the company has of what it needs for its first part, and what is next."""
        return await service.shown(uow)

    @post("/units", permission=Units.WRITE, then="/setup", status_code=200, flash=_("The standard units are there"))
    async def units(self, uow: Uow) -> SetupOut:
        """The units most plants need."""
        await service.standard_units(uow)
        return await service.shown(uow)

    @post("/example", permission=Materials.WRITE, then="/setup", status_code=200, flash=_("The example is there"))
    async def example(self, uow: Uow) -> SetupOut:
        """Made-up records to try with. They are an import, and its undo removes them."""
        await service.example(uow)
        return await service.shown(uow)
