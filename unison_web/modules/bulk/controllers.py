"""Pages of runs: how far they are, what they refused."""

from __future__ import annotations

from uuid import UUID

from litestar import Response
from litestar.params import FromPath

from unison_web.kit.i18n import _
from unison_web.kit.permissions import SIGNED_IN
from unison_web.kit.web.bulk_runs import UNFINISHED, BulkRun
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.bulk import service
from unison_web.modules.bulk.listings import RUNS, VIEW
from unison_web.modules.bulk.repository import RunRepository
from unison_web.modules.bulk.schemas import RunOut, RunRow
from unison_web.modules.exports import comma


class BulkRunController(Module):
    path = "/bulk-runs"
    tags = ["Files"]

    @get("/", permission=SIGNED_IN, template="bulk/index.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[RunRow]:
        """What you had done to many rows at once by a worker."""
        return await RUNS.page(uow, request.query_params)

    @get("/{run_id:uuid}", permission=SIGNED_IN, template="bulk/show.html")
    async def show(self, request: WebRequest, uow: Uow, run_id: FromPath[UUID]) -> RunOut:
        """How far it is, and what was refused."""
        return shown(request, await RunRepository(uow).own(run_id))

    @get("/{run_id:uuid}/refused", permission=SIGNED_IN, media_type="text/csv")
    async def refused(self, uow: Uow, run_id: FromPath[UUID]) -> Response[bytes]:
        """The rows that stayed as they were, and why, as a file."""
        run = await RunRepository(uow).own(run_id)
        rows = [[row["label"], row["why"]] for row in run.refused]
        content = comma.MARK + comma.lines([[_("Record"), _("Why not")], *rows])
        named = {"Content-Disposition": "attachment; filename=refused.csv"}
        return Response(content, media_type=comma.TYPE, headers=named)

    @post("/{run_id:uuid}/cancel", permission=SIGNED_IN, then="/bulk-runs/{id}", status_code=200)
    async def cancel(self, request: WebRequest, uow: Uow, run_id: FromPath[UUID]) -> RunOut:
        """Do no more rows."""
        return shown(request, await service.cancel(uow, run_id))


def shown(request: WebRequest, run: BulkRun) -> RunOut:
    view = request.app.state.lists.get(run.noun)
    title, href = (str(view.title), view.url + run.query) if view else (run.noun, "/")
    return RunOut.of(run, list_title=title, href=href, may_cancel=run.state in UNFINISHED)
