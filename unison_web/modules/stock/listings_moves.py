"""The list of moves between plants."""

from __future__ import annotations

from sqlalchemy import func
from sqlalchemy.orm import aliased

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import words
from unison_web.modules.identity.models import User
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.organizations.models import Plant
from unison_web.modules.stock import rules
from unison_web.modules.stock.models import Lot
from unison_web.modules.stock.models_moves import PlantMove
from unison_web.modules.stock.schemas_moves import PlantMoveOut

SOURCE, TARGET = aliased(Plant), aliased(Plant)
UNDER_WAY = PlantMove.quantity - PlantMove.received - PlantMove.lost
PERSON = func.coalesce(User.name, "")
STATES = words(rules.MOVE_STATES, noun="plant_move")
PLANT_MOVES: Listing[PlantMoveOut] = Listing(
    noun="plant-moves",
    url="/plant-moves",
    model=PlantMove,
    columns=(
        Column("number", _("Number"), PlantMove.number_order),
        Column("sent_at", _("Sent"), PlantMove.sent_at),
        Column("from_plant", _("From"), SOURCE.code),
        Column("to_plant", _("To"), TARGET.code),
        Column("material", _("Material"), Material.name,
               holds=(("material", _("Number")), ("name", _("Material")))),
        Column("lot", _("Lot"), func.coalesce(Lot.number_order, "")),
        Column("quantity", _("Sent"), PlantMove.quantity, numeric=True,
               holds=(("quantity", _("Quantity")), ("unit", _("Unit")))),
        Column("under_way", _("Under way"), UNDER_WAY, numeric=True),
        Column("lost", _("Lost"), PlantMove.lost, numeric=True),
        Column("state", _("State"), PlantMove.state, words=STATES),
    ),
    reads=Columns(
        PlantMoveOut, PlantMove, from_plant=SOURCE.code, to_plant=TARGET.code, material=Material.number,
        name=Material.name, lot=func.coalesce(Lot.number, ""), under_way=UNDER_WAY, unit=Unit.code, person=PERSON,
    ),
    default_sort="-sent_at",
    search=(PlantMove.number, Material.number, Material.name, Lot.number, PlantMove.document),
    filters=(
        choice("state", _("State"), PlantMove.state, tuple(STATES.items())),
        reference("material", _("Material"), Material.number),
        reference("to_plant", _("To"), TARGET.code),
        *period("sent_at", _("Sent"), PlantMove.sent_at),
    ),
    joins=lambda statement: (
        statement.join(SOURCE, PlantMove.from_plant.of_type(SOURCE)).join(TARGET, PlantMove.to_plant.of_type(TARGET))
        .join(PlantMove.material).join(Material.unit).outerjoin(PlantMove.lot).outerjoin(PlantMove.sender)
    ),
)  # fmt: skip
PLANT_MOVE_VIEW = ListView(PLANT_MOVES, _("Between plants"), _("Number, material or document"), "{n} move", "{n} moves")
