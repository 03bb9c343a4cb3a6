"""Who may do what: one pycasbin FastEnforcer per organization, built from its tables, cached by policy version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

import msgspec
from casbin import FastEnforcer
from casbin.model import FastModel

ALL_PLANTS = "*"
ANYONE = "anyone"
SIGNED_IN = "signed-in"

#: Positions in the request of what narrows the policies down before the matcher runs.
BY_OBJECT_AND_ACTION = [2, 3]
RBAC_WITH_DOMAINS = """
[request_definition]
r = sub, dom, obj, act
[policy_definition]
p = sub, dom, obj, act
[role_definition]
g = _, _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.obj == p.obj && r.act == p.act && g(r.sub, p.sub, r.dom)
"""


class Permission(StrEnum):
    """Base of a module's permissions: ``RELEASE = "work_orders:release"``."""

    @property
    def noun(self) -> str:
        return self.value.split(":", 1)[0]

    @property
    def verb(self) -> str:
        return self.value.split(":", 1)[1]


class Why(msgspec.Struct, omit_defaults=True):
    """Why somebody may or may not do something, in words: ``right`` is what was asked, ``roles`` those they have in
    ``plant``, ``allowed_by`` the roles that include it, ``ask`` the people who can give it. ``off`` where the company
    has switched that part of the product off."""

    right: str
    plant: str = ""
    allowed: bool = False
    roles: list[str] = []
    elsewhere: list[str] = []
    because: list[str] = []
    allowed_by: list[str] = []
    ask: list[str] = []
    off: bool = False


@dataclass(slots=True)
class Policies:
    """The decisions of one organization. ``grants`` are (role, permission), ``members`` are (user, role, plant or
    "*")."""

    version: int
    enforcer: FastEnforcer
    known: dict[tuple[UUID, str, str], bool] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        version: int,
        grants: Iterable[tuple[str, str]],
        members: Iterable[tuple[UUID, str, str]],
        plants: Iterable[UUID],
    ) -> Policies:
        model = FastModel(BY_OBJECT_AND_ACTION)
        model.load_model_from_text(RBAC_WITH_DOMAINS)
        enforcer = FastEnforcer(model, cache_key_order=BY_OBJECT_AND_ACTION)
        places = [str(plant) for plant in plants]
        for role, permission in grants:
            noun, _, verb = permission.partition(":")
            enforcer.add_policy(role, ALL_PLANTS, noun, verb)
        for user, role, plant in members:
            for domain in [ALL_PLANTS, *places] if plant == ALL_PLANTS else [plant]:
                enforcer.add_role_for_user_in_domain(str(user), role, domain)
        return cls(version, enforcer)

    def allow(self, user: UUID, plant: UUID | None, permission: str) -> bool:
        """May ``user`` do this in ``plant`` (None: in all plants)?"""
        domain = str(plant) if plant else ALL_PLANTS
        key = (user, domain, permission)
        if key not in self.known:
            noun, _, verb = permission.partition(":")
            self.known[key] = bool(self.enforcer.enforce(str(user), domain, noun, verb))
        return self.known[key]
