"""A noun that rows can be imported of: a module names it in its manifest."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol, get_args, get_origin

import msgspec

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.importing.report import Report

#: Number of the row in the file (the heading is row 1), and what it says by column.
NumberedRow = tuple[int, Mapping[str, str]]


class Writer(Protocol):
    """Takes typed rows by the thousand; says in the report what became of each."""

    async def write(self, rows: Sequence[tuple[int, Any]]) -> None:
        """Insert what is new, change what differs."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """``kind``: text, number, whole, date, moment, yes_no or choice. ``meaning`` is an entry of ``synonyms.json``;
    ``choices`` are the values and the entry of its further words. ``extra`` values go into a row's ``extra``."""

    field: str
    label: Any
    kind: str = "text"
    required: bool = False
    meaning: str = ""
    synonyms: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    extra: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        """Every heading it is known under, best first."""
        return (self.field, *self.synonyms, *synonyms().get(self.meaning or self.field, ()))


@dataclass(frozen=True, slots=True)
class Option:
    """A question beside the columns, with a box to tick."""

    name: str
    label: Any
    hint: Any = ""


@dataclass(frozen=True, eq=False)
class Importable:
    """``row`` is what a row says (a struct); ``natural_key`` are the fields that tell one record from another;
    ``href`` is the page of the list. ``prepare`` makes a function that sees each row's texts, in order, before they
    become types: for files in which a row means something only below another. ``alone``: rows of one file do not need
    records that other rows of it make, so a check has nothing to write. ``extends`` is the noun whose custom fields a
    row may fill."""

    key: str
    label: Any
    permission: str
    row: type[msgspec.Struct]
    columns: tuple[Column, ...]
    natural_key: tuple[str, ...]
    writer: Callable[[UnitOfWork, Report], Writer]
    href: str = ""
    hint: Any = ""
    options: tuple[Option, ...] = ()
    prepare: Callable[[], Callable[[dict[str, str]], dict[str, str]]] | None = None
    #: what a file of this noun has and a file of another has not: "bom" in the name of the sheet
    sheets: tuple[str, ...] = field(default=())
    alone: bool = False
    extends: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.field for column in self.columns)


def columns_of_row(row: type[msgspec.Struct], **told: Any) -> tuple[Column, ...]:
    """A column for each field of ``row`` that is ``told`` a label, or (label, meaning)."""
    known = {each.name: each for each in msgspec.structs.fields(row)}
    return tuple(
        _column(known[name], *(said if isinstance(said, tuple) else (said, ""))) for name, said in told.items()
    )


def _column(info: Any, label: Any, meaning: str) -> Column:
    kind = bare(info.type)
    choices = tuple(get_args(kind)) if get_origin(kind) is Literal else ()
    name = "choice" if choices else KINDS.get(kind, "text")
    return Column(info.name, label, name, info.required, meaning or info.name, choices=choices)


KINDS: Mapping[Any, str] = {Decimal: "number", int: "whole", date: "date", datetime: "moment", bool: "yes_no"}


def bare(kind: Any) -> Any:
    """The type without its limits, and without ``None``."""
    while hasattr(kind, "__metadata__"):
        kind = kind.__origin__
    options = [each for each in get_args(kind) if each is not type(None)]
    if get_origin(kind) is Literal or not options:
        return kind
    return bare(options[0])


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Headings by meaning, as people and programs write them in many languages."""
    known = json.loads(Path(__file__).with_name("synonyms.json").read_text("utf-8"))
    return {meaning: tuple(words.split("|")) for meaning, words in known.items()}


@cache
def choice_words() -> dict[str, dict[str, str]]:
    """By field, what other programs call our values: ``{"type": {"purchased": "buy"}}``."""
    known = json.loads(Path(__file__).with_name("choices.json").read_text("utf-8"))
    return {
        name: {word: value for value, words in values.items() for word in words.split("|")}
        for name, values in known.items()
    }
