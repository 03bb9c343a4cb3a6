"""The steps, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from unison_web.kit.i18n import lazy as _
from unison_web.kit.permissions import Permission


class Setup(Permission):
    READ = "setup:read"


@dataclass(frozen=True, slots=True)
class Step:
    """``href`` is where to do it by hand, ``noun`` what can be imported instead."""

    key: str
    label: Any
    why: Any
    href: str
    action: Any
    noun: str = ""


STEPS = (
    Step("plant", _("Company and plant"), _("Where things are made; its clock is the clock of all its orders."),
         "/plants/new", _("Add a plant")),
    Step("units", _("Units"), _("Pieces, kilograms, metres, hours: what everything is counted in."),
         "/units/new", _("Add a unit"), "units"),
    Step("people", _("People"), _("At least one operator with a badge: the number they type or scan at a tablet."),
         "/users/new", _("Add a person"), "people"),
    Step("centers", _("Work centers"), _("Where operations are done."), "/work-centers/new",
         _("Add a work center"), "work-centers"),
    Step("machines", _("Machines"), _("What stands there; a tablet belongs to one."), "/machines/new",
         _("Add a machine"), "machines"),
    Step("materials", _("Materials"), _("What you make and what you buy."), "/materials/new",
         _("Add a material"), "materials"),
    Step("bill", _("Bill of materials"), _("What one of it takes."), "/bom/new", _("Write a bill"), "bom"),
    Step("routing", _("Routing"), _("How it is made: operation by operation. It has to be released."),
         "/routings/new", _("Write a routing"), "routings"),
    Step("order", _("First order"), _("What, how many, until when."), "/work-orders/new", _("New order"),
         "work-orders"),
    Step("release", _("Release it"), _("From then on the floor sees it."), "/work-orders", _("To the orders")),
    Step("tablet", _("Tablet"), _("Open /floor/ on the tablet and type the code you get here."), "/tablets/new",
         _("Add a tablet")),
    Step("report", _("First part"), _("On the tablet: badge, Start, 1 Good."), "/tablets", _("To the tablets")),
)  # fmt: skip
