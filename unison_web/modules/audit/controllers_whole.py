"""Verifications of the whole trail: asked for, watched, cancelled, kept."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.audit import listings
from unison_web.modules.audit.rules import Audit
from unison_web.modules.audit.schemas import VerificationOut
from unison_web.modules.audit.service import whole
from unison_web.modules.audit.service.whole import VerificationRepository

RECORD = "/audit/verifications/{id}"


class VerificationController(Module):
    path = "/audit/verifications"
    tags = ["Audit trail"]

    @get("/", permission=Audit.READ, template="audit/verifications.html", listing=listings.VERIFICATIONS_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[VerificationOut]:
        """Verifications of the whole trail, newest first."""
        return await listings.VERIFICATIONS.page(uow, request.query_params)

    @post("/", permission=Audit.VERIFY, then=RECORD)
    async def create(self, uow: Uow) -> VerificationOut:
        """Let a worker verify the whole trail. Who asks while one is under way gets that one."""
        return whole.shown(await whole.ask(uow))

    @get("/{verification_id:uuid}", permission=Audit.READ, template="audit/verification.html")
    async def show(self, uow: Uow, verification_id: FromPath[UUID]) -> VerificationOut:
        """How far it is, and what came of it."""
        return whole.shown(await VerificationRepository(uow).by_id(verification_id))

    @post("/{verification_id:uuid}/cancel", permission=Audit.VERIFY, then=RECORD, flash=_("Cancelled"), status_code=200)
    async def cancel(self, uow: Uow, verification_id: FromPath[UUID]) -> VerificationOut:
        """Stop it. What was checked so far says nothing."""
        return whole.shown(await whole.cancel(uow, verification_id))
