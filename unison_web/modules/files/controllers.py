"""Routes of files."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from litestar import Response
from litestar.params import FromPath, FromQuery

from unison_web.kit.custom import nouns
from unison_web.kit.errors import NotFound
from unison_web.kit.i18n import lazy as _
from unison_web.kit.storage import Missing
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.kit.web.uploads import uploaded
from unison_web.modules.files import rules, service
from unison_web.modules.files.models import File
from unison_web.modules.files.repository import FileRepository
from unison_web.modules.files.rules import Files
from unison_web.modules.files.schemas import FileIn, FileOption, FileOptions, FileOut, FilesOut


class RecordFileController(Module):
    path = "/files/of/{kind:str}/{record_id:uuid}"
    tags = ["Files"]

    @get("/", permission=Files.READ, template="files/of_record.html")
    async def index(self, uow: Uow, kind: FromPath[str], record_id: FromPath[UUID]) -> FilesOut:
        """Pictures and documents of one record. `kind` is the word its list has in the address."""
        noun = service.noun_for(uow, kind, change=False)
        rows = await service.of_record(uow, noun, record_id)
        return FilesOut(kind, record_id, [shown(row) for row in rows], uow.actor.may(noun.changing))

    @post("/", permission=Files.WRITE, form="files/form.html", then="{back}", flash=_("{name} added"),
          request_max_body_size=rules.LARGEST + 100_000)  # fmt: skip
    async def create(
        self, request: WebRequest, uow: Uow, kind: FromPath[str], record_id: FromPath[UUID], data: Body[FileIn]
    ) -> FileOut:
        """Add a file. What it is, is told from its content."""
        name, content = await uploaded(request, data.name, data.content)
        row = await service.keep(uow, request.app.state.storage, kind, record_id, name, content, data.note)
        return shown(row)


class FileController(Module):
    path = "/files"
    tags = ["Files"]

    @get("/options", permission=Files.READ, template="files/_options.html")
    async def options(self, uow: Uow, q: FromQuery[str] = "") -> FileOptions:
        """A few files that fit the words, for a combobox."""
        found = await FileRepository(uow).offered(q[:100])
        return FileOptions([FileOption(row.id, row.name, row.note or row.uploaded_by) for row in found])

    @get("/{file_id:uuid}", permission=Files.READ, media_type="application/octet-stream")
    async def show(self, request: WebRequest, uow: Uow, file_id: FromPath[UUID]) -> Response[bytes]:
        """The file itself. Pictures and PDF may be shown, everything else is downloaded."""
        row = await service.seen(uow, file_id)
        try:
            content = await request.app.state.storage.get(row.key)
        except Missing:
            raise NotFound from None
        return Response(content, media_type=row.media_type, headers=headers_of(row))

    @post("/{file_id:uuid}/removal", permission=Files.WRITE, then="{back}", flash=_("{name} removed"), status_code=200)
    async def remove(self, uow: Uow, file_id: FromPath[UUID]) -> FileOut:
        """Take a file away from its record."""
        return shown(await service.remove(uow, file_id))


def headers_of(row: File) -> dict[str, str]:
    way = "inline" if row.media_type in rules.SHOWN else "attachment"
    return {
        "Content-Disposition": f"{way}; filename*=UTF-8''{quote(row.name)}",
        "Cache-Control": "private, no-store",
    }


def shown(row: File) -> FileOut:
    noun = nouns.noun(row.noun)
    page = noun.page if noun else "/"
    back = (
        page.format(id=row.record_id, code=row.record_id)
        if "{code}" not in page
        else f"/files/of/{row.noun}/{row.record_id}"
    )
    return FileOut.of(row, shown=row.media_type in rules.SHOWN, back=back)
