"""Roles: which right is in which role, as a matrix people can read."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from unison_web.kit.web.module import Module, get
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.repository import RoleRepository
from unison_web.modules.identity.rules import Roles
from unison_web.modules.identity.schemas import RoleMatrix, RoleOut
from unison_web.modules.identity.service.principals import Principals
from unison_web.modules.identity.service.rights import rights_by_role


class RoleController(Module):
    path = "/roles"
    tags = ["People"]

    @get("/", permission=Roles.READ, template="identity/roles.html")
    async def index(self, request: WebRequest, uow: Uow) -> RoleMatrix:
        """Every permission, and the roles that include it."""
        granted = await granted_by_role(uow, request.app.state.principals)
        repository, members = RoleRepository(uow), await RoleRepository(uow).members()
        roles = [
            RoleOut.of(role, permissions=granted.get(role.code, []), people=holders(members, role.code))
            for role in await repository.all(repository.mine())
        ]
        return RoleMatrix(roles, sorted(request.app.state.permissions), granted)


async def granted_by_role(uow: Uow, principals: Principals) -> dict[str, list[str]]:
    """Every permission that a role's grants and patterns stand for."""
    return {role: sorted(names) for role, names in (await rights_by_role(uow, principals.matching)).items()}


def holders(members: Sequence[tuple[UUID, str, UUID | None]], role: str) -> int:
    return len({user for user, code, _plant in members if code == role})
