"""The list of bills of material."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func
from sqlalchemy.orm import contains_eager

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.listing import Column, Listing, choice
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.states import look
from unison_web.modules.bom import rules
from unison_web.modules.bom.models import Bom
from unison_web.modules.bom.schemas import BomOut
from unison_web.modules.bom.service.views import bom_out
from unison_web.modules.materials.models import Material

STATES = tuple((state, look(state).label) for state in rules.LIFE.states)


def brief(bom: Bom) -> BomOut:
    return bom_out(bom, lines=False)


BOMS = Listing(
    noun="boms",
    url="/bom",
    model=Bom,
    columns=(
        Column("material", _("Material"), Material.number),
        Column("name", _("Name"), Material.name),
        Column("revision", _("Revision"), Bom.revision),
        Column("valid_from", _("Valid from"), func.coalesce(Bom.valid_from, date.min)),
        Column("valid_to", _("To"), func.coalesce(Bom.valid_to, date.max)),
        Column("base_quantity", _("For"), Bom.base_quantity, numeric=True),
        Column("state", _("State"), Bom.state),
    ),
    shape=brief,
    default_sort="material",
    search=(Material.search_text, Material.number, Material.name),
    filters=(choice("state", _("State"), Bom.state, STATES),),
    joins=lambda statement: statement.join(Bom.material).join(Material.unit).outerjoin(Material.category),
    options=(
        contains_eager(Bom.material).contains_eager(Material.unit),
        contains_eager(Bom.material).contains_eager(Material.category),
    ),
)
BOM_VIEW = ListView(
    BOMS, _("Bills of material"), _("Number or name of the material"), "{n} bill of material", "{n} bills of material"
)
