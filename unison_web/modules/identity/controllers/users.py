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
from unison_web.modules.identity.repository import RoleRepository, UserRepository, roles_and_badges
from unison_web.modules.identity.rules import Users
from unison_web.modules.identity.schemas import NewPasswordIn, PersonOut, RolesIn, StateIn, UserIn, UserOut
from unison_web.modules.identity.service import people, sessions

RECORD = "/users/{id}"


async def role_choices(uow: UnitOfWork) -> list[tuple[str, str]]:
    return [(role.code, role.name) for role in await RoleRepository(uow).all(RoleRepository(uow).mine())]


async def the_roles(request: WebRequest, uow: Uow) -> list[tuple[str, str]]:
    return await role_choices(uow)


async def the_person(request: WebRequest, uow: Uow, user_id: UUID) -> PersonOut:
    return await person(uow, user_id)


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
    async def create(self, uow: Uow, data: Body[UserIn]) -> UserOut:
        """A person with one role; a password, a badge, or both."""
        user = await people.welcome(uow, data)
        return UserOut.of(user, roles=[data.role], badge=data.badge)

    @get("/{user_id:uuid}", permission=Users.READ, template="identity/user.html")
    async def show(self, uow: Uow, user_id: FromPath[UUID]) -> PersonOut:
        return await person(uow, user_id)

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
    async def password_form(self, uow: Uow, user_id: FromPath[UUID]) -> Form:
        return Form(NewPasswordIn, context=await person(uow, user_id))

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
        await people.give_password(uow, user_id, data.password)
        await sessions.sign_out_everywhere(uow, user_id, "password given anew")
        request.app.state.principals.forget()
        return await person(uow, user_id)

    @post("/{user_id:uuid}/state", permission=Users.WRITE, then="/users/{id}", status_code=200)
    async def set_state(self, request: WebRequest, uow: Uow, user_id: FromPath[UUID], data: Body[StateIn]) -> PersonOut:
        """Disable, bring back, or unlock. A disabled person is out everywhere within five seconds."""
        uow.reason = data.reason
        await people.set_state(uow, user_id, data.state)
        if data.state == "disabled":
            await sessions.sign_out_everywhere(uow, user_id, "account disabled")
        request.app.state.principals.forget()
        return await person(uow, user_id)


async def with_roles(request: WebRequest, uow: UnitOfWork, user_id: UUID, data: RolesIn) -> PersonOut:
    await UserRepository(uow).by_id(user_id)
    await people.set_roles(uow, user_id, data.roles)
    request.app.state.principals.forget()
    return await person(uow, user_id)


async def person(uow: UnitOfWork, user_id: UUID) -> PersonOut:
    await uow.session.flush()
    user = await UserRepository(uow).by_id(user_id)
    held = {code for code, _name, _plant in await UserRepository(uow).roles_of(user_id)}
    _roles, badges = await roles_and_badges(uow, [user_id])
    locked = rules.may_try(user.failed_tries, user.last_failure_at, uow.now())
    return PersonOut.of(
        user, roles=sorted(held), badge=badges.get(user_id, ""), choices=await role_choices(uow), locked=locked.why
    )
