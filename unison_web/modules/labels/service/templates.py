"""Label templates: drafts are drawn, released ones are printed and never change."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from unison_web.engine.labels.design import Design, design_of, stored
from unison_web.engine.labels.filling import Values, unknown_fields
from unison_web.kit import label_drawing
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.modules.branding.paper import letterhead
from unison_web.modules.labels import fitting, nouns, rules
from unison_web.modules.labels.models import LabelTemplate
from unison_web.modules.labels.nouns import Labelled, Printable
from unison_web.modules.labels.repository import TemplateRepository
from unison_web.modules.labels.schemas import DesignIn, ElementIn, PreviewOut, TemplateIn
from unison_web.modules.organizations.models import Organization

COPIED = ("code", "name", "noun", "width", "height", "elements")


async def create(uow: UnitOfWork, data: TemplateIn) -> LabelTemplate:
    """A draft. Its code is given away once."""
    code = data.code.strip()
    if await TemplateRepository(uow).newest(code):
        raise Refused.at("code", _("There is already a label with the code {code}").format(code=code))
    row = LabelTemplate(code=code, name="", noun=data.noun, width=data.width, height=data.height)
    _fill(row, data)
    uow.session.add(row)
    await uow.session.flush()
    return row


async def change(uow: UnitOfWork, row: LabelTemplate, data: TemplateIn) -> LabelTemplate:
    if data.version is not None and data.version != row.version:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))
    rules.may_change(row.state).or_refuse()
    if data.code.strip() != row.code:
        raise Refused.at("code", _("Printing and programs name this label by its code; it stays"))
    _fill(row, data)
    await uow.session.flush()
    return row


async def release(uow: UnitOfWork, row: LabelTemplate, base: str) -> LabelTemplate:
    """From now on this version is printed. What does not fit is not released."""
    rules.may_release(row.state, fitting.problems(row.design, the(row.noun).sampled(), base=base)).or_refuse()
    before = await TemplateRepository(uow).in_state(row.code, "released")
    if before:
        before.state = "replaced"
        await uow.session.flush()  # there is never more than one released version
    row.state, row.released_by, row.released_at = "released", uow.actor.user_id, uow.now()
    await uow.session.flush()
    return row


async def revise(uow: UnitOfWork, row: LabelTemplate) -> LabelTemplate:
    """The next version, a draft that begins as a copy. One draft at a time."""
    templates = TemplateRepository(uow)
    if await templates.in_state(row.code, "draft"):
        raise Refused(_("There is a draft of this label already"), code="wrong-state")
    copied = {name: getattr(row, name) for name in COPIED}
    new = LabelTemplate(**copied, revision=await templates.newest(row.code) + 1)
    uow.session.add(new)
    await uow.session.flush()
    return new


async def preview(uow: UnitOfWork, data: DesignIn, base: str) -> PreviewOut:
    """How it would be printed. A row that is not finished yet leaves a gap instead of a refusal."""
    rules.good_size(data.width, data.height).or_refuse()
    design = design_of(data.width, data.height, (plain(each) for each in data.elements if each.kind))
    found = await drawn(uow, design, the(data.noun), data.sample, base)
    return PreviewOut(found[0], found[1], data.width, data.height)


async def drawn(uow: UnitOfWork, design: Design, noun: Printable, sample: str, base: str) -> tuple[str, list[str]]:
    """The drawing and what is wrong with it, filled with a record or, without one, with made-up values."""
    record = await noun.load(uow, sample.strip()) if sample.strip() and uow.actor.may(noun.permission) else None
    values = (await filled(uow, record, base)) if record else noun.sampled()
    logo = await logo_of(uow, record.plant_id if record else None)
    said = fitting.problems(design, values, base=base)
    if sample.strip() and record is None:
        said.insert(0, _("Nothing has the number {number}").format(number=sample.strip()))
    unknown = unknown_fields(design, set(noun.all_fields()))
    said += [_("There is no field {field} here").format(field="{" + name + "}") for name in sorted(unknown)]
    return label_drawing.svg(design, values, base=base, logo=logo), said


async def filled(uow: UnitOfWork, record: Labelled, base: str) -> Values:
    """With what every label may say."""
    company = await uow.session.get(Organization, uow.organization_id)
    today = uow.now().astimezone(uow.actor.timezone).date()
    common = {
        "code": record.code, "link": f"{base}/{record.code}", "company": company.name if company else "",
        "plant": uow.actor.plant_name, "printed": today.isoformat(), "by": uow.actor.name,
    }  # fmt: skip
    return Values(record.code, {**common, **record.values.shown}, record.values.raw)


async def logo_of(uow: UnitOfWork, plant: UUID | None) -> str:
    """The label logo of the plant, or the company's, as a data address."""
    here = plant or uow.actor.plant_id
    return (await letterhead(uow, here)).label if here else ""


def the(noun: str) -> Printable:
    found = nouns.printed_noun(noun)
    if found is None:
        raise Refused.at("noun", _("There are no labels for this"))
    return found


def plain(each: ElementIn) -> dict[str, object]:
    return {name: getattr(each, name) for name in each.__struct_fields__}


def _fill(row: LabelTemplate, data: TemplateIn) -> None:
    rules.good_size(data.width, data.height).or_refuse()
    noun = the(data.noun)
    kept = [each for each in data.elements if each.kind]
    design = design_of(data.width, data.height, (plain(each) for each in kept))
    _refuse_all(data.elements, design)
    if unknown := unknown_fields(design, set(noun.all_fields())):
        place = next(place for place, each in enumerate(data.elements) if "{" + min(unknown) + "}" in each.text)
        words = _("There is no field {field} here").format(field="{" + min(unknown) + "}")
        raise Refused.at(f"elements[{place}].text", words)
    row.name, row.noun, row.width, row.height = data.name.strip(), data.noun, data.width, data.height
    row.elements = [stored(each) for each in design.elements]


def _refuse_all(said: Sequence[ElementIn], design: Design) -> None:
    """Every wrong cell, each with its reason."""
    wrong: dict[str, str] = {}
    elements = iter(design.elements)
    for place, each in enumerate(said):
        if each.kind:
            verdict = rules.good_element(place, next(elements), design)
            if not verdict:
                wrong[verdict.field] = verdict.why
    if wrong:
        raise Refused(**wrong)
