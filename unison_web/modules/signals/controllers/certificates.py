"""Certificates of a connection: made, brought along, trusted."""

from __future__ import annotations

from uuid import UUID

from litestar import Response
from litestar.params import FromPath

from unison_web.kit.errors import NotFound
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.signals.controllers.connections import the_connection
from unison_web.modules.signals.repository import ConnectionRepository
from unison_web.modules.signals.rules import Signals
from unison_web.modules.signals.schemas_certificates import CertificatesIn, CertificatesOut, TrustIn
from unison_web.modules.signals.service import certificates

THEN = "/connections/{id}/certificates"


class ConnectionCertificateController(Module):
    path = "/connections/{connection_id:uuid}/certificates"
    tags = ["Signals"]

    @get("/", permission=Signals.READ, template="signals/certificates.html")
    async def show(self, uow: Uow, connection_id: FromPath[UUID]) -> CertificatesOut:
        """Our certificate, and whom we trust on the other side."""
        return certificates.all_of(await ConnectionRepository(uow).record(connection_id))

    @page("/edit", permission=Signals.WRITE, template="signals/certificates_edit.html", about=the_connection)
    async def edit(self, uow: Uow, connection_id: FromPath[UUID]) -> Form:
        row = await ConnectionRepository(uow).record(connection_id)
        return Form(CertificatesIn, {"authority": row.authority}, action=f"/connections/{row.id}/certificates")

    @post("/", permission=Signals.WRITE, form="signals/certificates_edit.html", about=the_connection, then=THEN,
          flash=_("Saved"), status_code=200)  # fmt: skip
    async def bring(
        self, request: WebRequest, uow: Uow, connection_id: FromPath[UUID], data: Body[CertificatesIn]
    ) -> CertificatesOut:
        """Bring the certificate of an authority, and one it gave us."""
        row = await ConnectionRepository(uow).record(connection_id)
        return certificates.all_of(await certificates.bring(uow, request.app.state.vault, row, data))

    @post("/own", permission=Signals.WRITE, then=THEN, flash=_("A new certificate was made"), status_code=200)
    async def make(self, request: WebRequest, uow: Uow, connection_id: FromPath[UUID]) -> CertificatesOut:
        """Make a certificate of ours, with a new key. The other side has to be told to trust it."""
        row = await ConnectionRepository(uow).record(connection_id)
        return certificates.all_of(await certificates.make(uow, request.app.state.vault, row))

    @get("/own", permission=Signals.READ, media_type="application/x-pem-file")
    async def own(self, uow: Uow, connection_id: FromPath[UUID]) -> Response[bytes]:
        """Our certificate as a file (DER), for the trust list of a server."""
        row = await ConnectionRepository(uow).record(connection_id)
        if not row.own_certificate:
            raise NotFound
        headers = {"Content-Disposition": 'attachment; filename="unison.der"', "Cache-Control": "private, no-store"}
        der = certificates.der_of(row.own_certificate)
        return Response(der, media_type="application/pkix-cert", headers=headers)

    @post("/server", permission=Signals.WRITE, then=THEN, flash=_("Trust changed"), status_code=200)
    async def trust(self, uow: Uow, connection_id: FromPath[UUID], data: Body[TrustIn]) -> CertificatesOut:
        """Trust exactly this certificate of an OPC UA server, or with none, none any more."""
        row = await ConnectionRepository(uow).record(connection_id)
        return certificates.all_of(await certificates.trust(uow, row, data.certificate))
