"""Writing bills of material: heads and lines."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from unison_web.engine.structure import closing_path
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.kit.state import all_of
from unison_web.modules.bom import rules
from unison_web.modules.bom.models import Bom, BomLine
from unison_web.modules.bom.repository import BomRepository, LineRepository
from unison_web.modules.bom.schemas import BomHeadIn, BomIn, LineIn
from unison_web.modules.bom.service.structure import in_own_unit
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.materials import rules as material_rules
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.service.materials import material_meant, unit_meant


async def create(uow: UnitOfWork, data: BomIn) -> Bom:
    """A draft."""
    material = await material_meant(uow, data.material, "material")
    material_rules.may_enter_new_lines(material.number, material.state, "material").or_refuse()
    bom = Bom(material_id=material.id, revision="", state="draft")
    await _fill_head(uow, bom, data)
    uow.session.add(bom)
    await uow.session.flush()
    return await again(uow, bom.id)


async def change(uow: UnitOfWork, bom: Bom, data: BomHeadIn) -> Bom:
    """A released bill's days stay: the release has settled them with its neighbours."""
    check_version(bom.version, data.version)
    rules.may_change(bom.state).or_refuse()
    if bom.state == "released" and (bom.valid_from, bom.valid_to) != (data.valid_from, data.valid_to):
        raise Refused(valid_from=_("The validity of a released bill is settled. Release a new revision instead"))
    await _fill_head(uow, bom, data)
    await uow.session.flush()
    return await again(uow, bom.id)


async def copy(uow: UnitOfWork, bom: Bom, revision: str) -> Bom:
    """A draft with the lines that are still good."""
    head = BomHeadIn(revision=revision, base_quantity=bom.base_quantity, valid_from=uow.now().date())
    new = Bom(material_id=bom.material_id, revision="", state="draft", custom=dict(bom.custom))
    await _fill_head(uow, new, head)
    uow.session.add(new)
    await uow.session.flush()
    kept = ("position", "component_id", "quantity", "unit_id", "scrap", "valid_from", "valid_to", "operation", "note")
    for line in bom.lines:
        if line.valid_to is None or line.valid_to >= uow.now().date():
            uow.session.add(BomLine(bom_id=new.id, **{name: getattr(line, name) for name in kept}))
    await uow.session.flush()
    return await again(uow, new.id)


async def add_line(uow: UnitOfWork, bom: Bom, data: LineIn) -> BomLine:
    """A component more. What would close a circle is refused with its path."""
    rules.may_change(bom.state).or_refuse()
    line = BomLine(bom_id=bom.id, position=await LineRepository(uow).last_position(bom.id) + 10)
    await _fill_line(uow, bom, line, data)
    uow.session.add(line)
    await uow.session.flush()
    return line


async def change_line(uow: UnitOfWork, line: BomLine, data: LineIn) -> BomLine:
    check_version(line.version, data.version)
    rules.may_change(line.bom.state).or_refuse()
    await _fill_line(uow, line.bom, line, data)
    await uow.session.flush()
    return line


async def remove_line(uow: UnitOfWork, line: BomLine) -> None:
    """Out of a draft; a released bill keeps its past, its lines end."""
    rules.may_remove_line(line.bom.state).or_refuse()
    await uow.session.delete(line)
    await uow.session.flush()


async def again(uow: UnitOfWork, bom_id: UUID) -> Bom:
    """As it is now, with everything its page shows."""
    uow.session.expire_all()
    return await BomRepository(uow).record(bom_id)


def check_version(now: int, read: int | None) -> None:
    if read is not None and read != now:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))


@dataclass(frozen=True, slots=True)
class _Circle:
    path: tuple[UUID, ...]
    names: dict[UUID, str]


async def circle_through(uow: UnitOfWork, parent: UUID, component: UUID) -> _Circle:
    """The circle a line from ``parent`` to ``component`` would close, if any, with the numbers on its way."""
    await BomRepository(uow).lock_structure()
    pairs = await LineRepository(uow).living_below(component)
    below: dict[UUID, list[UUID]] = {}
    for upper, lower in pairs:
        below.setdefault(upper, []).append(lower)
    path = closing_path(below, parent, component)
    named = await MaterialRepository(uow).named(path) if path else {}
    return _Circle(path, {key: material.number for key, material in named.items()})


async def _fill_head(uow: UnitOfWork, bom: Bom, data: BomIn | BomHeadIn) -> None:
    revision = data.revision.strip()
    if revision != bom.revision and await BomRepository(uow).revision(bom.material_id, revision):
        raise Refused(revision=_("There is already a revision {revision} of this bill").format(revision=revision))
    positive = rules.good_base(data.base_quantity)
    all_of([positive, rules.good_validity(data.valid_from, data.valid_to)]).or_refuse()
    bom.revision, bom.base_quantity = revision, data.base_quantity
    bom.valid_from, bom.valid_to = data.valid_from, data.valid_to
    await custom.apply(uow, "boms", bom, data.custom)


async def _fill_line(uow: UnitOfWork, bom: Bom, line: BomLine, data: LineIn) -> None:
    component = await material_meant(uow, data.component, "component")
    scrap = data.scrap / 100
    all_of([rules.good_line(data.quantity, scrap), rules.good_validity(data.valid_from, data.valid_to)]).or_refuse()
    if component.id != line.component_id:
        material_rules.may_enter_new_lines(component.number, component.state, "component").or_refuse()
        circle = await circle_through(uow, bom.material_id, component.id)
        rules.no_circle(circle.path, circle.names).or_refuse()
    component = await MaterialRepository(uow).record(component.id)
    line.component_id, line.component = component.id, component
    line.unit = await unit_meant(uow, data.unit) if data.unit else component.unit
    line.unit_id = line.unit.id
    in_own_unit(line, component)
    line.quantity, line.scrap, line.position = data.quantity, scrap, data.position or line.position
    line.valid_from, line.valid_to, line.operation, line.note = (
        data.valid_from,
        data.valid_to,
        data.operation,
        data.note,
    )
