"""What machines mounts."""

from __future__ import annotations

from unison_web.kit.custom.nouns import Noun
from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.web.bulk_routes import bulk_controllers
from unison_web.kit.web.cell_routes import cell_controllers
from unison_web.modules.machines import rules, scans, searches
from unison_web.modules.machines.controllers.centers import WorkCenterController
from unison_web.modules.machines.controllers.machines import MachineController, MachineStateController
from unison_web.modules.machines.importing.declared import IMPORTABLES
from unison_web.modules.machines.listings import CENTER_VIEW, MACHINE_VIEW
from unison_web.modules.machines.models import Machine, WorkCenter

MANIFEST = Manifest(
    name="machines",
    controllers=(
        MachineController,
        MachineStateController,
        WorkCenterController,
        *cell_controllers(MACHINE_VIEW, "Machines"),
        *cell_controllers(CENTER_VIEW, "Machines"),
        *bulk_controllers(MACHINE_VIEW, "Machines"),
        *bulk_controllers(CENTER_VIEW, "Machines"),
    ),
    permissions=(rules.Machines,),
    navigation=(
        Entry("make", _("Machines"), "/machines", rules.Machines.READ, order=40, group="now"),
        Entry("setup", _("Work centers"), "/work-centers", rules.Machines.READ, order=40, group="plant"),
    ),
    listings=(MACHINE_VIEW, CENTER_VIEW),
    nouns=(
        Noun(
            "machines",
            _("Machine"),
            Machine,
            rules.Machines.READ,
            rules.Machines.WRITE,
            Machine.code,
            "/machines/options",
            "/machines/{id}",
        ),
        Noun(
            "centers",
            _("Work center"),
            WorkCenter,
            rules.Machines.READ,
            rules.Machines.WRITE,
            WorkCenter.code,
            "/work-centers/options",
            "/work-centers/{id}",
        ),
    ),
    tables=("work_centers", "machines"),
    scans=(scans.machine,),
    searches=searches.SEARCHES,
    deeds=searches.DEEDS,
    importables=IMPORTABLES,
)
