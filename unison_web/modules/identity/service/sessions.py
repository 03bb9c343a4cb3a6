"""Signing in and out. A session's secret is made anew at every sign-in, so a planted one is worth nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit import clock, preferences
from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import Refused, TooMany
from unison_web.kit.i18n import _
from unison_web.modules.identity import rules
from unison_web.modules.identity.models import Session, User
from unison_web.modules.identity.repository import SessionRepository
from unison_web.modules.identity.service import gate, secrets
from unison_web.modules.identity.service.people import give_role
from unison_web.modules.organizations.models import Organization, Plant


@dataclass(frozen=True, slots=True)
class SignedIn:
    session: Session
    user: User
    secret: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An organization that the same e-mail and password also open."""

    slug: str
    name: str


class WhichOrganization(Refused):
    """The password fits in several organizations; ``choices`` names them."""

    def __init__(self, choices: list[Choice]) -> None:
        names = ", ".join(choice.slug for choice in choices)
        super().__init__(code="which-organization", organization=_("Choose one of: {names}").format(names=names))
        self.choices = choices


async def sign_in(
    engine: AsyncEngine, identifier: str, password: str, *, organization: str = "", kind: str = "web", agent: str = "",
    request_id: str = "", checks: Sequence[Callable[..., Any]] = (),
) -> SignedIn:  # fmt: skip
    """Raises Refused with the same words for an unknown account and a wrong password, TooMany during a lock-out."""
    accounts = await gate.accounts(engine, identifier)
    if not accounts:
        await secrets.password_fits(password, None)
        raise wrong()
    matching: list[tuple[gate.Account, Choice]] = []
    for account in accounts[:10]:
        if choice := await _try(engine, account, password):
            matching.append((account, choice))
    if organization:
        matching = [pair for pair in matching if pair[1].slug == organization]
    if not matching:
        raise wrong()
    if len(matching) > 1:
        raise WhichOrganization([choice for _account, choice in matching])
    return await _open(engine, matching[0][0], kind, agent, request_id, checks)


def wrong() -> Refused:
    return Refused(_("That e-mail and password do not go together"), code="wrong-credentials")


async def _try(engine: AsyncEngine, account: gate.Account, password: str) -> Choice | None:
    """Check one account, counting failures in a transaction of their own so that they survive the refusal."""
    actor = Actor(account.organization_id, account.user_id)
    async with unit_of_work(engine, actor) as uow:
        user = await _user(uow, account.user_id)
        verdict = rules.may_try(user.failed_tries, user.last_failure_at, clock.now())
        company = await uow.session.get(Organization, account.organization_id)
    if not verdict:
        raise TooMany(verdict.why, retry_after=900)
    fits = await secrets.password_fits(password, account.password_hash)
    if user.failed_tries or not fits:
        async with unit_of_work(engine, actor) as uow:
            await _count(uow, account.user_id, failed=not fits)
    return Choice(company.slug, company.name) if fits and company and company.state == "active" else None


async def _user(uow: UnitOfWork, user_id: UUID) -> User:
    user = await uow.session.get(User, (uow.organization_id, user_id))
    if user is None:
        raise wrong()
    return user


async def _count(uow: UnitOfWork, user_id: UUID, *, failed: bool) -> None:
    values = {"failed_tries": User.failed_tries + 1, "last_failure_at": clock.now()} if failed else {"failed_tries": 0}
    statement = update(User).where(User.organization_id == uow.organization_id, User.id == user_id).values(**values)
    await uow.session.execute(statement.execution_options(synchronize_session=False))


class Step(Exception):
    """The password is right, and ``name`` has to follow."""

    def __init__(self, name: str, account: gate.Account) -> None:
        super().__init__(name)
        self.name, self.account = name, account


async def _open(
    engine: AsyncEngine, account: gate.Account, kind: str, agent: str, request_id: str,
    checks: Sequence[Callable[..., Any]],
) -> SignedIn:  # fmt: skip
    async with unit_of_work(engine, Actor(account.organization_id, account.user_id), request_id=request_id) as uow:
        for check in checks:
            if step := await check(uow, account.user_id):
                raise Step(step, account)
        return await open_for(uow, account.user_id, kind, agent, "password")


Door = Callable[[UnitOfWork, User, str], Awaitable[None]]
_doors: list[Door] = []


def guard_with(doors: Iterable[Door]) -> None:
    """What the modules want asked before a session opens; said once, when the application is put together."""
    _doors[:] = doors


async def lets_in(uow: UnitOfWork, user: User, method: str) -> bool:
    """Whether a session may open for the person that way."""
    try:
        for door in _doors:
            await door(uow, user, method)
    except Refused:
        return False
    return True


