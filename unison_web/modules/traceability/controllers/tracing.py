"""``/trace?code=``: one field, both trees."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.web.module import Module, get
from unison_web.kit.web.uow import Uow
from unison_web.modules.traceability.rules import Trace
from unison_web.modules.traceability.schemas import BranchOut, TraceOut
from unison_web.modules.traceability.service import tracing


class TraceController(Module):
    path = "/trace"
    tags = ["Tracing"]

    @get("/", permission=Trace.READ, template="traceability/trace.html")
    async def show(self, uow: Uow, code: FromQuery[str] = "") -> TraceOut:
        """What a lot, a serial number, an order or a customer's delivery was made from, and where it went."""
        return await tracing.trace(uow, code[:400])

    @get("/nodes/{node_id:uuid}", permission=Trace.READ, template="traceability/branch.html")
    async def branch(
        self, uow: Uow, node_id: FromPath[UUID], direction: FromQuery[Literal["up", "down"]] = "down"
    ) -> BranchOut:
        """What is behind a node of a tree."""
        await tracing.ours(uow, node_id)
        return await tracing.branch(uow, node_id, direction)

    @get("/nodes/{node_id:uuid}/epcis", permission=Trace.READ)
    async def epcis(
        self, uow: Uow, node_id: FromPath[UUID], kind: FromQuery[Literal["lot", "order"]] = "lot"
    ) -> dict[str, Any]:
        """Everything above and below as an EPCIS 2.0 document."""
        await tracing.ours(uow, node_id)
        return await tracing.epcis(uow, kind, node_id)
