"""The trail of the company, and of one record."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.errors import NotFound
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Module, get
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.audit import listings
from unison_web.modules.audit.repository import AuditRepository
from unison_web.modules.audit.rules import Audit
from unison_web.modules.audit.schemas import AuditOut


class AuditController(Module):
    path = "/audit"
    tags = ["Audit trail"]

    @get("/", permission=Audit.READ, template="audit/index.html", listing=listings.VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[AuditOut]:
        """Every change in this company, newest first."""
        return await listings.AUDIT.page(uow, request.query_params)

    @get("/records/{record_id:uuid}", permission=Audit.READ, template="audit/record.html")
    async def record(self, uow: Uow, record_id: FromPath[UUID]) -> list[AuditOut]:
        """Every change of one record and of its parts, newest first. A record nobody ever touched is no record."""
        changes = await AuditRepository(uow).of_whole(record_id)
        if not changes:
            raise NotFound
        return AuditOut.all_of(changes)
