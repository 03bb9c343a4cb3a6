"""The stops as a list."""

from __future__ import annotations

from sqlalchemy.orm import contains_eager

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import Filter, choice, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Records
from unison_web.kit.web.states import look
from unison_web.modules.machines.models import Machine, WorkCenter
from unison_web.modules.production.models import Reason
from unison_web.modules.time_ledger import rules
from unison_web.modules.time_ledger.models import MachineTime
from unison_web.modules.time_ledger.presenters import stay_out
from unison_web.modules.time_ledger.schemas import StayOut
from unison_web.modules.work_orders.models import Operation, WorkOrder

STATES = tuple((state, look(state, "machine").label) for state in rules.STOPS)
OPEN = (("true", _("Goes on")), ("false", _("Over")))
CODED = (("true", _("Has a reason")), ("false", _("Without a reason")))

STOPS: Listing[StayOut] = Listing(
    noun="stops",
    url="/stops",
    model=MachineTime,
    columns=(
        Column("starts_at", _("From"), MachineTime.starts_at),
        Column("ends_at", _("To")),
        Column("minutes", _("Minutes"), numeric=True),
        Column("machine", _("Machine"), Machine.code),
        Column("work_center", _("Work center"), WorkCenter.code),
        Column("state", _("State"), MachineTime.state, words=dict(STATES)),
        Column("reason", _("Reason"), holds=(("reason", _("Reason")), ("note", _("Note")))),
        Column("order", _("Order")),
        Column("cost", _("Cost"), numeric=True, holds=(("cost", _("Cost")), ("currency", _("Currency")))),
    ),
    reads=Records(
        stay_out,
        (
            contains_eager(MachineTime.machine).contains_eager(Machine.work_center),
            contains_eager(MachineTime.operation).contains_eager(Operation.order),
            contains_eager(MachineTime.reason),
        ),
    ),
    default_sort="-starts_at",
    search=(Machine.code, Machine.name, Reason.name, MachineTime.note, WorkOrder.number),
    filters=(
        Filter(
            "explained", _("Reason"),
            lambda said: (MachineTime.reason_id.is_not(None)).in_([value == "true" for value in said]), CODED,
        ),
        Filter("open", _("Now"), lambda said: MachineTime.ends_at.is_(None).in_([v == "true" for v in said]), OPEN),
        choice("state", _("State"), MachineTime.state, STATES),
        reference("machine", _("Machine"), Machine.code),
        reference("work_center", _("Work center"), WorkCenter.code),
        reference("reason", _("Code of the reason"), Reason.code),
        *period("at", _("From"), MachineTime.starts_at),
    ),
    joins=lambda statement: (
        statement.join(MachineTime.machine).join(Machine.work_center).outerjoin(MachineTime.reason)
        .outerjoin(MachineTime.operation).outerjoin(Operation.order)
    ),
    always=(MachineTime.state.in_(rules.STOPS),),
)  # fmt: skip
STOPS_VIEW = ListView(STOPS, _("Stops"), _("Machine, reason, note or order"), "{n} stop", "{n} stops")
