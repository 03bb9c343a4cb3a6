"""Demo tablets: the seeder writes down where they may stand."""

from __future__ import annotations

import json
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import NotFound
from unison_web.modules.floor.models import Station
from unison_web.modules.floor.schemas.board import DemoPlace
from unison_web.modules.identity.models import Device
from unison_web.modules.identity.service import secrets
from unison_web.modules.machines.repository import MachineRepository
from unison_web.settings import Settings


def places(settings: Settings) -> list[DemoPlace]:
    """Raises NotFound outside the demo."""
    path = settings.data_dir / "demo.json"
    if not settings.is_demo or not path.is_file():
        raise NotFound
    written = json.loads(path.read_text(encoding="utf-8")).get("tablets", [])
    return msgspec.convert(written, list[DemoPlace], strict=False)


async def become_tablet(engine: AsyncEngine, settings: Settings, machine_id: UUID) -> str:
    """A tablet at that machine; returns the key only this browser will have."""
    place = next((place for place in places(settings) if place.machine_id == machine_id), None)
    if place is None:
        raise NotFound
    key = secrets.new_secret()
    async with unit_of_work(engine, Actor(place.organization_id, name="Demo", may=everything)) as uow:
        machine = await MachineRepository(uow).by_id(machine_id)
        device = Device(
            plant_id=machine.plant_id, name=f"{machine.code} tablet", state="active", key_hash=secrets.digest(key)
        )
        uow.session.add(device)
        await uow.session.flush()  # the station refers to the tablet
        uow.session.add(Station(plant_id=machine.plant_id, machine_id=machine.id, device_id=device.id))
    return key
