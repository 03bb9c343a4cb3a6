"""Every registered list, and the permission of the route that shows it: who may see it may take it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from unison_web.kit.actor import Actor
from unison_web.kit.errors import Forbidden, NotFound
from unison_web.kit.manifest import Manifest
from unison_web.kit.permissions import ANYONE, SIGNED_IN
from unison_web.kit.web.listview import ListView
from unison_web.modules import manifests


@dataclass(frozen=True, eq=False)
class Listed:
    view: ListView
    permission: str


@cache
def every() -> dict[str, Listed]:
    """By noun. Found from the routes that name a list; asked for the first time when all modules are there."""
    return {listed.view.noun: listed for module in manifests() for listed in _shown_by(module)}


def _shown_by(module: Manifest) -> Iterator[Listed]:
    for controller in [*module.controllers, *module.pages]:
        for name in dir(controller):
            opt: Any = getattr(getattr(controller, name), "opt", None)
            if isinstance(opt, dict) and opt.get("listing"):
                yield Listed(opt["listing"], str(opt["permission"]))


def allowed(actor: Actor, noun: str) -> ListView:
    """Raises NotFound for a list that is none, Forbidden where its own page would."""
    found = every().get(noun)
    if found is None:
        raise NotFound
    if found.permission not in (ANYONE, SIGNED_IN) and not actor.may(found.permission):
        raise Forbidden(permission=found.permission)
    return found.view
