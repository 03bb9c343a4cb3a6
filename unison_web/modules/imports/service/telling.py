"""Rows that cannot be taken, as a file to correct."""

from __future__ import annotations

import csv
import io

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.modules.imports.files.sheets import FORMULA
from unison_web.modules.imports.models import Import
from unison_web.modules.imports.repository import ImportRepository
from unison_web.modules.imports.service.steering import plan_of

MARK = "\ufeff"


async def errors_of(uow: UnitOfWork, row: Import) -> bytes:
    """The fields of their sheet, and at the end the sheet, the row and the reasons."""
    sources = plan_of(row).sources
    names = list(dict.fromkeys(name for source in sources for name in [*source.mapping, *source.fixed] if name))
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n").writerow
    write([*names, _("Sheet"), _("Row"), _("What is wrong")])
    async for bad in ImportRepository(uow).bad_rows(row.id):
        source = sources[bad.source] if bad.source < len(sources) else None
        sheet = (source.sheet or source.name) if source else ""
        reasons = "; ".join(f"{name}: {why}" if name else why for name, why in (bad.problems or {}).get("all", []))
        write([*(safe(str(bad.said.get(name, ""))) for name in names), safe(sheet), bad.row, safe(reasons)])
    return (MARK + out.getvalue()).encode()


def safe(text: str) -> str:
    return "'" + text if text[:1] in FORMULA else text
