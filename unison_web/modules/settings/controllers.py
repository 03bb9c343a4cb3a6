"""Set up → Numbers."""

from __future__ import annotations

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.settings import rules, service
from unison_web.modules.settings.rules import Settings
from unison_web.modules.settings.schemas import SeriesIn, SeriesList, SeriesOut


async def the_series(request: WebRequest, uow: Uow, kind: str) -> SeriesOut:
    return service.shown(await service.series(uow, kind), uow)


class NumbersController(Module):
    path = "/settings/numbers"
    tags = ["Settings"]

    @get("/", permission=Settings.READ, template="settings/numbers.html")
    async def index(self, uow: Uow) -> SeriesList:
        """How each kind of document is numbered."""
        return SeriesList([service.shown(await service.series(uow, kind), uow) for kind in rules.KINDS])

    @get("/{kind:str}", permission=Settings.READ, template="settings/numbers.html")
    async def show(self, uow: Uow, kind: FromPath[str]) -> SeriesList:
        """One of them."""
        return SeriesList([service.shown(await service.series(uow, kind), uow)])

    @page("/{kind:str}/edit", permission=Settings.WRITE, template="settings/number.html")
    async def edit(self, uow: Uow, kind: FromPath[str]) -> Form:
        now = service.shown(await service.series(uow, kind), uow)
        values = {"pattern": now.pattern, "next_value": now.next_value, "version": now.version}
        return Form(SeriesIn, values, context=now)

    @post(
        "/{kind:str}/edit",
        permission=Settings.WRITE,
        page=True,
        form="settings/number.html",
        about=the_series,
        then="/settings/numbers",
        flash=_("The next one will be {example}"),
        include_in_schema=False,
        status_code=200,
    )
    async def save(self, uow: Uow, kind: FromPath[str], data: Body[SeriesIn]) -> SeriesOut:
        """The same change as PUT, for plain forms."""
        return service.shown(await service.change(uow, kind, data), uow)

    @put("/{kind:str}", permission=Settings.WRITE)
    async def update(self, uow: Uow, kind: FromPath[str], data: Body[SeriesIn]) -> SeriesOut:
        """Change how the next document is numbered. Numbers that were given stay."""
        return service.shown(await service.change(uow, kind, data), uow)
