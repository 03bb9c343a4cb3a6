"""What may be said about settings, and what they show."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In


class ChooseIn(In):
    """``scope`` is organization, plant or user; an empty value leaves it to whoever stands above."""

    example: ClassVar[dict[str, Any]] = {"scope": "organization", "value": "8"}

    scope: Annotated[str, Meta(pattern="^(organization|plant|user)$", title="For")]
    value: Annotated[str, Meta(max_length=200, title="Value")] = ""


class ChosenAt(Struct):
    """What was chosen at one level, in words, by whom and when."""

    scope: str
    label: str
    value: str
    words: str
    by: str = ""
    at: datetime | None = None


class ChoiceOut(Struct):
    """A setting: what counts here, whose choice that is, and what was chosen at every level."""

    key: str
    label: str
    help: str
    kind: str
    value: str
    words: str
    source: str
    source_words: str
    levels: list[ChosenAt]
    options: list[tuple[str, str]]
    by: str = ""
    at: datetime | None = None

    @property
    def said(self) -> str:
        """Every word a search may find it by."""
        return " ".join((self.key, self.label, self.help, self.words, self.source_words))


class SettingsPage(Struct):
    items: list[ChoiceOut]
    q: str = ""
