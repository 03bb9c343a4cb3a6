"""Imports as a list."""

from __future__ import annotations

from sqlalchemy import func
from sqlalchemy.orm import aliased

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, containing, period
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import words
from unison_web.modules.identity.models import User
from unison_web.modules.imports import rules
from unison_web.modules.imports.models import Import
from unison_web.modules.imports.schemas import ImportLine

WHO = aliased(User)
NAME = func.coalesce(WHO.name, "")
STATES = words(rules.STATES, "import")
IMPORTS: Listing[ImportLine] = Listing(
    noun="imports",
    url="/imports",
    model=Import,
    columns=(
        Column("name", _("File"), Import.name),
        Column("nouns", _("What"), Import.nouns),
        Column("rows", _("Rows"), Import.rows_total, numeric=True, holds=(("rows_total", _("Rows")),)),
        Column("who", _("By"), NAME),
        Column("created", _("When"), Import.created_at, holds=(("created_at", _("When")),)),
        Column("state", _("State"), Import.state, words=STATES),
    ),
    reads=Columns(ImportLine, Import, who=NAME, counts=Import.counts),
    default_sort="-created",
    search=(Import.name, Import.nouns),
    filters=(
        choice("state", _("State"), Import.state, tuple(STATES.items())),
        containing("who", _("By"), NAME),
        *period("created", _("When"), Import.created_at),
    ),
    joins=lambda statement: statement.outerjoin(
        WHO, (WHO.organization_id == Import.organization_id) & (WHO.id == Import.requested_by)
    ),
)
VIEW = ListView(IMPORTS, _("Imports"), _("File or what is in it"), "{n} import", "{n} imports")
