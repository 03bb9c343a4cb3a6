"""Connections are set up, changed, switched on and off."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.kit.vault import Vault
from unison_web.modules.machines.service import plant_meant
from unison_web.modules.signals import rules
from unison_web.modules.signals.models import Connection, Link
from unison_web.modules.signals.repository import ConnectionRepository, LinkRepository
from unison_web.modules.signals.schemas import ConnectionChangeIn, ConnectionIn, ConnectionOut


def about(connection: UUID) -> str:
    """What a sealed password belongs to."""
    return f"signal-connection:{connection}"


async def create(uow: UnitOfWork, vault: Vault, data: ConnectionIn) -> Connection:
    plant = await plant_meant(uow, data.plant or uow.actor.plant_code)
    connection = Connection(plant_id=plant.id, plant=plant, kind=data.kind, name="")
    await _fill(uow, vault, connection, data)
    uow.session.add(connection)
    await uow.session.flush()
    uow.session.add(Link(plant_id=plant.id, connection_id=connection.id, state="off", since=uow.now(), error=""))
    await uow.session.flush()
    return connection


async def change(uow: UnitOfWork, vault: Vault, connection: Connection, data: ConnectionChangeIn) -> Connection:
    """Everything but the plant and the kind: what was heard belongs to them."""
    if data.version is not None and data.version != connection.version:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))
    await _fill(uow, vault, connection, data)
    await uow.session.flush()
    return connection


async def switch(uow: UnitOfWork, connection: Connection, *, enabled: bool) -> Connection:
    connection.enabled = enabled
    link = await LinkRepository(uow).of(connection.id)
    link.state, link.since, link.error = "waiting" if enabled else "off", uow.now(), ""
    if enabled:
        link.heard_at = uow.now()  # silence is counted from here
    await uow.session.flush()
    return connection


async def _fill(uow: UnitOfWork, vault: Vault, connection: Connection, data: ConnectionChangeIn) -> None:
    name, address = data.name.strip(), data.address.strip().rstrip("/")
    if name != connection.name and await ConnectionRepository(uow).named(connection.plant_id, name):
        raise Refused.at("name", _("There is already a connection of this name in the plant"))
    rules.good_address(connection.kind, address).or_refuse()
    lines = [line.strip() for line in data.topics.splitlines() if line.strip()]
    rules.needs_topics(connection.kind, lines).or_refuse()
    connection.name, connection.address, connection.topics = name, address, "\n".join(lines)
    connection.user_name, connection.tls = data.user_name.strip(), data.tls
    connection.silence_seconds = data.silence_seconds
    if data.secret:
        connection.secret_sealed = vault.seal(data.secret, about(connection.id))
    elif not connection.user_name:
        connection.secret_sealed = ""


async def meant(uow: UnitOfWork, said: str) -> Connection:
    """By its id, or by its name in the plant the program works in."""
    found = ConnectionRepository(uow)
    mine = found.mine()
    try:
        rows = await found.all(mine.where(Connection.id == UUID(said)))
    except ValueError:
        rows = await found.all(mine.where(Connection.name == said.strip()).limit(2))
    if len(rows) == 1:
        return rows[0]
    words = _("Several plants have a connection of this name. Use its id") if rows else _("There is no such connection")
    raise Refused.at("connection", words)


async def shown(uow: UnitOfWork, connection: Connection) -> ConnectionOut:
    link = await LinkRepository(uow).of(connection.id)
    seen, mapped = await ConnectionRepository(uow).tags_of(connection.id)
    names = ("state", "since", "heard_at", "message_at", "error", "error_at", "taken", "repeated", "late", "refused")
    return ConnectionOut.of(
        connection, plant=connection.plant.name, has_secret=bool(connection.secret_sealed), tags=seen, mapped=mapped,
        **{name: getattr(link, name) for name in names},
    )  # fmt: skip