async def open_for(uow: UnitOfWork, user_id: UUID, kind: str, agent: str, method: str) -> SignedIn:
    """Somebody proved who they are, by ``method``."""
    user = await _user(uow, user_id)
    for door in _doors:
        await door(uow, user, method)
    uow.session.info["actor"] = Actor(uow.organization_id, user.id, user.name, user.email)
    life = rules.REFRESH_LIFE if kind == "api" else await web_life(uow)
    signed = open_session(uow, user, kind, life, agent=agent, plant=await _first_plant(uow))
    signed.session.method = method
    return signed


async def web_life(uow: UnitOfWork) -> timedelta:
    """How long this company lets a browser stay signed in."""
    return timedelta(hours=(await preferences.load(uow)).number("session.hours"))


async def life_left(engine: AsyncEngine, secret: str) -> timedelta:
    """How long the session behind a browser's secret still counts."""
    found = await gate.session(engine, secrets.digest(secret)) if secret else None
    if found is None:
        return timedelta(0)
    async with unit_of_work(engine, Actor(found[0])) as uow:
        session = await SessionRepository(uow).live(found[1], uow.now())
        return session.expires_at - uow.now() if session else timedelta(0)


def seconds(life: timedelta) -> int:
    """For a cookie: never nothing, which would mean until the browser is closed."""
    return max(1, round(life.total_seconds()))


async def _first_plant(uow: UnitOfWork) -> UUID | None:
    """A company with one plant starts in it; with several, a person starts where the first one stands."""
    statement = select(Plant.id).where(Plant.organization_id == uow.organization_id, Plant.state == "active")
    return await uow.session.scalar(statement.order_by(Plant.created_at).limit(1))


def open_session(
    uow: UnitOfWork, user: User, kind: str, life: timedelta, *, agent: str = "", plant: UUID | None = None,
    device: UUID | None = None, because: str = "", visitor_of: UUID | None = None,
) -> SignedIn:  # fmt: skip
    secret = secrets.new_secret()
    session = Session(
        user_id=user.id, kind=kind, token_hash=secrets.digest(secret), expires_at=clock.now() + life, agent=agent[:300],
        plant_id=plant, device_id=device, visiting_because=because, visitor_of=visitor_of,
        method="badge" if kind == "badge" else "password",
    )  # fmt: skip
    uow.session.add(session)
    return SignedIn(session, user, secret)


async def sign_out(uow: UnitOfWork, because: str = "signed out") -> None:
    """End the actor's own session."""
    session = await SessionRepository(uow).live(uow.actor.session_id, uow.now()) if uow.actor.session_id else None
    if session:
        session.ended_at, session.ended_because = uow.now(), because


async def sign_out_everywhere(uow: UnitOfWork, user_id: UUID, because: str) -> list[UUID]:
    """End every session of a person; returns their ids so that a cache can forget them."""
    ended = []
    for session in await SessionRepository(uow).open_of(user_id, uow.now()):
        session.ended_at, session.ended_because = uow.now(), because
        ended.append(session.id)
    return ended


async def enter_organization(engine: AsyncEngine, superuser: Actor, organization: UUID, reason: str) -> SignedIn:
    """A superuser steps into a company. That company's own trail shows who came and why."""
    if len(reason.strip()) < 10:
        raise Refused(reason=_("Say why, in a sentence the company may read"))
    visitor = Actor(
        organization, None, _("{name} (support)").format(name=superuser.name), superuser.email, may=everything
    )
    async with unit_of_work(engine, visitor, reason=reason) as uow:
        user = await _visitor_user(uow, superuser)
        return open_session(
            uow,
            user,
            "web",
            timedelta(hours=1),
            because=reason.strip(),
            plant=await _first_plant(uow),
            visitor_of=superuser.user_id,
        )


async def _visitor_user(uow: UnitOfWork, superuser: Actor) -> User:
    from_outside = f"support+{superuser.email}"
    user = await uow.session.scalar(
        select(User).where(User.organization_id == uow.organization_id, User.email == from_outside)
    )
    if user is None:
        user = User(email=from_outside, name=uow.actor.name, visitor=True, username=None, password_hash=None)
        uow.session.add(user)
        await uow.session.flush()
        await give_role(uow, user.id, "administrator")
    return user


async def end_others(uow: UnitOfWork, because: str) -> None:
    """End every session of the actor except this one."""
    if uow.actor.user_id is None:
        return
    for session in await SessionRepository(uow).open_of(uow.actor.user_id, uow.now()):
        if session.id != uow.actor.session_id:
            session.ended_at, session.ended_because = uow.now(), because


async def work_in(uow: UnitOfWork, plant: UUID | None) -> None:
    """From now on this session means ``plant``, or all plants."""
    if uow.actor.session_id:
        session = await SessionRepository(uow).by_id(uow.actor.session_id)
        session.plant_id = plant
