"""Recalls and drills, declared once."""

from __future__ import annotations

from sqlalchemy import func

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, containing, period
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.modules.identity.models import User
from unison_web.modules.materials.models import Material
from unison_web.modules.stock.models import Lot
from unison_web.modules.traceability import words
from unison_web.modules.traceability.models import Recall, RecallDrill
from unison_web.modules.traceability.schemas import DrillRow, RecallRow

PERSON = func.coalesce(User.name, "")
RECALLS: Listing[RecallRow] = Listing(
    noun="recalls",
    url="/recalls",
    model=Recall,
    columns=(
        Column("number", _("Number"), Recall.number_order),
        Column("source", _("Began with"), Recall.source),
        Column("reason", _("Reason"), Recall.reason),
        Column("person", _("Person"), PERSON),
        Column("created_at", _("Since"), Recall.created_at, numeric=True),
        Column("state", _("State"), Recall.state, words=words.STATES),
    ),
    reads=Columns(RecallRow, Recall, person=PERSON),
    default_sort="-created_at",
    search=(Recall.number, Recall.source, Recall.reason),
    filters=(
        choice("state", _("State"), Recall.state, tuple(words.STATES.items())),
        containing("source", _("Began with"), Recall.source),
        *period("created_at", _("Since"), Recall.created_at),
    ),
    joins=lambda statement: statement.outerjoin(Recall.opener),
)
RECALL_VIEW = ListView(RECALLS, _("Recalls"), _("Number, lot or reason"), "{n} recall", "{n} recalls")

DRILLS: Listing[DrillRow] = Listing(
    noun="recall-drills",
    url="/recall-drills",
    model=RecallDrill,
    columns=(
        Column("created_at", _("When"), RecallDrill.created_at),
        Column("lot", _("Lot"), Lot.number_order),
        Column("material", _("Material"), Material.name),
        Column("milliseconds", _("Milliseconds"), RecallDrill.milliseconds, numeric=True),
        Column("reached", _("Reached"), RecallDrill.reached, numeric=True),
        Column("customers", _("Customers"), RecallDrill.customers, numeric=True),
        Column("person", _("Person"), PERSON),
    ),
    reads=Columns(DrillRow, RecallDrill, lot=Lot.number, material=Material.name, person=PERSON),
    default_sort="-created_at",
    search=(Lot.number, Material.name),
    filters=(*period("created_at", _("When"), RecallDrill.created_at),),
    joins=lambda statement: statement.join(RecallDrill.lot).join(Lot.material).outerjoin(RecallDrill.runner),
)
DRILL_VIEW = ListView(DRILLS, _("Recall drills"), _("Lot or material"), "{n} drill", "{n} drills")
