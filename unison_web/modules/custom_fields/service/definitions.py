"""Definitions: made, changed, put away and taken out again."""

from __future__ import annotations

from unison_web.kit.custom import nouns
from unison_web.kit.custom.fields import CustomField
from unison_web.kit.custom.nouns import Noun
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.modules.custom_fields import rules
from unison_web.modules.custom_fields.models import Definition
from unison_web.modules.custom_fields.repository import DefinitionRepository, how_often, views_with
from unison_web.modules.custom_fields.schemas import AspectsIn, FieldIn

#: What stands under the same name in the definition and in what is said about it.
SAME = (
    "hint", "unit", "default", "required_from", "least", "most", "longest", "pattern", "shows_if", "shows_value",
    "in_list", "on_tablet", "on_paper", "position",
)  # fmt: skip


async def create(uow: UnitOfWork, data: FieldIn) -> Definition:
    """A field that every record of the noun has from now on, empty."""
    noun = extended_noun(data.noun)
    key = data.key.strip() or rules.key_of(data.label)
    rules.good_key(key).or_refuse()
    definitions = DefinitionRepository(uow)
    if await definitions.named(noun.key, key):
        raise Refused(**{"key" if data.key else "label": _("There is already a field of this name")})
    others = await definitions.of_noun(noun.key)
    if len(others) >= rules.MOST:
        raise Refused(_("There are {n} fields already. Archive one first").format(n=rules.MOST))
    target = nouns.noun(data.target)
    row = Definition(noun=noun.key, key=key, type=data.type, label="", target=target.key if target else "")
    if data.type == "reference" and target is None:
        raise Refused(target=_("Choose what it refers to"))
    _fill(row, data)
    rules.good_field(row.field, [other.field for other in others], noun.states).or_refuse()
    uow.session.add(row)
    await uow.session.flush()
    return row


async def change(uow: UnitOfWork, row: Definition, data: AspectsIn) -> Definition:
    """Everything but noun, key and kind. A choice that records have made cannot be taken away."""
    if data.version is not None and data.version != row.version:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))
    noun, before = extended_noun(row.noun), list(row.choices)
    _fill(row, data)
    others = [other.field for other in await DefinitionRepository(uow).of_noun(row.noun)]
    rules.good_field(row.field, others, noun.states).or_refuse()
    for word in [word for word in before if word not in row.choices]:
        if count := await how_often(uow, noun, row.key, word):
            words = _("{n} records say {choice}. It cannot be taken away").format(n=count, choice=word)
            raise Refused(choices=words)
    await uow.session.flush()
    return row


async def archive(uow: UnitOfWork, row: Definition, *, archived: bool) -> Definition:
    """Shown and asked for nowhere, or again. Refused while a saved view or another field relies on it."""
    if archived:
        rules.may_archive(await uses(uow, row)).or_refuse()
    row.state = "archived" if archived else "active"
    await uow.session.flush()
    return row


async def uses(uow: UnitOfWork, row: Definition) -> list[str]:
    """What relies on the field, by name."""
    others = await DefinitionRepository(uow).of_noun(row.noun)
    named = [_("field {name}").format(name=other.label) for other in others if other.shows_if == row.key]
    return named + [_("view {name}").format(name=name) for name in await views_with(uow, row.field)]


def extended_noun(key: str) -> Noun:
    noun = nouns.noun(key)
    if noun is None or not noun.extends:
        raise Refused(noun=_("Records of this kind have no custom fields"))
    return noun


def _fill(row: Definition, data: AspectsIn) -> None:
    for name in SAME:
        value = getattr(data, name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.label = data.label.strip()
    row.choices = lines(data.choices) if row.type == "choice" else []


def lines(said: list[str]) -> list[str]:
    """A form sends one text with a choice on each line; a program a list."""
    return [word for text in said for line in text.splitlines() if (word := line.strip())]


def as_type(field: CustomField, type_: str, choices: tuple[str, ...]) -> CustomField:
    """The same field as it would be with another kind: bounds and shapes of the old one say nothing any more."""
    return CustomField(field.noun, field.key, field.label, type_, field.hint, choices=choices)
