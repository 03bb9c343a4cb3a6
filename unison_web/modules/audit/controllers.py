"""The trail of the company, of one record, one entry of it, and its seals."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.errors import NotFound
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.audit import listings, rules
from unison_web.modules.audit.repository import AuditRepository
from unison_web.modules.audit.rules import Audit
from unison_web.modules.audit.schemas import AuditOut, EntryOut, SealOut, VerifiedOut
from unison_web.modules.audit.seal_repository import SealRepository
from unison_web.modules.audit.service.verifying import verify


class AuditController(Module):
    path = "/audit"
    tags = ["Audit trail"]

    @get("/", permission=Audit.READ, template="audit/index.html", listing=listings.VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[AuditOut]:
        """Every change in this company, newest first."""
        request.state.sealed_upto = None if request.wants_json else await SealRepository(uow).upto()
        return await listings.AUDIT.page(uow, request.query_params)

    @get("/records/{record_id:uuid}", permission=Audit.READ, template="audit/record.html")
    async def record(self, uow: Uow, record_id: FromPath[UUID]) -> list[AuditOut]:
        """Every change of one record and of its parts, newest first. A record nobody ever touched is no record."""
        changes = await AuditRepository(uow).of_whole(record_id)
        if not changes:
            raise NotFound
        return AuditOut.all_of(changes)

    @get("/entries/{entry_id:uuid}", permission=Audit.READ, template="audit/entry.html")
    async def entry(self, uow: Uow, entry_id: FromPath[UUID]) -> EntryOut:
        """One change with all that is known of it, and the seal it is under."""
        entry = await AuditRepository(uow).by_id(entry_id)
        return EntryOut.of(entry, **await SealRepository(uow).of_entry(entry_id))


class SealController(Module):
    path = "/audit/seals"
    tags = ["Audit trail"]

    @get("/", permission=Audit.READ, template="audit/seals.html", listing=listings.SEALS_VIEW)
    async def seals(self, request: WebRequest, uow: Uow) -> ListPage[SealOut]:
        """Batches of the trail, each under a hash that contains the hash of the one before, newest first."""
        return await listings.SEALS.page(uow, request.query_params)

    @post("/verify", permission=Audit.VERIFY, template="audit/verified.html", status_code=200)
    async def verify(self, uow: Uow) -> VerifiedOut:
        """Compute the seals of the newest 50,000 entries again and compare them with the trail. Names the first entry
        that was changed, removed or added since."""
        return await verify(uow, rules.AT_ONCE)
