"""Counting: what is there against what the books say. Small differences are booked, large ones wait for a colleague."""

from __future__ import annotations

from unison_web.kit import preferences
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.materials.service.meant import material_meant
from unison_web.modules.stock import rules
from unison_web.modules.stock.declared import TOLERANCE
from unison_web.modules.stock.models import Count
from unison_web.modules.stock.repository import StockRepository
from unison_web.modules.stock.schemas_counts import CountIn
from unison_web.modules.stock.service.lines import Place, because
from unison_web.modules.stock.service.meant import location_meant, lot_meant
from unison_web.modules.stock.service.posting import post
from unison_web.modules.stock.service.verbs import difference


async def count(uow: UnitOfWork, data: CountIn) -> Count:
    """Somebody counted. The difference is booked as a difference, so that what moves meanwhile stays right."""
    if data.counted < rules.ZERO:
        raise Refused(counted=_("Must not be below zero"))
    material = await material_meant(uow, data.material)
    lot = await lot_meant(uow, data.lot, material)
    place = await location_meant(uow, data.location)
    lies = await StockRepository(uow).at(material.id, place.id, lot.id if lot else None, data.status)
    row = Count(
        plant_id=place.plant_id, material_id=material.id, location_id=place.id, lot_id=lot.id if lot else None,
        status=data.status, expected=lies.quantity if lies else rules.ZERO, counted=data.counted,
        note=data.note.strip(), counted_by=uow.actor.user_id,
    )  # fmt: skip
    uow.session.add(row)
    tolerance = (await preferences.load(uow)).number(TOLERANCE, place.plant_id)
    if not rules.needs_approval(row.expected, row.counted, tolerance):
        await _book(uow, row)
    await uow.session.flush()
    return row


async def approve(uow: UnitOfWork, row: Count) -> Count:
    rules.may_decide(row.state, own=row.counted_by == uow.actor.user_id).or_refuse()
    await _book(uow, row)
    return await _decided(uow, row, "posted")


async def reject(uow: UnitOfWork, row: Count) -> Count:
    """The books stay as they are; somebody counts again."""
    rules.may_decide(row.state, own=False).or_refuse()
    return await _decided(uow, row, "rejected")


async def _decided(uow: UnitOfWork, row: Count, state: str) -> Count:
    row.state, row.decided_by, row.decided_at = state, uow.actor.user_id, uow.now()
    await uow.session.flush()
    return row


async def _book(uow: UnitOfWork, row: Count) -> None:
    row.state = "posted"
    if row.difference:
        line = difference("count", row.material_id, row.difference, Place(row.location_id, row.status), row.lot_id)
        await post(uow, row.plant_id, [because(line, row.note)])
