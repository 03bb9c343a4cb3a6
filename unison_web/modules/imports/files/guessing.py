"""What a sheet is, and which of its columns says what: from its headings, and from how it was read last time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import PurePath

from unison_web.kit.importing.declaring import Column, Importable
from unison_web.modules.imports.files.sniffing import plain

NAMED = 3


def signature(heads: Sequence[str]) -> str:
    """The same headings in any order are the same file again."""
    return hashlib.sha256("\n".join(sorted(map(plain, heads))).encode()).hexdigest()


def _heads(column: Column) -> tuple[str, ...]:
    return _plain(column.heads)


@cache
def _plain(heads: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(head) for head in heads))


def known_words(nouns: Iterable[Importable]) -> frozenset[str]:
    return frozenset(word for noun in nouns for column in noun.columns for word in _heads(column))


def columns_meant(columns: Sequence[Column], heads: Sequence[str]) -> list[str]:
    """For each heading the field it means, or nothing. No field twice; the best word of each column wins."""
    words = [plain(head) for head in heads]
    fits = sorted(
        (_heads(column).index(word), place, column.field)
        for column in columns
        for place, word in enumerate(words)
        if word in _heads(column)
    )
    meant = [""] * len(heads)
    given: set[str] = set()
    for _rank, place, field in fits:
        if not meant[place] and field not in given:
            meant[place] = field
            given.add(field)
    return meant


def noun_meant(nouns: Sequence[Importable], heads: Sequence[str], name: str) -> str:
    """The noun that most headings belong to; what the sheet is called counts, too."""
    said = plain(PurePath(name).stem)

    def worth(noun: Importable) -> tuple[int, int]:
        meant = {field for field in columns_meant(noun.columns, heads) if field}
        required = {column.field for column in noun.columns if column.required}
        named = NAMED if any(plain(word) in said for word in noun.sheets) else 0
        missing = len(required - meant)
        return len(meant) + 2 * len(required & meant) - 2 * missing + 2 * named, -len(noun.columns)

    best = max(nouns, key=worth, default=None)
    return best.key if best and any(columns_meant(best.columns, heads)) else (nouns[0].key if nouns else "")


def remembered(mapping: Mapping[str, str], heads: Sequence[str]) -> list[str]:
    """Last time's answer, heading by heading."""
    return [str(mapping.get(plain(head), "")) for head in heads]
