"""What a text file is written in, where its headings stand, how numbers and days are written. Shown and changeable."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from charset_normalizer import from_bytes

DELIMITERS = ",;\t|"
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1256",
    "iso8859_15",
    "iso8859_2",
    "mac_roman",
)
SAMPLE = 256 * 1024
LOOKED_AT = 60
FOREIGN = re.compile(rb"[\xc0-\xff]{3,}")
CENTRAL = re.compile(rb"[A-Za-z][\xb9\xb3\xbf\x9c\x9f]|[\xb3\xbf\x9c\xa3\xaf\x8c][a-z]")
NUMBER = re.compile(r"-?\d[\d.,'\u00a0\u202f ]*\d|-?\d")
DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{2,4})\b")
YEAR_FIRST = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")


def encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if start.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if start[1::2].count(0) > len(start) // 6:
        return "utf-16-le"
    if start[::2].count(0) > len(start) // 6:
        return "utf-16-be"
    try:
        start[: start.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(start)
    return "utf-8"


def _legacy(start: bytes) -> str:
    """What spreadsheets on Windows write. Whole words of high bytes are another alphabet; ``ł`` and its kind stand
    where the western code has signs no word contains."""
    if len(FOREIGN.findall(start)) > 2:
        found = from_bytes(start[:32_768], cp_isolation=["cp1256", "cp1251", "cp1253"]).best()
        return found.encoding if found else "cp1256"
    return "cp1250" if CENTRAL.search(start) else "cp1252"


def delimiter_of(path: Path, encoding: str) -> str:
    """The sign that cuts most lines into the same number of cells."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        text = file.read(SAMPLE // 4)
    lines = text.splitlines()[: LOOKED_AT + 1]
    if len(text) >= SAMPLE // 4:
        lines = lines[:-1] or lines
    return max(DELIMITERS, key=lambda sign: _fit("\n".join(lines), sign))


def _fit(text: str, sign: str) -> tuple[int, int]:
    try:
        widths = [len(row) for row in csv.reader(StringIO(text.replace("\x00", "")), delimiter=sign) if any(row)]
    except csv.Error:
        return 0, 0
    wide = [width for width in widths if width > 1]
    usual = max(wide, key=wide.count, default=0)
    return widths.count(usual) if usual else 0, usual


def header_of(rows: Sequence[tuple[int, Sequence[str]]], known: frozenset[str]) -> int:
    """The number of the row with the headings: the one with most words we know, else the first that is as wide as the
    table and says no numbers."""
    if not rows:
        return 1
    usual = max(sum(map(bool, cells)) for _number, cells in rows)

    def worth(cells: Sequence[str]) -> tuple[int, int]:
        words = [cell for cell in cells if cell and not NUMBER.fullmatch(cell)]
        return sum(plain(cell) in known for cell in cells if cell), min(len(words), usual)

    best = max(rows[:20], key=lambda row: (worth(row[1]), -row[0]))
    return best[0]


def plain(text: str) -> str:
    """`Part No.` and `part_no` are one word."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())


def decimal_of(cells: Sequence[str]) -> str:
    """The sign before the decimals: a comma only where the cells say so."""
    comma = sum(bool(re.fullmatch(r"-?\d{1,3}(\.\d{3})*,\d+|-?\d+,\d{1,2}|-?\d+,\d{4,}", cell)) for cell in cells)
    point = sum(bool(re.fullmatch(r"-?\d{1,3}(,\d{3})*\.\d+|-?\d+\.\d{1,2}|-?\d+\.\d{4,}", cell)) for cell in cells)
    return "," if comma > point else "."


def dates_of(cells: Sequence[str], here: str) -> str:
    """``ymd``, ``dmy`` or ``mdy``. Days that say neither are read as here."""
    found = [match for cell in cells if (match := DAY.match(cell))]
    if not found:
        return "ymd"
    if any(int(match[1]) > 12 for match in found):
        return "dmy"
    if any(int(match[3]) > 12 for match in found):
        return "mdy"
    return "dmy" if any(match[2] == "." for match in found) or not here.startswith("en_US") else "mdy"
