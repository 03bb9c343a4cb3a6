"""Alternates of a line, products beside the material, what operations lose, and whole bills from other systems."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.state import all_of
from unison_web.modules.bom import rules
from unison_web.modules.bom.depth import AlternateIn, LossIn, OutputIn, WholeIn
from unison_web.modules.bom.models import Bom, BomAlternate, BomLine, BomLoss, BomOutput
from unison_web.modules.bom.repository import AlternateRepository, BomRepository, OutputRepository
from unison_web.modules.bom.schemas import BomHeadIn, BomIn
from unison_web.modules.bom.service import bills, sheet
from unison_web.modules.bom.service.bills import again, circle_through
from unison_web.modules.bom.service.structure import in_own_unit
from unison_web.modules.bom.sheets import CellsIn
from unison_web.modules.materials import rules as material_rules
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.service.materials import material_meant, unit_meant

LIVE = ("draft", "in_review", "released")


async def propose(uow: UnitOfWork, line: BomLine, data: AlternateIn) -> BomAlternate:
    """An alternate waits for approval; until then no order is offered it."""
    component = await material_meant(uow, data.component, "component")
    all_of(
        [
            rules.good_alternate(data.ratio, component.id == line.component_id),
            rules.good_validity(data.valid_from, data.valid_to),
            material_rules.may_enter_new_lines(component.number, component.state, "component"),
        ]
    ).or_refuse()
    if any(each.component_id == component.id and each.state != "withdrawn" for each in line.alternates):
        raise Refused(component=_("{number} is an alternate already").format(number=component.number))
    circle = await circle_through(uow, line.bom.material_id, component.id)
    rules.no_circle(circle.path, circle.names).or_refuse()
    new = BomAlternate(
        line_id=line.id, component_id=component.id, ratio=data.ratio, priority=data.priority,
        valid_from=data.valid_from, valid_to=data.valid_to, note=data.note.strip(), state="proposed",
    )  # fmt: skip
    uow.session.add(new)
    await uow.session.flush()
    uow.session.expire_all()
    return new


async def decide(uow: UnitOfWork, line_id: UUID, alternate_id: UUID, verb: str) -> None:
    """Approve or withdraw."""
    alternate = await AlternateRepository(uow).record(line_id, alternate_id)
    rules.may_decide(verb, alternate.state).or_refuse()
    alternate.state = rules.ALTERNATE.after(verb)
    await uow.session.flush()
    uow.session.expire_all()


async def add_output(uow: UnitOfWork, bom: Bom, data: OutputIn) -> Bom:
    """A co- or by-product. All shares together are at most everything."""
    rules.may_change(bom.state).or_refuse()
    await BomRepository(uow).lock(bom.id)
    others = (await OutputRepository(uow).of_bills([bom.id])).get(bom.id, [])
    share = data.cost_share / 100
    kept = sum((each.cost_share for each in others), Decimal(0))
    all_of([rules.good_shares(kept, share), rules.good_line(data.quantity, Decimal(0))]).or_refuse()
    material = await MaterialRepository(uow).record((await material_meant(uow, data.material)).id)
    if material.id == bom.material_id or any(each.material_id == material.id for each in others):
        raise Refused(material=_("{number} comes out of this bill already").format(number=material.number))
    unit = await unit_meant(uow, data.unit) if data.unit else material.unit
    in_own_unit(BomLine(unit_id=unit.id, unit=unit), material)
    uow.session.add(
        BomOutput(
            bom_id=bom.id, material_id=material.id, kind=data.kind, quantity=data.quantity, unit_id=unit.id,
            cost_share=share,
        )
    )  # fmt: skip
    await uow.session.flush()
    return await again(uow, bom.id)


async def remove_output(uow: UnitOfWork, bom: Bom, output_id: UUID) -> Bom:
    rules.may_change(bom.state).or_refuse()
    found = next((each for each in bom.outputs if each.id == output_id), None)
    if found is None:
        raise NotFound
    await uow.session.delete(found)
    await uow.session.flush()
    return await again(uow, bom.id)


async def set_loss(uow: UnitOfWork, bom: Bom, data: LossIn) -> Bom:
    """What an operation loses. Zero takes it away."""
    rules.may_change(bom.state).or_refuse()
    scrap = data.scrap / 100
    rules.good_loss(scrap).or_refuse()
    known = next((each for each in bom.losses if each.operation == data.operation), None)
    if known is not None and not scrap:
        await uow.session.delete(known)
    elif known is not None:
        known.scrap = scrap
    elif scrap:
        uow.session.add(BomLoss(bom_id=bom.id, operation=data.operation, scrap=scrap))
    await uow.session.flush()
    return await again(uow, bom.id)


async def put_whole(uow: UnitOfWork, data: WholeIn) -> Bom:
    """The draft of that revision with exactly these lines, made where there is none."""
    material = await material_meant(uow, data.material, "material")
    bom = await BomRepository(uow).revision(material.id, data.revision.strip())
    head = {name: getattr(data, name) for name in ("revision", "base_quantity", "valid_from", "valid_to")}
    if bom is None:
        bom = await bills.create(uow, BomIn(material=material.number, **head))
    else:
        rules.may_remove_line(bom.state).or_refuse()
        bom = await bills.change(uow, await BomRepository(uow).record(bom.id), BomHeadIn(**head))
    rows = _exactly(bom, data.lines)
    return await sheet.save(uow, bom, rows) if rows else bom


def _exactly(bom: Bom, wanted: list[CellsIn]) -> list[CellsIn]:
    """Each wanted line over one that is there, by component; what nobody wants is removed."""
    left = list(bom.lines)
    rows = []
    for cells in wanted:
        names = {cells.component.strip()}
        found = next((line for line in left if {line.component.number, str(line.component_id)} & names), None)
        if found is not None:
            left.remove(found)
        rows.append(_with_id(cells, found))
    return [*rows, *(CellsIn(id=line.id, remove=True) for line in left)]


def _with_id(cells: CellsIn, line: BomLine | None) -> CellsIn:
    said = {name: getattr(cells, name) for name in cells.__struct_fields__}
    return CellsIn(**{**said, "id": line.id if line else None, "version": None, "remove": False})
