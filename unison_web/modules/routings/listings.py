"""The list of routings, and how rows become what is shown."""

from __future__ import annotations

from decimal import Decimal

from unison_web.engine.quantity import as_decimal
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import Filter, choice, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import look
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import DRAWING
from unison_web.modules.organizations.models import Plant
from unison_web.modules.routings import many, rules
from unison_web.modules.routings.models import Routing, RoutingOperation, RoutingStep
from unison_web.modules.routings.schemas import CheckOut, MaterialRoutingOut, OperationOut, RoutingOut, StepOut

STATES = tuple((state, look(state).label) for state in rules.LIFE.states)
ORIGINS = (("false", _("Written")), ("true", _("Derived")))


def brief(routing: Routing) -> RoutingOut:
    """Without operations."""
    material = routing.material
    return RoutingOut.of(
        routing,
        material=material.number,
        material_name=material.name,
        drawing=material.drawing,
        plant=routing.plant.code,
        plant_name=routing.plant.name,
        operations=[],
        lot_minutes=Decimal(0),
        piece_minutes=Decimal(0),
        piece_cost=Decimal(0),
        currency="",
    )


def routing_out(routing: Routing) -> RoutingOut:
    out = brief(routing)
    out.operations = [operation_out(operation) for operation in routing.operations]
    out.lot_minutes = sum((operation.setup_minutes for operation in out.operations), Decimal(0))
    out.piece_minutes = sum((operation.run_minutes for operation in out.operations), Decimal(0))
    out.piece_cost = sum((operation.cost for operation in out.operations), Decimal(0))
    out.currency = routing.operations[0].work_center.currency if routing.operations else routing.plant.currency
    return out


def operation_out(operation: RoutingOperation) -> OperationOut:
    center = operation.work_center
    return OperationOut.of(
        operation,
        work_center=center.code,
        work_center_name=center.name,
        cost=as_decimal(operation.run_minutes * center.cost_rate / 60, 4),
        steps=[step_out(step) for step in operation.steps],
    )


def step_out(step: RoutingStep) -> StepOut:
    return StepOut.of(step, checks=[CheckOut.of(check) for check in step.checks])


def of_material(material: Material, released: Routing | None, every: list[Routing]) -> MaterialRoutingOut:
    return MaterialRoutingOut.of(
        material,
        material_id=material.id,
        material=material.number,
        material_name=material.name,
        routing=routing_out(released) if released else None,
        others=[brief(row) for row in every if released is None or row.id != released.id],
    )


ROUTINGS = Listing(
    noun="routings",
    url="/routings",
    model=Routing,
    columns=(
        Column("material", _("Material"), Material.number_order),
        Column("name", _("Name"), Material.name, holds=(("material_name", _("Name")),)),
        Column("revision", _("Revision"), Routing.revision),
        Column("plant", _("Plant"), Plant.code, holds=(("plant_name", _("Plant")),)),
        Column("source", _("Source"), Routing.source),
        Column(
            "state",
            _("State"),
            Routing.state,
            words=dict(STATES),
            holds=(("state", _("State")), ("derived", _("Derived"))),
        ),
    ),
    reads=Columns(
        RoutingOut,
        Routing,
        material=Material.number,
        material_name=Material.name,
        drawing=DRAWING,
        plant=Plant.code,
        plant_name=Plant.name,
    ),
    default_sort="material",
    search=(Material.search_text, Material.number, Material.name, Routing.source),
    filters=(
        choice("state", _("State"), Routing.state, STATES),
        Filter("derived", _("Origin"), lambda values: Routing.derived.in_([v == "true" for v in values]), ORIGINS),
        reference("material", _("Material"), Material.number),
        reference("plant", _("Plant"), Plant.code),
    ),
    joins=lambda statement: statement.join(Routing.material).outerjoin(Material.category).join(Routing.plant),
)
ROUTING_VIEW = ListView(
    ROUTINGS,
    _("Routings"),
    _("Number or name of the material"),
    "{n} routing",
    "{n} routings",
    bulk=many.VERBS,
)
