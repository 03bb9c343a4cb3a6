"""Writing engineering changes, moving them, and what they touch."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.numbering import next_number
from unison_web.modules.bom.repository import BomRepository
from unison_web.modules.bom.service import comparison, life
from unison_web.modules.changes import rules
from unison_web.modules.changes.models import ChangedBill, EngineeringChange
from unison_web.modules.changes.repository import ChangeRepository
from unison_web.modules.changes.schemas import (
    ChangedBillIn,
    ChangedBillOut,
    ChangeIn,
    ChangeOut,
    TouchedOrder,
    TouchedProduct,
    TouchedStock,
)
from unison_web.modules.materials.service.materials import material_meant


async def create(uow: UnitOfWork, data: ChangeIn) -> EngineeringChange:
    change = EngineeringChange(
        number=await next_number(uow, "engineering_change"), title=data.title.strip(), reason=data.reason.strip(),
        state="draft", made_by=uow.actor.name,
    )  # fmt: skip
    uow.session.add(change)
    await uow.session.flush()
    return await again(uow, change.id)


async def change(uow: UnitOfWork, record: EngineeringChange, data: ChangeIn) -> EngineeringChange:
    rules.may_edit(record.state).or_refuse()
    record.title, record.reason = data.title.strip(), data.reason.strip()
    await uow.session.flush()
    return await again(uow, record.id)


async def add_bill(uow: UnitOfWork, record: EngineeringChange, data: ChangedBillIn) -> EngineeringChange:
    """A new revision, over the bill that is released today."""
    rules.may_edit(record.state).or_refuse()
    material = await material_meant(uow, data.material, "material")
    bom = await BomRepository(uow).revision(material.id, data.revision.strip())
    if bom is None:
        words = _("There is no revision {revision} of this bill").format(revision=data.revision)
        raise Refused(revision=words)
    verdict = rules.may_join(bom.state, bom.revision)
    if not verdict:
        raise Refused(revision=verdict.why)
    if any(bill.bom_id == bom.id for bill in record.bills):
        raise Refused(revision=_("This revision is part of the change already"))
    old = await BomRepository(uow).valid(material.id, bom.valid_from or uow.now().astimezone(uow.actor.timezone).date())
    uow.session.add(ChangedBill(change_id=record.id, bom_id=bom.id, old_bom_id=old.id if old else None))
    await uow.session.flush()
    return await again(uow, record.id)


async def remove_bill(uow: UnitOfWork, record: EngineeringChange, bill_id: UUID) -> EngineeringChange:
    rules.may_edit(record.state).or_refuse()
    found = next((bill for bill in record.bills if bill.id == bill_id), None)
    if found is None:
        raise NotFound
    await uow.session.delete(found)
    await uow.session.flush()
    return await again(uow, record.id)


async def move(uow: UnitOfWork, record: EngineeringChange, verb: str, reason: str = "") -> EngineeringChange:
    """Submit, approve, reject or reopen."""
    rules.may(verb, record.state, len(record.bills), reason).or_refuse()
    record.state, record.state_reason = rules.LIFE.after(verb), reason.strip()
    uow.reason = reason.strip() or uow.reason
    if verb == "approve":
        record.approved_by = uow.actor.name
    await uow.session.flush()
    return await again(uow, record.id)


async def release(uow: UnitOfWork, record: EngineeringChange) -> tuple[EngineeringChange, str]:
    """All its revisions at once or none: a bill that cannot be released stops the whole change."""
    rules.may("release", record.state, len(record.bills)).or_refuse()
    uow.reason = f"{record.number} {record.title}"
    said, bills, key = [], [bill.bom_id for bill in record.bills], record.id
    record.state, record.state_reason, record.released_at = "released", "", uow.now()
    await uow.session.flush()
    for bom_id in sorted(bills):
        bom, notice = await life.release(uow, await BomRepository(uow).record(bom_id))
        words = _("{material}, revision {revision} is released").format(
            material=bom.material.number, revision=bom.revision
        )
        said.append(f"{words} ({notice})" if notice else words)
    return await again(uow, key), "; ".join(said)


async def again(uow: UnitOfWork, change_id: UUID) -> EngineeringChange:
    uow.session.expire_all()
    return await ChangeRepository(uow).record(change_id)


async def shown(uow: UnitOfWork, record: EngineeringChange, notice: str = "") -> ChangeOut:
    """With all that it touches."""
    bills = [bill_out(bill) for bill in record.bills]
    materials = {bill.material_id for bill in bills}
    components = {each.component_id for bill in bills for each in bill.differences if each.kind != "added"}
    changes = ChangeRepository(uow)
    return ChangeOut.of(
        record,
        bills=bills,
        orders=[
            TouchedOrder.of(order, material=order.material.number) for order in await changes.open_orders(materials)
        ],
        stock=[
            TouchedStock.of(material, material_id=material.id, quantity=quantity, unit=material.unit.code)
            for material, quantity in await changes.stock(components)
        ],
        products=[TouchedProduct.of(each, material_id=each.id) for each in await changes.used_in(materials)],
        verbs=list(rules.LIFE.verbs_from(record.state)),
        notice=notice,
    )


def bill_out(bill: ChangedBill) -> ChangedBillOut:
    bom, old = bill.bom, bill.old
    differences = comparison.compare(old, bom, []).differences if old else []
    return ChangedBillOut.of(
        bill,
        material_id=bom.material_id,
        material=bom.material.number,
        material_name=bom.material.name,
        old_revision=old.revision if old else "",
        revision=bom.revision,
        state=bom.state,
        differences=differences,
    )
