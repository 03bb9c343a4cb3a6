"""The production log as a list."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, exists, func
from sqlalchemy.orm import aliased

from unison_web.kit.clock import FAR
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import Filter, choice, containing, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import words
from unison_web.modules.files.models import File
from unison_web.modules.identity.models import User
from unison_web.modules.machines.models import Machine
from unison_web.modules.materials.models import Material
from unison_web.modules.production.models import CheckResult, LabourTime, LogEntry, Pallet, Reason
from unison_web.modules.production.schemas import EntryOut, FindingOut, ReasonOut
from unison_web.modules.production.schemas_counting import LabourOut, PalletOut
from unison_web.modules.production.words import said
from unison_web.modules.stock.models import Lot
from unison_web.modules.work_orders.models import Operation, WorkOrder

KIND_LABELS = {
    "good": _("Good"), "scrap": _("Bad"), "rework": _("Rework"), "start": _("Start"), "pause": _("Pause"),
    "resume": _("Resume"), "stop": _("Stop"), "finish": _("Finish"), "note": _("Note"), "hold": _("Set aside"),
    "consume": _("Consumed"), "photo": _("Photo"), "voice": _("Voice note"),
}  # fmt: skip


FIGURES = (("reported", _("As reported")), ("corrected", _("As corrected")))
_reversal, _writer = aliased(LogEntry), aliased(User)


def _as_told(said: list[Any]) -> ColumnElement[bool]:
    """As it was reported, without what was corrected later; or as it stands now, without what was taken back."""
    if "reported" in said:
        return LogEntry.correction_id.is_(None)
    taken = exists().where(_reversal.organization_id == LogEntry.organization_id, _reversal.reverses_id == LogEntry.id)
    return LogEntry.reverses_id.is_(None) & ~taken


def _here(said: list[Any]) -> ColumnElement[bool]:
    return LabourTime.ended_at.is_(None) if "yes" in said else LabourTime.ended_at.is_not(None)


def _taken_back(entry: EntryOut) -> bool:
    return entry.reverses_id is not None


LOG: Listing[EntryOut] = Listing(
    noun="production-logs",
    url="/production-logs",
    model=LogEntry,
    columns=(
        Column("at", _("When"), LogEntry.occurred_at, holds=(("occurred_at", _("When")),)),
        Column(
            "what", _("What"), words=KIND_LABELS,
            holds=(("kind", _("What")), ("quantity", _("Quantity")), (_taken_back, _("Taken back"))),
        ),
        Column("order", _("Order")),
        Column("operation", _("Operation"), holds=(("sequence", _("No.")), ("operation", _("Operation")))),
        Column("machine", _("Machine")),
        Column("operator", _("Who")),
        Column("note", _("Reason and note"), holds=(("reason", _("Reason")), ("note", _("Note")))),
    ),
    reads=Columns(
        EntryOut, LogEntry, order=WorkOrder.number, sequence=Operation.sequence, operation=Operation.name,
        operator=User.name, machine=func.coalesce(Machine.code, ""), reason=func.coalesce(Reason.name, ""),
        entered_by=func.coalesce(_writer.name, ""), component=func.coalesce(Material.number, ""),
        media=func.coalesce(File.media_type, ""),
    ),
    default_sort="-at",
    search=(WorkOrder.number, User.name, LogEntry.note),
    filters=(
        choice("kind", _("What"), LogEntry.kind, list(KIND_LABELS.items())),
        reference("machine", _("Machine"), Machine.code),
        *period("at", _("When"), LogEntry.occurred_at),
        reference("order", _("Order"), WorkOrder.number),
        containing("operator", _("Who"), User.name),
        Filter("figures", _("Figures"), _as_told, FIGURES),
        *period("known", _("Written"), LogEntry.created_at),
    ),
    joins=lambda statement: (
        statement.join(LogEntry.order).join(LogEntry.operation).join(LogEntry.operator)
        .outerjoin(LogEntry.machine).outerjoin(LogEntry.reason).outerjoin(LogEntry.entered_by.of_type(_writer))
        .outerjoin(LogEntry.component).outerjoin(LogEntry.file)
    ),
)  # fmt: skip
LOG_VIEW = ListView(LOG, _("Production log"), _("Order, person or note"), "{n} entry", "{n} entries")

LABOUR: Listing[LabourOut] = Listing(
    noun="labour-times",
    url="/labour-times",
    model=LabourTime,
    columns=(
        Column("person", _("Who"), User.name),
        Column("order", _("Order"), WorkOrder.number_order, holds=(("order", _("Order")),)),
        Column("operation", _("Operation"), holds=(("sequence", _("No.")), ("operation", _("Operation")))),
        Column("started_at", _("From"), LabourTime.started_at),
        Column("ended_at", _("To"), func.coalesce(LabourTime.ended_at, FAR)),
        Column("note", _("Note")),
        Column("actions", _("Actions"), numeric=True, holds=()),
    ),
    reads=Columns(
        LabourOut, LabourTime, order=WorkOrder.number, sequence=Operation.sequence, operation=Operation.name,
        person=User.name,
    ),
    default_sort="-started_at",
    search=(WorkOrder.number, User.name),
    filters=(
        Filter("here", _("On the job"), _here, (("yes", _("Now")), ("no", _("Left")))),
        reference("order", _("Order"), WorkOrder.number),
        *period("started", _("From"), LabourTime.started_at),
    ),
    joins=lambda statement: (
        statement.join(LabourTime.order).join(LabourTime.operation).join(LabourTime.person)
    ),
)  # fmt: skip
LABOUR_VIEW = ListView(LABOUR, _("Labour times"), _("Order or person"), "{n} time", "{n} times")

VERDICTS = (("true", _("As it should be")), ("false", _("Not as it should be")))
CHECKS: Listing[FindingOut] = Listing(
    noun="check-results",
    url="/check-results",
    model=CheckResult,
    columns=(
        Column("at", _("When"), CheckResult.occurred_at, holds=(("occurred_at", _("When")),)),
        Column("label", _("Check"), CheckResult.label),
        Column("said", _("Found"), holds=((lambda row: said(row.kind, row.said), _("Found")), ("unit", _("Unit")))),
        Column("limits", _("Limits")),
        Column("passed", _("Verdict"), holds=(("passed", _("As it should be")),)),
        Column("order", _("Order")),
        Column("operation", _("Operation"), holds=(("sequence", _("No.")), ("operation", _("Operation")))),
        Column("machine", _("Machine")),
        Column("operator", _("Who")),
        Column("note", _("Note")),
    ),
    reads=Columns(
        FindingOut, CheckResult, order=WorkOrder.number, sequence=Operation.sequence, operation=Operation.name,
        operator=User.name, machine=func.coalesce(Machine.code, ""),
    ),
    default_sort="-at",
    search=(WorkOrder.number, CheckResult.label, User.name, CheckResult.note),
    filters=(
        Filter("passed", _("Verdict"), lambda values: CheckResult.passed.in_([v == "true" for v in values]), VERDICTS),
        reference("order", _("Order"), WorkOrder.number),
        reference("machine", _("Machine"), Machine.code),
        *period("at", _("When"), CheckResult.occurred_at),
        containing("label", _("Check"), CheckResult.label),
    ),
    joins=lambda statement: (
        statement.join(CheckResult.order).join(CheckResult.operation).join(CheckResult.operator)
        .outerjoin(CheckResult.machine)
    ),
)  # fmt: skip
CHECKS_VIEW = ListView(CHECKS, _("Check results"), _("Order, check, person or note"), "{n} result", "{n} results")

REASON_KINDS = (("scrap", _("Bad parts")), ("stop", _("Stops")))
WIDER = aliased(Reason)
PARENT = func.coalesce(WIDER.name, "")
REASONS: Listing[ReasonOut] = Listing(
    noun="reasons",
    url="/reasons",
    model=Reason,
    columns=(
        Column("name", _("Reason"), Reason.name),
        Column("kind", _("For"), Reason.kind, words=dict(REASON_KINDS)),
        Column("code", _("Code"), Reason.code),
        Column("parent", _("A kind of"), PARENT),
        Column("planned", _("Planned")),
        Column("failure", _("Breakdown")),
        Column("state", _("State"), Reason.state, words=words(("active", "archived"))),
        Column("actions", _("Actions"), numeric=True, holds=()),
    ),
    reads=Columns(ReasonOut, Reason, parent=PARENT),
    default_sort="name",
    search=(Reason.name, Reason.code),
    filters=(choice("kind", _("For"), Reason.kind, REASON_KINDS),),
    joins=lambda statement: statement.outerjoin(
        WIDER, (WIDER.organization_id == Reason.organization_id) & (WIDER.id == Reason.parent_id)
    ),
)
REASONS_VIEW = ListView(REASONS, _("Reasons"), _("Name or code"), "{n} reason", "{n} reasons")

_GONE = exists().where(_reversal.organization_id == Pallet.organization_id, _reversal.reverses_id == Pallet.entry_id)
PALLETS: Listing[PalletOut] = Listing(
    noun="pallets",
    url="/pallets",
    model=Pallet,
    columns=(
        Column("number", _("SSCC"), Pallet.number),
        Column("order", _("Order"), WorkOrder.number_order),
        Column("material", _("Material"), holds=(("name", _("Material")), ("material", _("Number")))),
        Column("quantity", _("Quantity"), Pallet.quantity, numeric=True),
        Column("lot", _("Lot")),
        Column("operator", _("Who")),
        Column("made_at", _("When"), Pallet.made_at),
    ),
    reads=Columns(
        PalletOut, Pallet, order=WorkOrder.number, material=Material.number, name=Material.name, unit=WorkOrder.unit,
        lot=func.coalesce(Lot.number, ""), operator=User.name, taken_back=_GONE,
    ),
    default_sort="-made_at",
    search=(Pallet.number, WorkOrder.number, Material.number, Material.name),
    filters=(reference("order", _("Order"), WorkOrder.number), *period("made", _("When"), Pallet.made_at)),
    joins=lambda statement: (
        statement.join(Pallet.order).join(WorkOrder.material).join(Pallet.entry).join(LogEntry.operator)
        .outerjoin(Pallet.lot)
    ),
)  # fmt: skip
PALLETS_VIEW = ListView(PALLETS, _("Pallets of production"), _("SSCC, order or material"), "{n} pallet", "{n} pallets")
