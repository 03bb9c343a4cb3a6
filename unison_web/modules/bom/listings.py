"""The list of bills of materials."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import look
from unison_web.modules.bom import many, rules
from unison_web.modules.bom.models import Bom
from unison_web.modules.bom.schemas import BomOut
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.materials.repository import DRAWING

STATES = tuple((state, look(state).label) for state in rules.LIFE.states)


BOMS = Listing(
    noun="boms",
    url="/bom",
    model=Bom,
    columns=(
        Column("material", _("Material"), Material.number_order),
        Column("name", _("Name"), Material.name, holds=(("material_name", _("Name")),)),
        Column("revision", _("Revision"), Bom.revision),
        Column("valid_from", _("Valid from"), func.coalesce(Bom.valid_from, date.min)),
        Column("valid_to", _("To"), func.coalesce(Bom.valid_to, date.max)),
        Column(
            "base_quantity",
            _("For"),
            Bom.base_quantity,
            numeric=True,
            holds=(("base_quantity", _("For")), ("unit", _("Unit"))),
        ),
        Column("state", _("State"), Bom.state, words=dict(STATES)),
    ),
    reads=Columns(
        BomOut,
        Bom,
        material=Material.number,
        material_name=Material.name,
        drawing=DRAWING,
        unit=Unit.code,
    ),
    default_sort="material",
    search=(Material.search_text, Material.number, Material.name),
    filters=(
        choice("state", _("State"), Bom.state, STATES),
        reference("material", _("Material"), Material.number),
        *period("valid_from", _("Valid from"), Bom.valid_from),
    ),
    joins=lambda statement: statement.join(Bom.material).join(Material.unit).outerjoin(Material.category),
)
BOM_VIEW = ListView(
    BOMS,
    _("Bills of materials"),
    _("Number or name of the material"),
    "{n} bill of materials",
    "{n} bills of materials",
    bulk=many.VERBS,
)
