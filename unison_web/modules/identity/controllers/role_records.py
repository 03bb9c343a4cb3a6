"""One role: what it includes, who has it, and why somebody may or may not."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.controllers.users import role_choices, the_roles
from unison_web.modules.identity.rules import Roles
from unison_web.modules.identity.schemas_roles import RightsIn, RoleIn, RoleRecord, WhyPage
from unison_web.modules.identity.service import role_pages, roles, why
from unison_web.modules.identity.service.desk import desk

RECORD = "/roles/{id}"


async def the_role(request: WebRequest, uow: Uow, role_id: UUID) -> RoleRecord:
    return await shown(request, uow, role_id)


class RoleRecordController(Module):
    path = "/roles"
    tags = ["People"]

    @page("/new", permission=Roles.WRITE, template="identity/role_form.html")
    async def new(self, request: WebRequest, uow: Uow) -> Form:
        start = {"copy_of": request.query_params.get("copy_of", "")}
        return Form(RoleIn, start, context=await role_choices(uow))

    @post("/", permission=Roles.WRITE, form="identity/role_form.html", about=the_roles, then=RECORD,
          flash=_("Role {name} added"))  # fmt: skip
    async def create(self, request: WebRequest, uow: Uow, data: Body[RoleIn]) -> RoleRecord:
        """A role of the company's own, empty or a copy."""
        principals = request.app.state.principals
        role = await roles.create(await desk(uow, principals), principals, data.name, data.copy_of)
        return await changed(request, uow, role.id)

    @get("/why", permission=Roles.READ, template="identity/why.html")
    async def why(self, request: WebRequest, uow: Uow) -> WhyPage:
        """Why somebody may, or may not, do something in a plant."""
        at = await desk(uow, request.app.state.principals)
        asked = await role_pages.question(at, request.query_params, request.app.state.permissions, request.plants)
        if asked.user and asked.permission:
            place = UUID(asked.plant) if asked.plant else None
            asked.answer = await why.explain(
                uow, request.app.state.principals, UUID(asked.user), place, asked.permission
            )
        return asked

    @get("/{role_id:uuid}", permission=Roles.READ, template="identity/role.html")
    async def show(self, request: WebRequest, uow: Uow, role_id: FromPath[UUID]) -> RoleRecord:
        """What the role includes, how that differs from what Unison came with, and who has it."""
        return await shown(request, uow, role_id)

    @put("/{role_id:uuid}/rights", permission=Roles.WRITE)
    async def set_rights(
        self, request: WebRequest, uow: Uow, role_id: FromPath[UUID], data: Body[RightsIn]
    ) -> RoleRecord:
        """Exactly these rights. Whoever has the role has them within five seconds."""
        return await with_rights(request, uow, role_id, data)

    @post("/{role_id:uuid}/rights", permission=Roles.WRITE, then=RECORD, status_code=200,
          flash=_("{name} is changed, within five seconds for everybody"))  # fmt: skip
    async def post_rights(
        self, request: WebRequest, uow: Uow, role_id: FromPath[UUID], data: Body[RightsIn]
    ) -> RoleRecord:
        """The same for plain forms, which cannot PUT."""
        return await with_rights(request, uow, role_id, data)

    @post("/{role_id:uuid}/reset", permission=Roles.WRITE, then=RECORD, status_code=200,
          flash=_("{name} is as Unison came with it"))  # fmt: skip
    async def reset(self, request: WebRequest, uow: Uow, role_id: FromPath[UUID]) -> RoleRecord:
        """Take back what the company changed in a role Unison came with."""
        principals = request.app.state.principals
        await roles.reset(await desk(uow, principals), principals, role_id)
        return await changed(request, uow, role_id)

    @post("/{role_id:uuid}/remove", permission=Roles.WRITE, then="/roles", status_code=200, flash=_("Role removed"))
    async def remove(self, request: WebRequest, uow: Uow, role_id: FromPath[UUID]) -> RoleRecord:
        """A role of the company's own that nobody has."""
        found = await shown(request, uow, role_id)
        await roles.remove(await desk(uow, request.app.state.principals), role_id)
        return found


async def with_rights(request: WebRequest, uow: Uow, role_id: UUID, data: RightsIn) -> RoleRecord:
    principals = request.app.state.principals
    await roles.change(await desk(uow, principals), principals, role_id, frozenset(data.rights), data.version)
    return await changed(request, uow, role_id)


async def changed(request: WebRequest, uow: UnitOfWork, role_id: UUID) -> RoleRecord:
    request.app.state.principals.forget()
    return await shown(request, uow, role_id)


async def shown(request: WebRequest, uow: UnitOfWork, role_id: UUID) -> RoleRecord:
    principals = request.app.state.principals
    return await role_pages.record(await desk(uow, principals), principals, role_id)
