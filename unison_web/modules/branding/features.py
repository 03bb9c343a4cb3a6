"""Parts of the product that a company can switch off, as the modules declare them."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules import manifests
from unison_web.modules.branding.faces import Face, load


@cache
def labels() -> dict[str, Any]:
    """By the name of the module."""
    return {module.name: module.feature for module in manifests() if module.feature}


@cache
def permissions() -> dict[str, tuple[str, ...]]:
    """What nobody may do where the part is switched off."""
    return {
        module.name: tuple(str(item) for enum in module.permissions for item in enum)
        for module in manifests()
        if module.feature
    }


async def carried(uow: UnitOfWork, user: UUID) -> Face:
    """The face of a person's company, loaded with the person."""
    return await load(uow, permissions())


async def face_of(uow: UnitOfWork) -> Face:
    return await load(uow, permissions())
