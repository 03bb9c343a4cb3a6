"""Barcodes for programs: made once, kept as SVG and PNG, handed out by addresses that end."""

from __future__ import annotations

from datetime import datetime, timedelta

from unison_web.engine.gs1.elements import NotGs1
from unison_web.engine.labels.design import GS1, Element
from unison_web.engine.labels.filling import Values
from unison_web.kit import label_drawing
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.links import signed
from unison_web.kit.storage import Storage, key_of
from unison_web.modules.labels import rules
from unison_web.modules.labels.models import Barcode
from unison_web.modules.labels.repository import BarcodeRepository
from unison_web.modules.labels.schemas_printing import BarcodeIn, BarcodeOut

#: How long an address opens its picture.
LIFE = timedelta(hours=1)
#: mm a module in the SVG, dots a module in the PNG.
MODULE, DOTS, HIGH = 0.25, 8, 15.0


async def make(uow: UnitOfWork, storage: Storage, data: BarcodeIn, base: str) -> Barcode:
    """The pictures are kept before the row: a row never names what is not there. The same code is made once."""
    said = data.data.strip()
    if known := await BarcodeRepository(uow).saying(data.kind, said):
        return known
    if data.kind in GS1 and not said.startswith("("):
        raise Refused.at("data", _("Write the identifiers in brackets, such as (01)09506000134352(10)A1"))
    if "{" in said or "}" in said:
        raise Refused.at("data", _("Braces cannot stand in a code"))
    try:
        drawn = label_drawing.symbol(Element("code", text=said, code=data.kind), Values(said), base)
    except NotGs1 as error:
        raise Refused.at("data", rules.what_is_wrong(error)) from None
    except label_drawing.DoesNotFit as problem:
        raise Refused.at("data", str(problem)) from None
    row = Barcode(id=new_id(), kind=data.kind, data=said, asked_by=uow.actor.user_id)
    row.svg_key, row.png_key = (
        key_of(uow.organization_id, "barcodes", row.id, f"code.{end}") for end in ("svg", "png")
    )
    high = HIGH if data.kind in ("code128", "gs1_128") else None
    await storage.put(row.svg_key, str(drawn.sized(MODULE, high)).encode())
    await storage.put(row.png_key, drawn.png(DOTS))
    uow.session.add(row)
    await uow.session.flush()
    return row


def barcode_out(row: Barcode, secret: str, root: str, now: datetime) -> BarcodeOut:
    """With addresses that open for an hour. ``root`` is where they begin."""
    until = now + LIFE
    svg, png = (f"{root}/barcode-files/{signed(secret, key, until)}" for key in (row.svg_key, row.png_key))
    return BarcodeOut(row.id, row.kind, row.data, svg, png, until)
