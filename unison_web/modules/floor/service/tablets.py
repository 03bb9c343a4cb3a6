"""Enrolling a tablet: an administrator makes a code, the tablet shows it once, and from then on it has a key."""

from __future__ import annotations

import secrets as random
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit import clock
from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.floor import rules
from unison_web.modules.floor.models import Station
from unison_web.modules.floor.repository import StationRepository
from unison_web.modules.floor.schemas import TabletIn
from unison_web.modules.identity.models import Device
from unison_web.modules.identity.repository import DeviceRepository, SessionRepository
from unison_web.modules.identity.service import gate, secrets
from unison_web.modules.machines.repository import MachineRepository

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else
CODE_LENGTH = 8


def new_code() -> str:
    return "".join(random.choice(ALPHABET) for _position in range(CODE_LENGTH))


def folded(code: str) -> str:
    """As people type it: any case, with or without the dash."""
    return code.upper().replace("-", "").replace(" ", "")


async def add(uow: UnitOfWork, data: TabletIn) -> tuple[Station, str]:
    """A tablet that waits for its code. The code is returned once and kept as a hash."""
    machine = await MachineRepository(uow).by_code(data.machine.strip(), uow.actor.plant_id)
    if machine is None:
        raise Refused(machine=_("There is no machine with this code in this plant"))
    code = new_code()
    device = Device(
        plant_id=machine.plant_id,
        name=data.name.strip(),
        code_hash=secrets.digest(code),
        code_expires_at=clock.now() + rules.CODE_LIFE,
    )
    uow.session.add(device)
    await uow.session.flush()
    station = Station(
        plant_id=machine.plant_id, machine_id=machine.id, device_id=device.id, machine=machine, device=device
    )
    uow.session.add(station)
    await uow.session.flush()
    return station, code


async def new_code_for(uow: UnitOfWork, device_id: UUID) -> tuple[Station, str]:
    """The tablet was lost or wiped: its old key stops working, a new code waits."""
    device = await DeviceRepository(uow).by_id(device_id)
    code = new_code()
    device.state, device.key_hash = "pending", None
    device.code_hash, device.code_expires_at = secrets.digest(code), clock.now() + rules.CODE_LIFE
    return await StationRepository(uow).of(device.id), code


async def revoke(uow: UnitOfWork, device_id: UUID) -> Station:
    """The tablet is gone: its key and everybody signed in on it end."""
    device = await DeviceRepository(uow).by_id(device_id)
    device.state, device.key_hash, device.code_hash = "revoked", None, None
    for session, _user in await SessionRepository(uow).at_device(device.id, uow.now()):
        session.ended_at, session.ended_because = uow.now(), "tablet revoked"
    return await StationRepository(uow).of(device.id)


async def enrol(engine: AsyncEngine, code: str) -> tuple[str, UUID]:
    """Exchange a code for a key. Returns the key, which only the tablet keeps, and the device."""
    found = await gate.enrolment(engine, secrets.digest(folded(code)))
    if found is None:
        raise Refused.at("code", _("This code is not known, or it is older than half an hour. Ask for a new one"))
    organization, device_id = found
    key = secrets.new_secret()
    async with unit_of_work(engine, Actor(organization, name=_("Tablet"), may=everything)) as uow:
        device = await DeviceRepository(uow).by_id(device_id)
        device.state, device.key_hash, device.code_hash, device.code_expires_at = (
            "active",
            secrets.digest(key),
            None,
            None,
        )
    return key, device_id
