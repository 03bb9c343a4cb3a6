"""The two documents of an order: the traveler that goes with the parts, and the label that goes onto the box."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment

from unison_web.engine.gs1.elements import gtin14
from unison_web.kit import clock, i18n, labels
from unison_web.kit.actor import Actor
from unison_web.kit.web import frame
from unison_web.kit.web.frame import Frame
from unison_web.kit.web.templates import STATIC
from unison_web.modules.branding.paper import Letterhead
from unison_web.modules.prints.badges import Card
from unison_web.modules.prints.models import Print
from unison_web.modules.work_orders.models import WorkOrder

#: Module widths in mm: on A4 as large as there is room, on labels whole dots of a 203 dpi printer (0.125 mm).
ON_PAPER, SMALL, QR_ON_LABEL, MATRIX_ON_LABEL, BARS_ON_LABEL = 0.9, 0.5, 1.125, 0.75, 0.375


def render(jinja: Environment, wanted: Print, order: WorkOrder, actor: Actor, public_url: str, head: Letterhead) -> str:
    """HTML of the document, in the words and the time of the person who asked."""
    zone = ZoneInfo(order.plant.zone)
    i18n.speak(actor.locale)
    frame.current.set(Frame(zone, order.plant.currency, lambda: ""))
    context = {
        "order": order,
        "head": head,
        "copies": range(wanted.copies),
        "user": actor,
        "now": clock.now().astimezone(zone),
        "lang": i18n.language().replace("_", "-"),
        "dir": i18n.direction(),
        "css": sheet(),
        "link": lambda code: f"{public_url}/s/{code}",
        "codes": labels,
        "gs1_line": gs1_line(order),
        "module": {
            "paper": ON_PAPER,
            "small": SMALL,
            "qr": QR_ON_LABEL,
            "matrix": MATRIX_ON_LABEL,
            "bars": BARS_ON_LABEL,
        },
    }
    return jinja.get_template(f"prints/{wanted.kind}.html").render(context)


def render_badges(
    jinja: Environment, wanted: Print, company: str, sheets: list[list[Card]], actor: Actor, head: Letterhead
) -> str:
    """HTML of a sheet of cards."""
    i18n.speak(actor.locale)
    context = {
        "paper": (wanted.wanted or {})["paper"], "company": company, "sheets": sheets, "head": head, "css": sheet(),
        "lang": i18n.language().replace("_", "-"), "dir": i18n.direction(),
    }  # fmt: skip
    return jinja.get_template("prints/badges_sheet.html").render(context)


@cache
def sheet() -> str:
    return (STATIC / "css" / "paper.css").read_text(encoding="utf-8")


def gs1_line(order: WorkOrder) -> str:
    """What the DataMatrix says: with a GTIN also batch and count (GS1 General Specifications, AI 01, 10, 30).

    Without one the order number alone goes into AI 91, which GS1 leaves to companies: a symbol must never claim a
    number that GS1 did not give out.
    """
    if order.material.gtin:
        return f"(01){gtin14(order.material.gtin)}(10){order.number}(30){int(order.quantity)}"
    return f"(91){order.number}"
