"""The editor's side of a template: what is typed into it at first, and what stands around the form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec import Struct

from unison_web.engine.labels.design import LENGTHS, design_of
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.labels import nouns, presenters
from unison_web.modules.labels.addresses import base_of
from unison_web.modules.labels.models import LabelTemplate
from unison_web.modules.labels.repository import TemplateRepository
from unison_web.modules.labels.service import templates

#: What a new label begins with: a number people can read from two metres, and the same as a code.
FIRST: tuple[dict[str, Any], ...] = (
    {"kind": "text", "x": "4", "y": "4", "size": "6", "width": "60", "text": "{number}", "bold": True},
    {"kind": "text", "x": "4", "y": "12", "size": "3.5", "width": "60", "text": "{name}"},
    {"kind": "code", "x": "70", "y": "4", "size": "0.75", "code": "qr", "text": "{link}"},
    {"kind": "code", "x": "4", "y": "24", "size": "0.25", "height": "14", "code": "code128", "text": "{number}"},
)


class Editor(Struct):
    """What the editor shows around its form. ``label`` and ``href`` end the breadcrumb; ``fields`` by noun."""

    label: str
    href: str
    drawing: str
    problems: list[str]
    fields: dict[str, dict[str, str]]
    nouns: dict[str, str]


def begun(noun: str) -> dict[str, Any]:
    """A label of the usual size."""
    return {"noun": noun, "width": "100", "height": "50", "elements": list(FIRST)}


def as_typed(row: LabelTemplate) -> dict[str, Any]:
    elements = [written(each) for each in row.elements]
    known = {name: getattr(row, name) for name in ("code", "name", "noun", "width", "height", "version")}
    return {**known, "elements": elements}


def written(said: dict[str, Any]) -> dict[str, Any]:
    """An element as it is typed: nothing where a length does not matter."""
    lengths = {name: f"{Decimal(str(said[name])).normalize():f}" for name in LENGTHS}
    blank = {name: "" for name in ("width", "height", "size") if lengths[name] == "0"}
    return {**said, **lengths, **blank}


async def around(request: WebRequest, uow: Uow, template_id: UUID | None) -> Editor:
    fields = {each.key: {key: str(label) for key, label in each.all_fields().items()} for each in nouns.every()}
    names = {each.key: str(each.label) for each in nouns.every()}
    if template_id is None:
        design = design_of(100, 50, FIRST)
        drawn, problems = await templates.drawn(uow, design, templates.the("lots"), "", base_of(request))
        return Editor("", "/labels", drawn, problems, fields, names)
    row = await TemplateRepository(uow).whole(template_id)
    shown = await presenters.template_out(uow, row, base_of(request))
    return Editor(row.name, f"/labels/{row.id}", shown.drawing, shown.problems, fields, names)
