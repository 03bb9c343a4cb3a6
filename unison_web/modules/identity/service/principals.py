"""From a session to an :class:`Actor`. Remembered for five seconds per process: that is how fast a revocation works."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit import clock
from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.permissions import ALL_PLANTS, Policies
from unison_web.modules.identity.models import Device, Session, User
from unison_web.modules.identity.repository import RoleRepository, SessionRepository
from unison_web.modules.identity.service import gate
from unison_web.modules.identity.service.rights import matching, rights_by_role
from unison_web.modules.organizations.models import Organization, Plant

#: Verbs that change nothing: who has no other is told that all is read-only.
HARMLESS = (":read", ":verify")
#: Ways in that showed one factor only.
ONE_FACTOR = ("password", "sso-one")
REMEMBER_SECONDS = 5.0
MOST_REMEMBERED = 5000


@dataclass(slots=True)
class Principal:
    """An actor, the plants they may switch to, and what the modules want to travel with them."""

    actor: Actor
    plants: tuple[Plant, ...]
    kind: str
    carried: Mapping[str, Any] = field(default_factory=dict)
    by_password: bool = False
    until: float = field(default_factory=lambda: time.monotonic() + REMEMBER_SECONDS)


def keep(known: OrderedDict[Any, Any], key: Any, value: Any) -> None:
    """The oldest go when there are too many."""
    known[key] = value
    while len(known) > MOST_REMEMBERED:
        known.popitem(last=False)


def seen_by(viewer: User, found: Principal, policies: Policies) -> Principal:
    """What the viewer may not do is not seen through somebody else's eyes either."""
    seen = found.actor
    rights = frozenset(name for name in seen.rights if policies.allow(viewer.id, seen.plant_id, name))
    found.actor = replace(
        seen,
        viewer_id=viewer.id,
        viewed_by=viewer.name,
        rights=rights,
        may=rights.__contains__,
        locale=viewer.locale or seen.locale,
    )
    return found


