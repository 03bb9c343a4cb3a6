"""Asking for papers about traces, writing them, and signing drills."""

from __future__ import annotations

import json
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from jinja2 import Environment

from unison_web.kit import clock, i18n
from unison_web.kit.custom.inputs import facts
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Forbidden, Refused
from unison_web.kit.i18n import _
from unison_web.kit.web import frame
from unison_web.kit.web.frame import Frame
from unison_web.modules.branding.paper import Letterhead
from unison_web.modules.dossiers import rules
from unison_web.modules.dossiers.models import DrillSignature
from unison_web.modules.dossiers.repository import SignatureRepository, addressed
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.prints import service as prints
from unison_web.modules.prints.documents import sheet
from unison_web.modules.prints.models import Print
from unison_web.modules.stock.repository import LotRepository
from unison_web.modules.traceability.repository import DrillRepository, RecallRepository
from unison_web.modules.traceability.rules import Trace
from unison_web.modules.traceability.schemas import RecallOut
from unison_web.modules.traceability.service import drills, recalls, tracing


async def of_trace(uow: UnitOfWork, code: str) -> Print:
    found = await tracing.trace(uow, code)
    if found.node is None:
        raise Refused.at("code", _("Nothing has the number {number}").format(number=code.strip()[:80]))
    label = found.node.label
    return await _asked(uow, "trace", _("Trace {code}").format(code=label), f"/trace?code={label}", label)


async def of_recall(uow: UnitOfWork, recall_id: UUID, kind: str) -> Print:
    recall = await recalls.shown(uow, await RecallRepository(uow).record(recall_id))
    if kind == "letters":
        rules.has_customers(len(recall.customers)).or_refuse()
    words = _("Letters {number}") if kind == "letters" else _("Dossier {number}")
    return await _asked(uow, kind, words.format(number=recall.number), f"/recalls/{recall_id}", str(recall_id))


async def of_drill(uow: UnitOfWork, drill_id: UUID) -> Print:
    drill = await DrillRepository(uow).with_lot(drill_id)
    title = _("Drill {lot}").format(lot=drill.lot.number)
    return await _asked(uow, "drill", title, f"/recall-drills/{drill_id}", str(drill_id))


async def _asked(uow: UnitOfWork, paper: str, title: str, page: str, about: str) -> Print:
    if not uow.actor.may(str(Trace.READ)):
        raise Forbidden(permission=str(Trace.READ))
    if uow.actor.plant_id is None:
        raise Refused(_("Choose a plant first, at the top of the page"))
    wanted = {"paper": paper, "page": page, "about": about}
    return await prints.ask_other(uow, uow.actor.plant_id, "tracing", title, wanted)


async def sign(uow: UnitOfWork, drill_id: UUID, statement: str) -> DrillSignature:
    """Somebody stands for the result; its figures are kept as they are now."""
    drill = await DrillRepository(uow).with_lot(drill_id)
    signed = await SignatureRepository(uow).of(drill_id)
    rules.may_sign(signed is not None, statement).or_refuse()
    if uow.actor.user_id is None:
        raise Refused(_("A program cannot sign"))
    figures = msgspec.to_builtins(drills.drill_out(drill))
    row = DrillSignature(
        drill_id=drill_id, signed_by=uow.actor.user_id, signer=uow.actor.name, statement=statement.strip(),
        figures=figures, digest=digest_of(figures),
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    return row


def digest_of(figures: dict[str, Any]) -> str:
    return sha256(json.dumps(figures, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


async def write(uow: UnitOfWork, wanted: Print, jinja: Environment, head: Letterhead) -> str:
    """HTML of the paper, in the words and the time of the person who asked."""
    said = wanted.wanted or {}
    plant = await PlantRepository(uow).by_id(wanted.plant_id)
    i18n.speak(uow.actor.locale)
    zone = ZoneInfo(plant.zone)
    frame.current.set(Frame(zone, plant.currency, lambda: ""))
    context = {
        "head": head, "plant": plant, "user": uow.actor, "now": clock.now().astimezone(zone), "css": sheet(),
        "lang": i18n.language().replace("_", "-"), "dir": i18n.direction(),
        **await ABOUT[said["paper"]](uow, said["about"]),
    }  # fmt: skip
    return jinja.get_template(SHEETS[said["paper"]]).render(context)


async def _trace(uow: UnitOfWork, about: str) -> dict[str, Any]:
    found = await tracing.trace(uow, about)
    lot = await LotRepository(uow).by_number(about)
    return {"page": found, "own": facts("lots", lot.custom) if lot else []}


async def _recall(uow: UnitOfWork, about: str) -> dict[str, Any]:
    return {"page": await recalls.shown(uow, await RecallRepository(uow).record(UUID(about)))}


async def _letters(uow: UnitOfWork, about: str) -> dict[str, Any]:
    page: RecallOut = (await _recall(uow, about))["page"]
    by_customer = [(number, list(rows)) for number, rows in groupby(page.customers, key=lambda one: one.number)]
    return {"page": page, "letters": by_customer, "partners": await addressed(uow, [n for n, _rows in by_customer])}


async def _drill(uow: UnitOfWork, about: str) -> dict[str, Any]:
    """The figures as they were signed, or, unsigned, as they are."""
    signed = await SignatureRepository(uow).of(UUID(about))
    shown = drills.drill_out(await DrillRepository(uow).with_lot(UUID(about)))
    figures = msgspec.convert(signed.figures, type(shown), strict=False) if signed else shown
    return {"page": figures, "signed": signed}


SHEETS = {name: f"dossiers/{name}.html" for name in rules.PAPERS}
ABOUT = {"trace": _trace, "dossier": _recall, "letters": _letters, "drill": _drill}
prints.made_by("tracing", write)
