"""What the pages of custom fields offer to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from unison_web.kit.custom import nouns
from unison_web.kit.custom.fields import fields_of
from unison_web.kit.i18n import _
from unison_web.kit.web.states import look
from unison_web.modules.custom_fields import rules

Options = list[tuple[str, Any]]


def choices(extended: bool) -> Options:
    """Kinds of records: those that can have fields, or those a field can refer to."""
    return [(noun.key, noun.label) for noun in nouns.every() if (noun.extends if extended else noun.options)]


def states() -> Options:
    """From when on a field must be filled: every state of any kind of record, each once."""
    known = {state: look(state).label for noun in nouns.every() for state in noun.states}
    return [
        ("always", _("Always")),
        *((state, _("From {state} on").format(state=label)) for state, label in known.items()),
    ]


def keys() -> Options:
    """The company's fields, for a condition."""
    named = [(noun, field) for noun in nouns.every() for field in fields_of(noun.key)]
    return [(field.key, f"{field.label} ({noun.label})") for noun, field in named]


def kinds(names: Iterable[str]) -> Options:
    return [(name, rules.TYPE_LABELS[name]) for name in names]