class Principals:
    """Loads and remembers principals and the policies of each organization."""

    def __init__(
        self, engine: AsyncEngine, permissions: Collection[str], carried: Mapping[str, Callable[..., Any]] | None = None
    ) -> None:
        self._engine = engine
        self._carried = carried or {}
        self._permissions = sorted(permissions)
        self.matching = matching(self._permissions)
        self._changing = [name for name in self._permissions if not name.endswith(HARMLESS)]
        self._sessions: OrderedDict[UUID, Principal] = OrderedDict()
        self._secrets: OrderedDict[str, tuple[UUID, UUID, float]] = OrderedDict()
        self._tablets: OrderedDict[str, tuple[Actor, float]] = OrderedDict()
        self._policies: dict[UUID, Policies] = {}

    @property
    def known(self) -> list[str]:
        """Every right there is."""
        return self._permissions

    async def of_secret(self, digest: str) -> Principal | None:
        """The principal behind a browser's cookie."""
        known = self._secrets.get(digest)
        if known is None or known[2] <= time.monotonic():
            found = await gate.session(self._engine, digest)
            if found is None:
                self._secrets.pop(digest, None)
                return None
            known = (*found, time.monotonic() + REMEMBER_SECONDS)
            keep(self._secrets, digest, known)
        return await self.of_session(known[0], known[1])

    async def of_session(self, organization: UUID, session_id: UUID) -> Principal | None:
        """The principal of a live session; None if it ended, expired, or its person may no longer act."""
        known = self._sessions.get(session_id)
        if known and known.until > time.monotonic():
            return known if known.actor.organization_id == organization else None
        found = await self._load(organization, session_id)
        if found is None:
            self._sessions.pop(session_id, None)
            return None
        keep(self._sessions, session_id, found)
        return found

    async def of_key(self, digest: str) -> Actor | None:
        """The enrolled tablet behind a device cookie."""
        known = self._tablets.get(digest)
        if known and known[1] > time.monotonic():
            return known[0]
        found = await gate.device(self._engine, digest)
        tablet = await self.of_device(*found) if found else None
        if tablet is None:
            self._tablets.pop(digest, None)
        else:
            keep(self._tablets, digest, (tablet, time.monotonic() + REMEMBER_SECONDS))
        return tablet

    async def of_device(self, organization: UUID, device_id: UUID) -> Actor | None:
        """An enrolled tablet as an actor: it has a plant and a name, and no rights."""
        async with unit_of_work(self._engine, Actor(organization)) as uow:
            device = await uow.session.get(Device, (organization, device_id))
            plant = await uow.session.get(Plant, (organization, device.plant_id)) if device else None
            company = await uow.session.get(Organization, organization)
            if device is None or plant is None or company is None or device.state != "active":
                return None
            return Actor(
                organization, name=device.name, plant_id=plant.id, plant_name=plant.name, plant_code=plant.code,
                organization_name=company.name, zone=plant.zone, currency=plant.currency, locale=plant.locale,
                device_id=device.id, device_name=device.name,
            )  # fmt: skip

    def forget(self, session_id: UUID | None = None) -> None:
        """Drop one session, or all, from memory, so that this process sees a change at once."""
        if session_id is None:
            self._sessions.clear()
            self._secrets.clear()
            self._tablets.clear()
            return
        self._sessions.pop(session_id, None)
        for digest in [digest for digest, known in self._secrets.items() if known[1] == session_id]:
            del self._secrets[digest]

    async def _load(self, organization: UUID, session_id: UUID) -> Principal | None:
        async with unit_of_work(self._engine, Actor(organization)) as uow:
            session = await SessionRepository(uow).live(session_id, clock.now())
            if session is None:
                return None
            user = await uow.session.get(User, (organization, session.user_id))
            company = await uow.session.get(Organization, organization)
            if user is None or company is None or user.state != "active" or company.state != "active":
                return None
            policies = await self.policies(uow, company)
            viewed = await self._viewed(uow, session)
            device = await uow.session.get(Device, (organization, session.device_id)) if session.device_id else None
            plants = await self._plants(uow)
            found = await self._principal(uow, session, viewed or user, company, policies, device, plants)
            return seen_by(user, found, policies) if viewed else found

    @staticmethod
    async def _viewed(uow: UnitOfWork, session: Session) -> User | None:
        """The person an administrator looks on as, while that person could sign in themselves."""
        key = session.viewing_as
        viewed = await uow.session.get(User, (uow.organization_id, key)) if key else None
        return viewed if viewed and viewed.state == "active" else None

    async def on_behalf(self, uow: UnitOfWork, user_id: UUID, plant: UUID | None) -> Principal | None:
        """A person as they are now, without being signed in: for what acts in their name."""
        user = await uow.session.get(User, (uow.organization_id, user_id))
        company = await uow.session.get(Organization, uow.organization_id)
        if user is None or company is None or user.state != "active" or company.state != "active":
            return None
        nowhere = Session(
            user_id=user.id, kind="api", method="key", plant_id=plant, device_id=None, visiting_because=""
        )
        policies, plants = await self.policies(uow, company), await self._plants(uow)
        return await self._principal(uow, nowhere, user, company, policies, None, plants)

    async def _plants(self, uow: UnitOfWork) -> list[Plant]:
        statement = select(Plant).where(Plant.organization_id == uow.organization_id, Plant.state == "active")
        return list(await uow.session.scalars(statement.order_by(Plant.name)))

    async def policies(self, uow: UnitOfWork, company: Organization) -> Policies:
        """The organization's policies; built again when a role or a membership changed."""
        known = self._policies.get(company.id)
        if known and known.version == company.policy_version:
            return known
        rights = await rights_by_role(uow, self.matching)
        grants = [(role, name) for role in sorted(rights) for name in sorted(rights[role])]
        held = await RoleRepository(uow).members()
        members = [(user, role, str(plant) if plant else ALL_PLANTS) for user, role, plant in held]
        built = Policies.build(company.policy_version, grants, members, [plant.id for plant in await self._plants(uow)])
        self._policies[company.id] = built
        return built

    async def _principal(
        self, uow: UnitOfWork, session: Session, user: User, company: Organization, policies: Policies,
        device: Device | None, plants: list[Plant],
    ) -> Principal:  # fmt: skip
        carried = {name: await load(uow, user.id) for name, load in self._carried.items()}
        without = frozenset().union(*(getattr(value, "without", ()) for value in carried.values()))
        held = [(role, plant) for who, role, plant in await RoleRepository(uow).members() if who == user.id]
        places = {plant for _role, plant in held}
        allowed = tuple(plant for plant in plants if None in places or plant.id in places)
        plant = self._plant_of(session, device, allowed, everywhere=None in places)
        plant_id = plant.id if plant else None
        zone_of = plant or (allowed[0] if allowed else None)
        allows = (name for name in self._permissions if policies.allow(user.id, plant_id, name))
        rights = frozenset(allows) - without  # what the company has switched off, nobody may
        actor = Actor(
            organization_id=company.id,
            user_id=user.id,
            name=user.name,
            email=user.email,
            plant_id=plant_id,
            plant_name=plant.name if plant else "",
            plant_code=plant.code if plant else "",
            organization_name=company.name,
            zone=zone_of.zone if zone_of else "UTC",
            currency=zone_of.currency if zone_of else company.currency,
            locale=user.locale or (zone_of.locale if zone_of else company.locale),
            session_id=session.id,
            device_id=session.device_id,
            device_name=device.name if device else "",
            superuser=user.superuser,
            visiting_because=session.visiting_because,
            roles=tuple(sorted({role for role, _plant in held})),
            read_only=rights.isdisjoint(self._changing),
            rights=rights,
            may=rights.__contains__,
        )
        by_password = session.method in ONE_FACTOR and not session.visiting_because
        return Principal(actor, allowed, session.kind, carried, by_password)

    @staticmethod
    def _plant_of(
        session: Session, device: Device | None, allowed: tuple[Plant, ...], *, everywhere: bool
    ) -> Plant | None:
        """The tablet's plant, else the chosen one; a person of one plant is always in that plant."""
        wanted = device.plant_id if device else session.plant_id
        chosen = next((plant for plant in allowed if plant.id == wanted), None)
        if chosen is None and allowed and not everywhere:
            return allowed[0]
        return chosen
