"""The lists of this module, declared once."""

from __future__ import annotations

from sqlalchemy import func

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import look
from unison_web.modules.machines import editing, many, rules
from unison_web.modules.machines.models import Machine, WorkCenter
from unison_web.modules.machines.schemas import MachineBrief, MachineOut, WorkCenterOut
from unison_web.modules.organizations.models import Plant

LIFE = (("active", _("Active")), ("archived", _("Archived")))
STATES = tuple((state, look(state, "machine").label) for state in rules.STATES)


def machine_out(machine: Machine) -> MachineOut:
    center = machine.work_center
    return MachineOut.of(
        machine,
        plant=machine.plant.code,
        plant_name=machine.plant.name,
        work_center=center.code,
        work_center_name=center.name,
        currency=center.currency,
    )


def center_out(center: WorkCenter, *, machines: bool = False) -> WorkCenterOut:
    inside = [MachineBrief.of(machine) for machine in center.machines if machine.life == "active"] if machines else []
    return WorkCenterOut.of(center, plant=center.plant.code, plant_name=center.plant.name, machines=inside)


MACHINES = Listing(
    noun="machines",
    url="/machines",
    model=Machine,
    columns=(
        Column("code", _("Machine"), Machine.code_order),
        Column("name", _("Name"), Machine.name),
        Column(
            "work_center",
            _("Work center"),
            WorkCenter.code,
            holds=(("work_center", _("Work center")), ("work_center_name", _("Name of the work center"))),
        ),
        Column("location", _("Location"), Machine.location),
        Column(
            "rate",
            _("Cost per hour"),
            numeric=True,
            holds=(("rate", _("Cost per hour")), ("currency", _("Currency"))),
        ),
        Column(
            "state",
            _("State"),
            Machine.state,
            words=dict(STATES) | dict(LIFE),
            holds=(("state", _("State")), ("state_reason", _("Reason")), ("life", _("Life"))),
        ),
    ),
    reads=Columns(
        MachineOut,
        Machine,
        plant=Plant.code,
        plant_name=Plant.name,
        work_center=WorkCenter.code,
        work_center_name=WorkCenter.name,
        rate=func.coalesce(Machine.cost_rate, WorkCenter.cost_rate),
        currency=WorkCenter.currency,
    ),
    default_sort="code",
    search=(Machine.code, Machine.name, Machine.location, Machine.machine_class),
    filters=(
        choice("state", _("State"), Machine.state, STATES),
        choice("life", _("Life"), Machine.life, LIFE),
        reference("work_center", _("Work center"), WorkCenter.code),
    ),
    joins=lambda statement: statement.join(Machine.work_center).join(Machine.plant),
)
CENTERS = Listing(
    noun="centers",
    url="/work-centers",
    model=WorkCenter,
    columns=(
        Column("code", _("Code"), WorkCenter.code_order),
        Column("name", _("Name"), WorkCenter.name),
        Column("plant", _("Plant"), holds=(("plant_name", _("Plant")),)),
        Column(
            "cost_rate",
            _("Cost per hour"),
            WorkCenter.cost_rate,
            numeric=True,
            holds=(("cost_rate", _("Cost per hour")), ("currency", _("Currency"))),
        ),
        Column("hours_per_week", _("Hours a week"), WorkCenter.hours_per_week, numeric=True),
        Column("slots", _("At once"), WorkCenter.slots, numeric=True),
        Column("state", _("State"), WorkCenter.state, words=dict(LIFE)),
    ),
    reads=Columns(WorkCenterOut, WorkCenter, plant=Plant.code, plant_name=Plant.name),
    default_sort="code",
    search=(WorkCenter.code, WorkCenter.name),
    filters=(choice("state", _("State"), WorkCenter.state, LIFE),),
    joins=lambda statement: statement.join(WorkCenter.plant),
)

MACHINE_VIEW = ListView(
    MACHINES,
    _("Machines"),
    _("Code, name or place"),
    "{n} machine",
    "{n} machines",
    edits=editing.MACHINE_CELLS,
    bulk=many.MACHINES,
)
CENTER_VIEW = ListView(
    CENTERS,
    _("Work centers"),
    _("Code or name"),
    "{n} work center",
    "{n} work centers",
    edits=editing.CENTER_CELLS,
    bulk=many.CENTERS,
)
