"""Printing a label: asked for in one transaction, made and sent by the worker, always in the log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from jinja2 import Environment

from unison_web.engine.gs1.elements import NotGs1
from unison_web.engine.labels.filling import Values
from unison_web.engine.labels.zpl import DOTS, zpl
from unison_web.kit import label_drawing
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Forbidden, Refused
from unison_web.kit.i18n import _
from unison_web.kit.jobs import enqueue
from unison_web.modules.labels import fitting, rules
from unison_web.modules.labels.events import LabelPrinted
from unison_web.modules.labels.models import LabelPrint, LabelTemplate, Printer
from unison_web.modules.labels.nouns import Labelled, Printable
from unison_web.modules.labels.repository import LabelPrintRepository, PrinterRepository, TemplateRepository
from unison_web.modules.labels.schemas_printing import LabelPrintIn, ReprintIn
from unison_web.modules.labels.service.templates import filled, logo_of, the
from unison_web.modules.prints.documents import sheet

REPRINT = "REPRINT"


async def ask(uow: UnitOfWork, data: LabelPrintIn, base: str, *, at_hand: bool = False) -> LabelPrint:
    """The row and its job. What the record says is kept as it is now. What is ``at_hand``, before a person at a
    tablet, gets its label whether or not that person may see its page."""
    template = await _template(uow, data.template)
    record = await record_of(uow, the(template.noun), data.code, at_hand=at_hand)
    values = await filled(uow, record, base)
    if wrong := fitting.problems(template.design, values, base=base):
        raise Refused.at("template", wrong[0])
    printer = await printer_for(uow, data.printer, record.plant_id)
    rules.has_room(printer.name, printer.width, printer.height, template.width, template.height).or_refuse()
    said = {"shown": dict(values.shown), "raw": dict(values.raw), "href": record.href}
    return await _queued(uow, template, printer, record.code, data.copies, said)


async def again(uow: UnitOfWork, before: LabelPrint, data: ReprintIn) -> LabelPrint:
    """The same label with the same values, marked, and why."""
    rules.may_repeat(before.state).or_refuse()
    rules.say_why(data.reason).or_refuse()
    return await _queued(
        uow, before.template, before.printer, before.code, data.copies, before.said, before.id, data.reason.strip()
    )


async def _queued(
    uow: UnitOfWork, template: LabelTemplate, printer: Printer, code: str, copies: int, said: dict[str, Any],
    reprint_of: UUID | None = None, reason: str = "",
) -> LabelPrint:  # fmt: skip
    row = LabelPrint(
        plant_id=printer.plant_id, template_id=template.id, printer_id=printer.id, noun=template.noun, code=code,
        copies=copies, said=said, asked_by=uow.actor.user_id, reprint_of_id=reprint_of, reason=reason,
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    await enqueue(uow, "print_label", f"label:{row.id}", print_id=row.id)
    return await LabelPrintRepository(uow).whole(row.id)


async def record_of(uow: UnitOfWork, noun: Printable, code: str, *, at_hand: bool = False) -> Labelled:
    """What a label is to be about, to who may see it."""
    if not at_hand and not uow.actor.may(noun.permission):
        raise Forbidden(permission=noun.permission)
    found = await noun.load(uow, code.strip())
    if found is None:
        raise Refused.at("code", _("Nothing has the number {number}").format(number=code.strip()))
    return found


async def printer_for(uow: UnitOfWork, code: str, plant: UUID | None) -> Printer:
    """The one that was named, the one beside the tablet, or the plant's first."""
    printers = PrinterRepository(uow)
    if code.strip():
        named = await printers.called(code, plant or uow.actor.plant_id)
        if named is None:
            raise Refused.at("printer", _("There is no printer with the code {code}").format(code=code.strip()))
        return named
    beside = await printers.beside(uow.actor.device_id) if uow.actor.device_id else None
    found = beside or next(iter(await printers.offered(plant or uow.actor.plant_id)), None)
    if found is None:
        raise Refused.at("printer", _("There is no printer in this plant yet"))
    return found


async def _template(uow: UnitOfWork, code: str) -> LabelTemplate:
    templates = TemplateRepository(uow)
    found = await templates.in_state(code.strip(), "released")
    if found is None:
        draft = await templates.in_state(code.strip(), "draft")
        words = _("There is no label with the code {code}").format(code=code.strip())
        raise Refused.at("template", rules.may_print(draft.state).why if draft else words)
    return found


def values_of(row: LabelPrint) -> Values:
    return Values(row.code, row.said["shown"], row.said["raw"])


async def html_of(uow: UnitOfWork, row: LabelPrint, jinja: Environment, base: str) -> str:
    """Pages of exactly the label's size."""
    mark = REPRINT if row.reprint_of_id else ""
    logo = await logo_of(uow, row.plant_id)
    context = {
        "template": row.template, "copies": range(row.copies), "css": sheet(), "code": row.code,
        "drawing": label_drawing.svg(row.template.design, values_of(row), base=base, logo=logo, mark=mark),
    }  # fmt: skip
    return jinja.get_template("labels/sheet.html").render(context)


async def zpl_of(uow: UnitOfWork, row: LabelPrint, base: str) -> bytes:
    """What a label printer is told."""
    place = next((each for each in row.template.design.elements if each.kind == "logo"), None)
    picture = await logo_of(uow, row.plant_id) if place else ""
    logo = (
        label_drawing.bitmap(picture, place.width, place.height, DOTS[row.printer.dpi]) if place and picture else None
    )
    mark = REPRINT if row.reprint_of_id else ""
    try:
        said = zpl(
            row.template.design, values_of(row), dpi=row.printer.dpi, base=base, copies=row.copies, mark=mark, logo=logo
        )
    except NotGs1 as error:  # was looked at when it was asked for
        raise Refused(rules.what_is_wrong(error)) from None
    return said.encode()


def done(uow: UnitOfWork, row: LabelPrint, state: str, document: bytes | None = None) -> None:
    row.state, row.printed_at, row.trouble = state, uow.now(), ""
    if document is not None:
        row.document = document
    if state == "sent":
        row.printer.trouble, row.printer.answered_at = "", uow.now()
    uow.emit(LabelPrinted(row.id, row.code, row.state, row.plant_id))


def missed(uow: UnitOfWork, row: LabelPrint, trouble: str, *, last: bool) -> None:
    """It did not come out: it waits for the next try, or for a person."""
    row.state, row.trouble = ("failed" if last else "waiting"), trouble[:500]
    row.attempts += 1
    if row.printer.kind == "zpl_tcp":
        row.printer.trouble = trouble[:500]
    uow.emit(LabelPrinted(row.id, row.code, row.state, row.plant_id))
