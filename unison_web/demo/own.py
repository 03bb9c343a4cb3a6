"""What the bicycle factory's own people have added: fields of their own, and who has learned what. All made up."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.custom_fields.schemas import FieldIn
from unison_web.modules.custom_fields.service import definitions
from unison_web.modules.identity.models import User
from unison_web.modules.materials.models import Category, Material
from unison_web.modules.routings.models import RoutingOperation
from unison_web.modules.skills import service as skills
from unison_web.modules.skills.schemas import CertificateIn, SkillIn
from unison_web.modules.stock.models import Lot
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.rules import OPEN

SURFACES = ("anodised", "painted", "raw")
FIELDS = (
    FieldIn(label="Surface", noun="materials", type="choice", choices=list(SURFACES), in_list=True, on_paper=True),
    FieldIn(label="Weld temperature", noun="materials", type="number", unit="°C", on_tablet=True),
    FieldIn(
        label="Dispatch lane", noun="work-orders", hint="Where the finished pieces go", on_tablet=True, on_paper=True
    ),
    FieldIn(label="Last inspected", noun="machines", type="date"),
    FieldIn(label="Heat number", noun="lots", hint="From the certificate", in_list=True, on_tablet=True, on_paper=True),
)
SKILLS = (
    SkillIn(code="TIG", name="TIG welding of aluminium", months=24, description="ISO 9606-2, plates and tubes."),
    SkillIn(code="SPRAY", name="Spray painting", months=36),
    SkillIn(code="FORK", name="Forklift truck", months=12),
)
#: Work centers whose operations ask for a skill.
ASKED = {"Frame Welding": "TIG", "Paint": "SPRAY"}
ENDS_IN = {"Owen Park": 12, "Luca Conti": -20}


async def habits(uow: UnitOfWork) -> None:
    await own_fields(uow)
    await learned(uow)


async def own_fields(uow: UnitOfWork) -> None:
    for field in FIELDS:
        await definitions.create(uow, field)
    frames = select(Material).join(Material.category).where(Category.name.like("%Frames"))
    for frame in await uow.session.scalars(frames.where(Material.organization_id == uow.organization_id)):
        frame.custom = {"surface": "raw" if "Silver" in frame.name else "painted", "weld_temperature": "1450"}
        frame.index_words()
    lots = select(Lot).where(Lot.organization_id == uow.organization_id, Lot.kind == "lot").order_by(Lot.id)
    for place, lot in enumerate(await uow.session.scalars(lots)):
        lot.custom = {"heat_number": f"H-{7301 + place}"}
    orders = select(WorkOrder).where(WorkOrder.organization_id == uow.organization_id, WorkOrder.state.in_(OPEN))
    for place, order in enumerate(await uow.session.scalars(orders)):
        order.custom = {"dispatch_lane": f"Lane {place % 6 + 1}"}
    await uow.session.flush()


async def learned(uow: UnitOfWork) -> None:
    """Everybody on the floor may weld and paint today; one certificate ends soon, one forklift's has ended."""
    made = {data.code: await skills.create(uow, data) for data in SKILLS}
    today = uow.now().astimezone(uow.actor.timezone).date()
    people = select(User).where(User.organization_id == uow.organization_id, User.visitor.is_(False))
    for person in await uow.session.scalars(people.order_by(User.name)):
        for code in ("TIG", "SPRAY"):
            ends = today + timedelta(days=max(ENDS_IN.get(person.name, 400), 12))
            given = CertificateIn(
                str(person.id), today - timedelta(days=300), ends, document=f"AW-{code}-{person.name[:1]}"
            )
            await skills.certify(uow, made[code], given)
        if person.name in ENDS_IN:
            ends = today + timedelta(days=ENDS_IN[person.name])
            await skills.certify(uow, made["FORK"], CertificateIn(str(person.id), ends - timedelta(days=365), ends))
    operations = select(RoutingOperation).where(RoutingOperation.organization_id == uow.organization_id)
    for operation in await uow.session.scalars(operations.where(RoutingOperation.name.in_(ASKED))):
        operation.skills = [ASKED[operation.name]]
    await uow.session.flush()
