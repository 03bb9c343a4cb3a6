"""The list of engineering changes."""

from __future__ import annotations

from sqlalchemy import func

from unison_web.kit.clock import FAR
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import look
from unison_web.modules.changes import rules
from unison_web.modules.changes.models import EngineeringChange
from unison_web.modules.changes.schemas import ChangeRow

STATES = tuple((state, look(state).label) for state in rules.LIFE.states)

CHANGES: Listing[ChangeRow] = Listing(
    noun="engineering-changes",
    url="/engineering-changes",
    model=EngineeringChange,
    columns=(
        Column("number", _("Change"), EngineeringChange.number),
        Column("title", _("Title"), EngineeringChange.title),
        Column("state", _("State"), EngineeringChange.state, words=dict(STATES)),
        Column("made_by", _("By"), EngineeringChange.made_by),
        Column("approved_by", _("Approved by"), EngineeringChange.approved_by),
        Column("released_at", _("Released"), func.coalesce(EngineeringChange.released_at, FAR)),
    ),
    reads=Columns(ChangeRow, EngineeringChange),
    default_sort="-number",
    search=(EngineeringChange.number, EngineeringChange.title, EngineeringChange.reason),
    filters=(choice("state", _("State"), EngineeringChange.state, STATES),),
)
CHANGE_VIEW = ListView(
    CHANGES, _("Engineering changes"), _("Number or title"), "{n} engineering change", "{n} engineering changes"
)
