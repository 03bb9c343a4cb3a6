"""The lists of rates and of kept roll-ups."""

from __future__ import annotations

from sqlalchemy import func

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.modules.costing import rules
from unison_web.modules.costing.models import CostRate, CostRoll
from unison_web.modules.costing.schemas import CostRateOut, RollRow
from unison_web.modules.machines.models import WorkCenter
from unison_web.modules.materials.models import Material

CODE = func.coalesce(WorkCenter.code, "")
COST_RATES: Listing[CostRateOut] = Listing(
    noun="cost-rates",
    url="/cost-rates",
    model=CostRate,
    columns=(
        Column("valid_from", _("From"), CostRate.valid_from),
        Column("kind", _("Kind"), CostRate.kind, words=rules.RATE_LABELS),
        Column("work_center", _("Work center"), CODE, holds=(("work_center_name", _("Work center")),)),
        Column(
            "amount",
            _("Amount"),
            CostRate.amount,
            numeric=True,
            holds=(("amount", _("Amount")), ("currency", _("Currency"))),
        ),
        Column("note", _("Note"), CostRate.note),
    ),
    reads=Columns(CostRateOut, CostRate, work_center=WorkCenter.code, work_center_name=WorkCenter.name),
    default_sort="-valid_from",
    search=(CostRate.note, WorkCenter.code, WorkCenter.name),
    filters=(choice("kind", _("Kind"), CostRate.kind, tuple(rules.RATE_LABELS.items())),),
    joins=lambda statement: statement.outerjoin(CostRate.work_center),
)
COST_RATE_VIEW = ListView(COST_RATES, _("Labour and overhead rates"), _("Work center"), "{n} rate", "{n} rates")

ROLLS: Listing[RollRow] = Listing(
    noun="cost-rolls",
    url="/cost-rolls",
    model=CostRoll,
    columns=(
        Column("number", _("Material"), Material.number),
        Column("name", _("Name"), Material.name),
        Column("as_of", _("As of"), CostRoll.as_of),
        Column("lot", _("Lot size"), CostRoll.lot, numeric=True),
        Column(
            "unit_cost",
            _("Cost of one"),
            CostRoll.unit_cost,
            numeric=True,
            holds=(("unit_cost", _("Cost of one")), ("currency", _("Currency"))),
        ),
        Column("made_by", _("By"), CostRoll.made_by),
    ),
    reads=Columns(RollRow, CostRoll, number=Material.number, name=Material.name),
    default_sort="-as_of",
    search=(Material.number, Material.name),
    filters=(reference("material", _("Material"), Material.number), *period("as_of", _("As of"), CostRoll.as_of)),
    joins=lambda statement: statement.join(CostRoll.material),
)
ROLL_VIEW = ListView(ROLLS, _("Cost roll-ups"), _("Number or name of the material"), "{n} roll-up", "{n} roll-ups")
