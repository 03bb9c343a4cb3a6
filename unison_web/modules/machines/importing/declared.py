"""What can be imported here."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.importing.declaring import Importable, columns_of_row
from unison_web.modules.machines import rules
from unison_web.modules.machines.importing.machines import Machines, WorkCenters
from unison_web.modules.machines.importing.rows import MachineRow, WorkCenterRow

WORK_CENTERS = Importable(
    "work-centers", _("Work centers"), rules.Machines.WRITE, WorkCenterRow,
    columns_of_row(
        WorkCenterRow, code=(_("Code"), "work_center"), name=_("Name"), plant=_("Plant"),
        cost_rate=_("Cost per hour"), hours_per_week=_("Hours per week"), slots=_("Jobs at once"),
    ),
    ("plant", "code"), WorkCenters, href="/work-centers", extends="centers",
    sheets=("work centers", "work_centers", "workcenters", "locations", "arbeitsplätze", "gniazda"),
)  # fmt: skip
MACHINES = Importable(
    "machines", _("Machines"), rules.Machines.WRITE, MachineRow,
    columns_of_row(
        MachineRow, code=_("Code"), name=_("Name"), work_center=_("Work center"), plant=_("Plant"),
        machine_class=_("Class"), location=_("Location"), cost_rate=_("Cost per hour"), slots=_("Jobs at once"),
    ),
    ("plant", "code"), Machines, href="/machines", extends="machines",
    sheets=("machines", "equipment", "maschinen", "máquinas", "maszyny", "macchine"),
)  # fmt: skip
IMPORTABLES = (WORK_CENTERS, MACHINES)
