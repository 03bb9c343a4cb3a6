"""Named questions about connections, tags and what they said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select, text
from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.modules.machines.models import Machine
from unison_web.modules.signals.models import Alarm, Batch, Connection, Hour, Latest, Link, Minute, Sample, Tag
from unison_web.modules.time_ledger.models import MachineFact

MAKE_MONTHS = text("SELECT telemetry_make_months(:ahead)")
RETIRE_MONTHS = text("SELECT telemetry_retire_months(:keep)")
#: Longer than the ledger believes a message: one that was forgotten cannot come again.
REMEMBERED = timedelta(days=100)


class ConnectionRepository(Repository[Connection]):
    model_type = Connection

    async def record(self, connection_id: UUID) -> Connection:
        return await self.by_id(connection_id, joinedload(Connection.plant))

    async def named(self, plant: UUID, name: str) -> Connection | None:
        return await self.perhaps(self.mine().where(Connection.plant_id == plant, Connection.name == name))

    async def enabled(self) -> list[Connection]:
        return await self.all(self.mine().where(Connection.enabled.is_(True)).order_by(Connection.id))

    async def tags_of(self, connection_id: UUID) -> tuple[int, int]:
        """How many tags were seen, and how many of them mean something."""
        counts = select(func.count(), func.count(Tag.machine_id)).where(
            Tag.organization_id == self.uow.organization_id, Tag.connection_id == connection_id
        )
        seen, mapped = (await self.session.execute(counts)).one()
        return seen, mapped


class LinkRepository(Repository[Link]):
    model_type = Link

    async def of(self, connection_id: UUID, *, lock: bool = False) -> Link:
        mine = self.mine().where(Link.connection_id == connection_id)
        return await self.one(mine.with_for_update() if lock else mine)


class BatchRepository(Repository[Batch]):
    model_type = Batch

    async def known(self, connection_id: UUID, message: str) -> Batch | None:
        return await self.perhaps(self.mine().where(Batch.connection_id == connection_id, Batch.message == message))

    async def forget(self, before: datetime) -> None:
        old = Batch.organization_id == self.uow.organization_id, Batch.created_at < before
        await self.session.execute(delete(Batch).where(*old), execution_options={"synchronize_session": False})


class TagRepository(Repository[Tag]):
    model_type = Tag

    async def record(self, tag_id: UUID) -> Tag:
        return await self.by_id(
            tag_id, joinedload(Tag.connection).joinedload(Connection.plant), joinedload(Tag.machine)
        )

    async def machines_for(self, tag: Tag) -> list[Machine]:
        """Those of its plant that are in use."""
        mine = select(Machine).where(
            Machine.organization_id == self.uow.organization_id, Machine.plant_id == tag.plant_id,
            Machine.life == "active",
        )  # fmt: skip
        return list(await self.session.scalars(mine.order_by(Machine.code_order)))

    async def named(self, connection_id: UUID, names: Collection[str]) -> list[Tag]:
        return await self.all(self.mine().where(Tag.connection_id == connection_id, Tag.name.in_(names)))

    async def of_machine(self, machine: UUID) -> list[tuple[Tag, Latest | None]]:
        found = (
            select(Tag, Latest)
            .outerjoin(Latest, (Latest.tag_id == Tag.id) & (Latest.organization_id == Tag.organization_id))
            .where(Tag.organization_id == self.uow.organization_id, Tag.machine_id == machine)
            .order_by(Tag.kind.desc(), Tag.label, Tag.name)
        )
        return [(tag, latest) for tag, latest in await self.session.execute(found)]

    async def saying_state(self, connection_id: UUID) -> list[Machine]:
        """Machines whose state is heard on this connection."""
        machines = (
            select(Machine)
            .join(Tag, (Tag.machine_id == Machine.id) & (Tag.organization_id == Machine.organization_id))
            .where(
                Tag.organization_id == self.uow.organization_id, Tag.connection_id == connection_id,
                Tag.kind == "state", Machine.state != "unknown",
            )
        )  # fmt: skip
        return list((await self.session.scalars(machines.distinct())).unique())

    async def last_source(self, machine: UUID) -> str | None:
        """Who said last what the machine does."""
        newest = (
            select(MachineFact.source)
            .where(
                MachineFact.organization_id == self.uow.organization_id, MachineFact.machine_id == machine,
                MachineFact.kind == "state",
            )
            .order_by(MachineFact.at.desc(), MachineFact.id.desc()).limit(1)
        )  # fmt: skip
        said: str | None = await self.session.scalar(newest)
        return said


class Newest(NamedTuple):
    """What a tag said last, without the weight of a record."""

    at: datetime
    received_at: datetime
    value: float | None
    said: str | None
    recent: dict[str, Any]


#: Asked by every screen that shows a machine: built once.
NEWEST = select(*(getattr(Latest, name) for name in Newest._fields)).where(
    Latest.organization_id == bindparam("organization"), Latest.tag_id == bindparam("tag")
)


class LatestRepository(Repository[Latest]):
    model_type = Latest

    async def of(self, tag: UUID) -> Newest | None:
        found = (await self.session.execute(NEWEST, {"organization": self.uow.organization_id, "tag": tag})).first()
        return Newest(*found) if found else None

    async def of_all(self, tags: Collection[UUID]) -> dict[UUID, tuple[datetime, dict[str, Any]]]:
        found = select(Latest.tag_id, Latest.at, Latest.recent).where(
            Latest.organization_id == self.uow.organization_id, Latest.tag_id.in_(tags)
        )
        return {tag: (at, recent) for tag, at, recent in await self.session.execute(found)}


class AlarmRepository(Repository[Alarm]):
    model_type = Alarm

    async def of_machine(self, machine: UUID, limit: int = 20) -> list[Alarm]:
        mine = self.mine().where(Alarm.machine_id == machine).order_by(Alarm.at.desc(), Alarm.id.desc())
        return await self.all(mine.limit(limit), joinedload(Alarm.tag))


class Sums(NamedTuple):
    """A minute or an hour, without the weight of a record."""

    at: datetime
    n: int
    total: float
    low: float
    high: float
    last: float


class SeriesRepository:
    """Values of one tag in time; each question is one range of an index."""

    def __init__(self, uow: Any) -> None:
        self.uow = uow

    async def buckets(self, of: type[Hour | Minute], tag: UUID, start: datetime, end: datetime) -> list[Sums]:
        mine = select(*(getattr(of, name) for name in Sums._fields)).where(
            of.organization_id == self.uow.organization_id, of.tag_id == tag, of.at >= start, of.at < end
        )
        return [Sums(*row) for row in await self.uow.session.execute(mine.order_by(of.at))]

    async def before(self, of: type[Hour | Minute], tag: UUID, start: datetime) -> float | None:
        """What a counter showed last before, from where it goes on."""
        mine = select(of.last).where(of.organization_id == self.uow.organization_id, of.tag_id == tag, of.at < start)
        found: float | None = await self.uow.session.scalar(mine.order_by(of.at.desc()).limit(1))
        return found

    async def samples(self, tag: UUID, start: datetime, end: datetime, limit: int) -> list[tuple[datetime, float]]:
        mine = select(Sample.at, Sample.value).where(
            Sample.organization_id == self.uow.organization_id, Sample.tag_id == tag,
            Sample.at >= start, Sample.at < end,
        )  # fmt: skip
        return [(at, value) for at, value in await self.uow.session.execute(mine.order_by(Sample.at).limit(limit))]
