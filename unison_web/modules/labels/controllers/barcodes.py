"""Barcodes for programs: stored pictures behind addresses that end."""

from __future__ import annotations

from uuid import UUID

from litestar import Response
from litestar.params import FromPath

from unison_web.kit import clock
from unison_web.kit.errors import NotFound
from unison_web.kit.links import opened
from unison_web.kit.permissions import ANYONE
from unison_web.kit.storage import Missing
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.labels.addresses import base_of
from unison_web.modules.labels.models import Barcode
from unison_web.modules.labels.repository import BarcodeRepository
from unison_web.modules.labels.rules import Labels
from unison_web.modules.labels.schemas_printing import BarcodeIn, BarcodeOut
from unison_web.modules.labels.service import barcodes

MEDIA = {"svg": "image/svg+xml", "png": "image/png"}


class BarcodeController(Module):
    path = "/barcodes"
    tags = ["Labels"]

    @post("/", permission=Labels.PRINT)
    async def create(self, request: WebRequest, uow: Uow, data: Body[BarcodeIn]) -> BarcodeOut:
        """Make a barcode, or find the one that says the same. Its pictures open for an hour without a sign-in."""
        row = await barcodes.make(uow, request.app.state.storage, data, base_of(request))
        return shown(request, row)

    @get("/{barcode_id:uuid}", permission=Labels.READ)
    async def show(self, request: WebRequest, uow: Uow, barcode_id: FromPath[UUID]) -> BarcodeOut:
        """A barcode with fresh addresses."""
        return shown(request, await BarcodeRepository(uow).by_id(barcode_id))


class BarcodeFileController(Module):
    path = "/barcode-files/{token:str}"

    @get("/", permission=ANYONE, include_in_schema=False, media_type="image/png")
    async def show(self, request: WebRequest, token: FromPath[str]) -> Response[bytes]:
        """The picture, to whoever holds an address that we signed and that has not ended."""
        key = opened(request.app.state.settings.secret_key, token[:1000])
        if key is None:
            raise NotFound
        try:
            content = await request.app.state.storage.get(key)
        except Missing:
            raise NotFound from None
        headers = {"Cache-Control": "private, max-age=3600", "Content-Security-Policy": "default-src 'none'; sandbox"}
        return Response(content, media_type=MEDIA[key.rpartition(".")[2]], headers=headers)


def shown(request: WebRequest, row: Barcode) -> BarcodeOut:
    settings = request.app.state.settings
    return barcodes.barcode_out(row, settings.secret_key, settings.public_url, clock.now())
