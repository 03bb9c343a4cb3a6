"""Alternates and replacements."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.materials import rules as material_rules
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.service.costs import today
from unison_web.modules.materials.service.meant import material_meant
from unison_web.modules.sourcing import rules
from unison_web.modules.sourcing.models import MaterialAlternate, Replacement
from unison_web.modules.sourcing.repository import AlternateRepository, ReplacementRepository
from unison_web.modules.sourcing.schemas import AlternateIn, ReplacementIn


async def add_alternate(uow: UnitOfWork, material: Material, data: AlternateIn) -> MaterialAlternate:
    """Another one that may be taken. Said again, it gets the new priority."""
    other = await material_meant(uow, data.material)
    rules.not_itself(material.id, other.id, material.number, "material").or_refuse()
    row = await AlternateRepository(uow).pair(material.id, other.id)
    if row is None:
        material_rules.may_enter_new_lines(other.number, other.state, "material").or_refuse()
        row = MaterialAlternate(material_id=material.id, alternate_id=other.id)
        uow.session.add(row)
    row.priority, row.note = data.priority, data.note.strip()
    await uow.session.flush()
    return row


async def remove_alternate(uow: UnitOfWork, material: Material, row_id: UUID) -> None:
    await uow.session.delete(await AlternateRepository(uow).of(material.id, row_id))
    await uow.session.flush()


async def replace(uow: UnitOfWork, material: Material, data: ReplacementIn) -> Replacement:
    """What takes its place from a day on. Replacements must not run in a circle."""
    successor = await material_meant(uow, data.material)
    rules.not_itself(material.id, successor.id, material.number, "material").or_refuse()
    if successor.state == "obsolete":
        raise Refused(material=_("{number} is obsolete itself").format(number=successor.number))
    replacements = ReplacementRepository(uow)
    await replacements.lock()
    follows = {key: value for key, value in (await replacements.everything()).items() if key != material.id}
    path = rules.chain(follows, successor.id)
    named = await MaterialRepository(uow).named([material.id, *path])
    rules.no_circle(path, material.id, {key: each.number for key, each in named.items()}).or_refuse()
    row = await replacements.of(material.id)
    if row is None:
        row = Replacement(material_id=material.id, successor_id=successor.id)
        uow.session.add(row)
    row.successor_id, row.starts_on = successor.id, data.starts_on or today(uow)
    row.note = data.note.strip()
    await uow.session.flush()
    return row


async def stop_replacing(uow: UnitOfWork, material: Material) -> None:
    row = await ReplacementRepository(uow).of(material.id)
    if row is None:
        raise NotFound
    await uow.session.delete(row)
    await uow.session.flush()
