"""What can be imported here."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.importing.declaring import Importable, columns_of_row
from unison_web.modules.routings import rules
from unison_web.modules.routings.importing.routings import Routings, Steps
from unison_web.modules.routings.importing.rows import RoutingRow, StepRow

OPERATIONS = Importable(
    "routings", _("Routings: operations"), rules.Routings.WRITE, RoutingRow,
    columns_of_row(
        RoutingRow, item=_("Material"), op=_("Operation"), work_center=_("Work center"),
        name=(_("Name"), "operation_name"), plant=_("Plant"), revision=_("Revision"),
        setup_minutes=_("Setup, minutes"), run_minutes=_("Run, minutes a piece"),
        labour_minutes=_("Labour, minutes a piece"), lot_size=_("Lot size"), usual_quantity=_("Usual quantity"),
        derived=_("Derived"), source=_("Where it comes from"),
    ),
    ("plant", "item", "revision", "op"), Routings, href="/routings",
    sheets=("routing", "routings", "operations", "arbeitspläne", "marszruty", "gammes", "cicli"),
)  # fmt: skip
STEPS = Importable(
    "steps", _("Routings: steps of operations"), rules.Routings.WRITE, StepRow,
    columns_of_row(
        StepRow, item=_("Material"), op=_("Operation"), position=_("Position"), text=_("Text"), plant=_("Plant"),
        revision=_("Revision"), specs=_("Specifications"), tools=_("Tools"), materials=_("Auxiliaries"),
        illustrations=_("Pictures"), blueprints=_("Drawings"),
    ),
    ("plant", "item", "revision", "op", "position"), Steps, href="/routings",
    sheets=("steps", "instructions", "anweisungen", "instrucciones"),
)  # fmt: skip
IMPORTABLES = (OPERATIONS, STEPS)
