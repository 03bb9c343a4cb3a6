"""Routes of imports."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from uuid import UUID

from litestar import Response
from litestar.params import FromPath

from unison_web.kit.errors import NotFound
from unison_web.kit.permissions import SIGNED_IN
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.kit.web.uploads import uploads
from unison_web.modules.imports import rules
from unison_web.modules.imports.listings import IMPORTS, VIEW
from unison_web.modules.imports.nouns import every
from unison_web.modules.imports.repository import ImportRepository
from unison_web.modules.imports.schemas import ApplyIn, CellsIn, ImportIn, ImportLine, ImportOut, MappingIn, NewImport
from unison_web.modules.imports.service import showing, steering, taking, telling

CSV = "text/csv; charset=utf-8"
#: Of one request, all files together.
LARGEST = 220 * 1024 * 1024


class ImportController(Module):
    path = "/imports"
    tags = ["Imports"]

    @get("/", permission=rules.Imports.READ, template="imports/index.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[ImportLine]:
        """What was imported, by whom, and what became of it."""
        return await IMPORTS.page(uow, request.query_params)

    @page("/new", permission=rules.Imports.READ, template="imports/new.html")
    async def new(self, request: WebRequest, uow: Uow) -> NewImport:
        """Files, or rows from the clipboard."""
        chosen = request.query_params.get("noun", "")
        return NewImport([[noun.key, str(noun.label)] for noun in taking.allowed(uow)], chosen)

    @get("/templates/{noun:str}", permission=SIGNED_IN, media_type="text/csv")
    async def template(self, noun: FromPath[str]) -> Response[bytes]:
        """An empty file with the columns of a noun, `materials`."""
        known = every().get(noun)
        if known is None:
            raise NotFound
        out = io.StringIO(newline="")
        csv.writer(out).writerow(known.fields)
        return Response(b"\xef\xbb\xbf" + out.getvalue().encode(), media_type=CSV, headers=attached(f"{noun}.csv"))

    @post("/", permission=rules.Imports.READ, template="imports/new.html", then="/imports/{id}",
          request_max_body_size=LARGEST)  # fmt: skip
    async def create(self, request: WebRequest, uow: Uow, data: Body[ImportIn]) -> ImportOut:
        """Bring files, or text. Nothing is written yet: the answer says how each sheet would be read."""
        with taking.folder() as place:
            folder = taking.Folder(Path(place), [])
            for upload in await uploads(request, "files"):
                await folder.add(upload.filename, upload)
            if data.text.strip():
                folder.paste(data.name, data.text)
            row = await taking.take(uow, folder.given, data.noun)
        if data.check:
            await steering.check(uow, row)
        return await showing.shown(uow, row)

    @get("/{import_id:uuid}", permission=rules.Imports.READ, template="imports/show.html")
    async def show(self, request: WebRequest, uow: Uow, import_id: FromPath[UUID]) -> ImportOut:
        """How its sheets are read, how far it is, what its rows become: `outcome` and `after` page through them."""
        asked = request.query_params
        row = await ImportRepository(uow).by_id(import_id)
        return await showing.shown(uow, row, asked.get("outcome", ""), asked.get("after", ""))

    @post("/{import_id:uuid}/check", permission=rules.Imports.READ, then="/imports/{id}", status_code=200)
    async def check(self, uow: Uow, import_id: FromPath[UUID], data: Body[MappingIn]) -> ImportOut:
        """Say how the sheets are read, and look at every row: what is new, what changes, what cannot be taken."""
        row = await steering.meant(uow, import_id)
        await steering.read_as(uow, row, data)
        if row.state != "mapping" or not data.again:
            await steering.check(uow, row)
        return await showing.shown(uow, row)

    @post("/{import_id:uuid}/cells", permission=rules.Imports.READ, then="/imports/{id}", status_code=200)
    async def cells(self, uow: Uow, import_id: FromPath[UUID], data: Body[CellsIn]) -> ImportOut:
        """Correct cells that cannot be taken, and check again. The file itself stays as it is."""
        row = await steering.meant(uow, import_id)
        await steering.correct(uow, row, data)
        return await showing.shown(uow, row)

    @post("/{import_id:uuid}/apply", permission=rules.Imports.READ, then="/imports/{id}", status_code=200)
    async def apply(self, uow: Uow, import_id: FromPath[UUID], data: Body[ApplyIn]) -> ImportOut:
        """Import what was checked: all of it, or nothing."""
        row = await steering.meant(uow, import_id)
        await steering.apply(uow, row, leave_out=data.leave_out)
        return await showing.shown(uow, row)

    @post("/{import_id:uuid}/cancel", permission=rules.Imports.READ, then="/imports/{id}", status_code=200)
    async def cancel(self, uow: Uow, import_id: FromPath[UUID]) -> ImportOut:
        """Stop. What was written so far is taken back."""
        row = await steering.meant(uow, import_id)
        await steering.cancel(uow, row)
        return await showing.shown(uow, row)

    @post("/{import_id:uuid}/undo", permission=rules.Imports.READ, then="/imports/{id}", status_code=200)
    async def undo(self, uow: Uow, import_id: FromPath[UUID]) -> ImportOut:
        """Take a finished import back, or hear what changed since."""
        row = await steering.meant(uow, import_id)
        await steering.undo(uow, row)
        return await showing.shown(uow, row)

    @get("/{import_id:uuid}/errors", permission=rules.Imports.READ, media_type="text/csv")
    async def errors(self, uow: Uow, import_id: FromPath[UUID]) -> Response[bytes]:
        """The rows that cannot be taken as CSV, each with its reason, to be corrected and imported."""
        row = await ImportRepository(uow).by_id(import_id)
        return Response(await telling.errors_of(uow, row), media_type=CSV, headers=attached("errors.csv"))


def attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
