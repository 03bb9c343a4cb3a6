"""A workbook is an archive somebody else packed. It is looked at before anything of it is unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path

from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _

MOST_ENTRIES = 2_000
LARGEST_ENTRY = 600 * 1024 * 1024
LARGEST_WHOLE = 800 * 1024 * 1024
#: A sheet of one repeated number packs to about a fiftieth; a bomb to a thousandth.
DENSEST, SMALL = 200, 4 * 1024 * 1024
#: Where a document type could stand in a part, and what none of Excel's own parts has.
HEAD = 4_096


def is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def looked_at(path: Path) -> None:
    """Raises Refused for what no spreadsheet program writes."""
    try:
        with zipfile.ZipFile(path) as book:
            entries = book.infolist()
            _not_too_large(entries)
            if "xl/workbook.xml" not in book.namelist():
                raise Refused(_("This file is not a workbook. Save it as .xlsx or .csv"), code="not-a-workbook")
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _plain_xml(book, entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise Refused(_("This workbook is damaged or locked with a password"), code="damaged") from error


def _not_too_large(entries: list[zipfile.ZipInfo]) -> None:
    sizes = [entry.file_size for entry in entries]
    dense = any(
        entry.file_size > SMALL and entry.file_size > DENSEST * max(entry.compress_size, 1) for entry in entries
    )
    if len(entries) > MOST_ENTRIES or max(sizes, default=0) > LARGEST_ENTRY or sum(sizes) > LARGEST_WHOLE or dense:
        raise Refused(_("This workbook unpacks to more than a workbook can be. It was not opened"), code="too-large")


def _plain_xml(book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """No document type, hence no entities."""
    with book.open(entry) as part:
        head = part.read(HEAD)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(_("This workbook has parts that no spreadsheet program writes. It was not opened"), code="unsafe")
