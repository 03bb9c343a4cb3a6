"""What modules declare so that their nouns are found, and what was typed as they need it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unison_web.kit.folding import folded as folded

if TYPE_CHECKING:
    from unison_web.kit.db.unit_of_work import UnitOfWork

LONGEST, MOST_WORDS = 120, 6
#: Hits shown of each noun; rows a noun may be asked for so that others can ask about them.
SHOWN, KNOWN = 8, 200
_THREE = re.compile(r"\w{3}")


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb that leads to the page where it is done. ``label`` says what it does, and to what."""

    label: Any
    href: str
    permission: str
    icon: str = "plus"


@dataclass(frozen=True, slots=True)
class Hit:
    """A record: what it is called, where it is. ``rank``: 3 begins with what was typed, from 1 has all the words, below
    only looks alike. ``noun`` and ``state`` choose how the state is drawn."""

    code: str
    href: str
    name: str = ""
    note: str = ""
    state: str = ""
    noun: str = ""
    rank: float = 0
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """What was typed, in which language, and its words as they are compared. ``memo`` keeps what one noun knows for the
    next."""

    text: str
    language: str = "simple"
    memo: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def folded(self) -> str:
        return " ".join(self.words)

    @property
    def words(self) -> list[str]:
        return [word for word in folded(self.text).split() if any(sign.isalnum() for sign in word)][:MOST_WORDS]

    @property
    def patterns(self) -> list[str]:
        """For LIKE: the words anywhere, those an index knows best first. Words of one or two letters are looked for at
        the beginning of words where nothing longer narrows the rows."""
        words = sorted(self.words, key=lambda word: (not _THREE.search(word), -len(word)))
        before = "%" if words and _THREE.search(words[0]) else "% "
        return [_like(word, before) for word in words]

    @property
    def guesses(self) -> list[str]:
        """Words in which a finger may have slipped; a number with another digit is another number."""
        return [word for word in self.words if len(word) > 3 and word.isalpha()]

    @property
    def others(self) -> list[str]:
        return [_like(word, "%") for word in self.words if word not in self.guesses]

    def names(self, *texts: object) -> bool:
        """Whether all the words are in ``texts``."""
        whole = folded(*map(str, texts))
        return all(word in whole for word in self.words)


Find = Callable[["UnitOfWork", Sought], Awaitable[list[Hit]]]


@dataclass(frozen=True)
class Search:
    """A noun that can be found by who has ``permission``. Its records stand below ``url``. ``coded``: their codes are
    their own and name them exactly. ``order`` decides among nouns that know as much."""

    noun: str
    label: Any
    url: str
    permission: str
    find: Find
    coded: bool = True
    order: int = 50


def sought(typed: str, language: str = "simple") -> Sought:
    """Without signs that nobody sees, and not longer than anybody types."""
    return Sought(" ".join("".join(c if c.isprintable() else " " for c in typed[:LONGEST]).split()), language)


def like(word: str) -> str:
    """For LIKE, meaning itself."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _like(word: str, before: str) -> str:
    return before + like(word) + "%"


def natural(code: str) -> list[tuple[int, int, str]]:
    """Sorts WO-9 before WO-10."""
    parts = re.findall(r"[0-9]{1,18}|[^0-9]+", code)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def best(hits: list[Hit], most: int = SHOWN) -> list[Hit]:
    """The likeliest first, alike ones by their codes. Where enough has the words, what only looks alike is left out."""
    unique = list({hit.href: hit for hit in sorted(hits, key=lambda hit: hit.rank)}.values())
    certain = [hit for hit in unique if hit.rank >= 1]
    chosen = certain if len(certain) >= 3 else unique
    return sorted(chosen, key=lambda hit: (-round(hit.rank, 1), natural(hit.code)))[:most]
