"""Docks, and the board of what leaves from them on a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.machines.service import check_version, plant_meant
from unison_web.modules.organizations.models import Plant
from unison_web.modules.shipping import rules
from unison_web.modules.shipping.models import Dock, Shipment
from unison_web.modules.shipping.presenters import dock_out
from unison_web.modules.shipping.repository import DockRepository, ShipmentRepository
from unison_web.modules.shipping.schemas_docks import BoardCard, BoardRow, DockBoard, DockIn

#: Hours that the board shows on the emptiest day.
FIRST, LAST = 6, 17


async def create(uow: UnitOfWork, data: DockIn) -> Dock:
    plant = await plant_meant(uow, data.plant)
    dock = Dock(plant_id=plant.id, code="", name="", plant=plant)
    await _fill(uow, dock, data)
    uow.session.add(dock)
    await uow.session.flush()
    return dock


async def change(uow: UnitOfWork, dock: Dock, data: DockIn) -> Dock:
    check_version(dock.version, data.version)
    await _fill(uow, dock, data)
    await uow.session.flush()
    return dock


async def archive(uow: UnitOfWork, dock: Dock, *, archived: bool) -> Dock:
    dock.state = "archived" if archived else "active"
    await uow.session.flush()
    return dock


async def _fill(uow: UnitOfWork, dock: Dock, data: DockIn) -> None:
    code = data.code.strip()
    if code != dock.code and await DockRepository(uow).called(dock.plant_id, code):
        raise Refused.at("code", _("There is already a dock with the code {code}").format(code=code))
    dock.code, dock.name = code, data.name.strip()


async def board(uow: UnitOfWork, plant: Plant, said: date | None) -> DockBoard:
    """Docks side by side, the hours of the day below each other, in the plant's time."""
    zone = ZoneInfo(plant.zone)
    now = uow.now().astimezone(zone)
    day = said or now.date()
    begins = datetime.combine(day, time(), zone)
    docks = await DockRepository(uow).of_plant(plant.id)
    found = await ShipmentRepository(uow).of_day(plant.id, day, begins, begins + timedelta(days=1))
    places = {dock.id: place for place, dock in enumerate(docks)}
    at_dock = [each for each in found if each.dock_at and each.dock_id in places]
    hours = [each.dock_at.astimezone(zone).hour for each in at_dock if each.dock_at]
    rows = {
        hour: BoardRow(hour, day == now.date() and hour == now.hour, [[] for _dock in docks])
        for hour in range(min([FIRST, *hours]), max([LAST, *hours]) + 1)
    }
    for hour, each in zip(hours, at_dock, strict=True):
        if each.dock_id:
            rows[hour].cells[places[each.dock_id]].append(card(each, now.date()))
    waiting = [card(each, now.date()) for each in found if each not in at_dock]
    return DockBoard(
        plant.id, plant.name, day, now.date(), [dock_out(dock) for dock in docks], list(rows.values()), waiting
    )


def for_wall(whole: DockBoard) -> DockBoard:
    """Without the hours that are over and the empty ones at the end: what is left has to be read from far away."""
    now = next((row.hour for row in whole.rows if row.now), LAST)
    waiting = [row.hour for row in whole.rows if any(one.state in rules.OPEN for cell in row.cells for one in cell)]
    first, last = min([now - 1, *waiting]), max([now + 4, *waiting])
    whole.rows = [row for row in whole.rows if first <= row.hour <= last]
    return whole


def card(shipment: Shipment, today: date) -> BoardCard:
    going = [pick for pick in shipment.picks if pick.kept > rules.ZERO]
    return BoardCard.of(
        shipment, customer=shipment.customer.name, since=shipment.dock_at, minutes=shipment.dock_minutes,
        picked=sum(pick.state != "open" for pick in shipment.picks), picks=len(shipment.picks),
        stopped=shipment.state in rules.OPEN and any(pick.lot and pick.lot.held for pick in going),
        late=rules.is_late(shipment.state, shipment.due_on, today),
    )  # fmt: skip
