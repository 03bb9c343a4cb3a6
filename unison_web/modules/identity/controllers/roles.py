"""Roles: which right is in which role, as a matrix people can read."""

from __future__ import annotations

from unison_web.kit.web.module import Module, get
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.repository import RoleRepository
from unison_web.modules.identity.rules import Roles
from unison_web.modules.identity.schemas import RoleMatrix, RoleOut


class RoleController(Module):
    path = "/roles"
    tags = ["People"]

    @get("/", permission=Roles.READ, template="identity/roles.html")
    async def index(self, request: WebRequest, uow: Uow) -> RoleMatrix:
        """Every permission, and the roles that include it."""
        repository, principals = RoleRepository(uow), request.app.state.principals
        granted: dict[str, set[str]] = {}
        for role, pattern in await repository.grants():
            granted.setdefault(role, set()).update(principals.matching(pattern))
        members = await repository.members()
        roles = [
            RoleOut.of(
                role,
                permissions=sorted(granted.get(role.code, set())),
                people=len({user for user, code, _p in members if code == role.code}),
            )
            for role in await repository.all(repository.mine())
        ]
        return RoleMatrix(
            roles, sorted(request.app.state.permissions), {code: sorted(names) for code, names in granted.items()}
        )
