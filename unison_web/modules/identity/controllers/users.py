"""People of the company: who they are, what they may do, and getting them in and out."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity import listings, rules
from unison_web.modules.identity.repository import RoleRepository, SessionRepository, UserRepository, roles_and_badges
from unison_web.modules.identity.rules import Users
from unison_web.modules.identity.rules_reach import may_look_after
from unison_web.modules.identity.schemas import NewPasswordIn, RolesIn, SessionOut, UserIn, UserOut
from unison_web.modules.identity.schemas_people import MembershipOut, PersonOut
from unison_web.modules.identity.service import accounts, people, sessions
from unison_web.modules.identity.service.desk import desk

RECORD = "/users/{id}"


async def role_choices(uow: UnitOfWork) -> list[tuple[str, str]]:
    return [(role.code, role.name) for role in await RoleRepository(uow).all(RoleRepository(uow).mine())]


async def the_roles(request: WebRequest, uow: Uow) -> list[tuple[str, str]]:
    return await role_choices(uow)


async def the_person(request: WebRequest, uow: Uow, user_id: UUID) -> PersonOut:
    return await person(request, uow, user_id)


class UserController(Module):
    path = "/users"
    tags = ["People"]

    @get("/", permission=Users.READ, template="identity/users.html", listing=listings.VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[UserOut]:
        """People of the company with their roles and badges."""
        return await listings.USERS.page(uow, request.query_params)

    @page("/new", permission=Users.WRITE, template="identity/user_form.html")
    async def new(self, uow: Uow) -> Form:
        return Form(UserIn, context=await role_choices(uow))

    @post(
        "/",
        permission=Users.WRITE,
        form="identity/user_form.html",
        about=the_roles,
        then=RECORD,
        flash=_("{name} added"),
    )
    async def create(self, request: WebRequest, uow: Uow, data: Body[UserIn]) -> UserOut:
        """A person with one role; a password, a badge, or both."""
        (await desk(uow, request.app.state.principals)).give(data.role, None)
        user = await people.welcome(uow, data)
        return UserOut.of(user, roles=[data.role], badge=data.badge)

    @get("/{user_id:uuid}", permission=Users.READ, template="identity/user.html")
    async def show(self, request: WebRequest, uow: Uow, user_id: FromPath[UUID]) -> PersonOut:
        return await person(request, uow, user_id)

    @put("/{user_id:uuid}/roles", permission=Users.WRITE)
    async def set_roles(self, request: WebRequest, uow: Uow, user_id: FromPath[UUID], data: Body[RolesIn]) -> PersonOut:
        """Exactly these roles, in all plants."""
        return await with_roles(request, uow, user_id, data)

    @post("/{user_id:uuid}/roles", permission=Users.WRITE, then="/users/{id}", status_code=200, include_in_schema=False)
    async def post_roles(
        self, request: WebRequest, uow: Uow, user_id: FromPath[UUID], data: Body[RolesIn]
    ) -> PersonOut:
        """The same for plain forms, which cannot PUT."""
        return await with_roles(request, uow, user_id, data)

    @page("/{user_id:uuid}/password", permission=Users.WRITE, template="identity/new_password.html")
    async def password_form(self, request: WebRequest, uow: Uow, user_id: FromPath[UUID]) -> Form:
        return Form(NewPasswordIn, context=await person(request, uow, user_id))

    @post(
        "/{user_id:uuid}/password",
        permission=Users.WRITE,
        form="identity/new_password.html",
        about=the_person,
        then=RECORD,
        flash=_("{name} has a new password and is signed out everywhere"),
        status_code=200,
    )
    async def give_password(
        self, request: WebRequest, uow: Uow, user_id: FromPath[UUID], data: Body[NewPasswordIn]
    ) -> PersonOut:
        """A new password for somebody who lost theirs. Unlocks the account; all its sessions end."""
        await (await desk(uow, request.app.state.principals)).charge(user_id)
        await people.give_password(uow, user_id, data.password)
        await sessions.sign_out_everywhere(uow, user_id, "password given anew")
        request.app.state.principals.forget()
        return await person(request, uow, user_id)


async def with_roles(request: WebRequest, uow: UnitOfWork, user_id: UUID, data: RolesIn) -> PersonOut:
    await accounts.set_roles(await desk(uow, request.app.state.principals), user_id, data.roles)
    request.app.state.principals.forget()
    return await person(request, uow, user_id)


async def person(request: WebRequest, uow: UnitOfWork, user_id: UUID) -> PersonOut:
    """Somebody the actor can see, with everything their page shows."""
    await uow.session.flush()
    at = await desk(uow, request.app.state.principals)
    await at.person(user_id)
    user = await UserRepository(uow).by_id(user_id)
    held = at.memberships.get(user_id, [])
    _roles, badges = await roles_and_badges(uow, [user_id])
    locked = rules.may_try(user.failed_tries, user.last_failure_at, uow.now())
    return PersonOut.of(
        user, roles=sorted({one.role for one in held}), badge=badges.get(user_id, ""), choices=await role_choices(uow),
        locked=locked.why, memberships=[MembershipOut.of(one) for one in held],
        sessions=await signed_in_at(uow, user_id),
        plants=[(str(plant.id), plant.name) for plant in request.plants],
        fixed="" if user_id == uow.actor.user_id else may_look_after(at.mine, at.standing(user_id)).why,
    )  # fmt: skip


async def signed_in_at(uow: UnitOfWork, user_id: UUID) -> list[SessionOut]:
    """Where the person is signed in, newest first."""
    found = await SessionRepository(uow).open_of(user_id, uow.now())
    return [SessionOut.of(session, current=session.id == uow.actor.session_id) for session in found]
