"""``POST /work-orders/bulk/release``: a route for every verb of a list, each with its own permission."""

from __future__ import annotations

from typing import Any

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.bulk import Bulk, BulkIn, BulkOut, carry_out
from unison_web.kit.web.faces import View
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.module import Body, Module, post
from unison_web.kit.web.uow import Uow


def bulk_controllers(view: ListView, tag: str) -> tuple[type[Module], ...]:
    return tuple(_controller(view, bulk, tag) for bulk in view.bulk)


def _controller(view: ListView, bulk: Bulk, tag: str) -> type[Module]:
    class BulkController(Module):
        path = f"{view.url}/bulk/{bulk.key}"
        tags = [tag]

        @post(
            "/", permission=bulk.permission, template="lists/bulk.html", form="lists/bulk_refused.html", bulk=bulk,
            status_code=200,
        )  # fmt: skip
        async def create(self, uow: Uow, data: Body[BulkIn]) -> View[BulkOut]:
            """The same to many: those named, or all the filters match. Says which were refused, and why."""
            outcome = await carry_out(uow, view.listing, bulk, data)
            return answered(outcome)

    BulkController.__name__ = f"{view.noun}-{bulk.key}"
    return BulkController


def answered(outcome: BulkOut) -> View[Any]:
    """Back to the list where all went well, else a page that says what did not."""
    if outcome.run:
        return View(outcome, then="/bulk-runs/{run}")
    if outcome.waits or outcome.refused:
        return View(outcome)
    return View(outcome, then=outcome.href, flash=_("{title}: {count} done"))
