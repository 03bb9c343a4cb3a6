"""``/scan``: one field does everything. A scan never changes anything."""

from __future__ import annotations

from litestar.params import FromQuery

from unison_web.kit.permissions import SIGNED_IN
from unison_web.kit.web.module import Module, get
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.labels.addresses import base_of
from unison_web.modules.labels.scanning import reading
from unison_web.modules.labels.schemas_printing import ScanOut

LONGEST = 400


class ScanAnythingController(Module):
    path = "/scan"
    tags = ["Labels"]

    @get("/", permission=SIGNED_IN, template="labels/scan.html")
    async def show(self, request: WebRequest, uow: Uow, code: FromQuery[str] = "") -> ScanOut:
        """What a code is and what may be done with it: GS1 element strings in any order, with brackets or with FNC1,
        Digital Links, and the codes of this company."""
        return await reading.read(uow, code[:LONGEST], base_of(request), request.app.state.scans)
