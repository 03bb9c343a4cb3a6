"""A person's own files as a list."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, period
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import words
from unison_web.modules.exports import rules
from unison_web.modules.exports.models import Export
from unison_web.modules.exports.repository import OWN
from unison_web.modules.exports.schemas import ExportOut

FORMATS = {"csv": _("CSV"), "xlsx": _("Excel")}
STATES = words(rules.STATES, "export")

EXPORTS: Listing[ExportOut] = Listing(
    noun="exports",
    url="/exports",
    model=Export,
    columns=(
        Column("title", _("List"), Export.title),
        Column("format", _("Format"), Export.format, words=FORMATS),
        Column("rows", _("Rows"), Export.rows_total, numeric=True, holds=(("rows_total", _("Rows")),)),
        Column("created", _("Asked for"), Export.created_at, holds=(("created_at", _("Asked for")),)),
        Column("state", _("State"), Export.state, words=STATES),
        Column("file", _("File"), Export.file_name, holds=(("file_name", _("File")),)),
    ),
    reads=Columns(ExportOut, Export),
    default_sort="-created",
    always=(OWN,),
    search=(Export.title, Export.file_name),
    filters=(
        choice("format", _("Format"), Export.format, tuple(FORMATS.items())),
        choice("state", _("State"), Export.state, tuple(STATES.items())),
        *period("created", _("Asked for"), Export.created_at),
    ),
)
VIEW = ListView(EXPORTS, _("Your files"), _("List or file name"), "{n} file", "{n} files")
