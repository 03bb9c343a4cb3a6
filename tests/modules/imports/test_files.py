"""Files of every kind: what they are written in is found out, and what is no file of ours is not opened."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from unison_web.kit.errors import Refused
from unison_web.modules.imports.files import sheets, sniffing
from unison_web.modules.imports.files.guessing import columns_meant, noun_meant
from unison_web.modules.imports.files.values import Reader
from unison_web.modules.imports.nouns import every
from unison_web.modules.imports.service.telling import safe


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("number;name\nA;Müller\n", "utf-8", "utf-8"),
        ("number;name\nA;Müller\n", "utf-8-sig", "utf-8-sig"),
        ("number;name\nA;Müller\n", "utf-16", "utf-16"),
        ("number;name\nA;Müller, Größe\n", "cp1252", "cp1252"),
        ("kod;nazwa\nA;Śruba ocynkowana, łożysko\n", "cp1250", "cp1250"),
        ("number;name\nA;برغي من الفولاذ\nB;صامولة كبيرة\n", "cp1256", "cp1256"),
    ],
)
def test_what_a_text_is_written_in(tmp_path: Path, text: str, encoding: str, found: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(text.encode(encoding))
    assert sniffing.encoding_of(path) == found
    assert sniffing.delimiter_of(path, found) == ";"
    rows = list(sheets.text_rows(path, found, ";"))
    assert rows[1][1][1] == text.split("\n")[1].split(";")[1]


@pytest.mark.parametrize(
    ("decimal", "text", "number"),
    [(",", "1.234,50", "1234.50"), (".", "1,234.50", "1234.50"), (",", "0,5", "0.5"), (".", "1,234", "1234"),
     (",", "1.234", "1234"), (",", "€ 7,50", "7.50"), (".", "12 %", "12"), (".", "abc", "abc")],
)  # fmt: skip
def test_numbers(decimal: str, text: str, number: str) -> None:
    assert Reader(decimal, "dmy").number(text) == number


@pytest.mark.parametrize(
    ("order", "text", "day"),
    [("dmy", "31.12.2026", "2026-12-31"), ("mdy", "12/31/26", "2026-12-31"), ("ymd", "2026-12-31", "2026-12-31"),
     ("ymd", "20261231", "2026-12-31"), ("dmy", "soon", "soon")],
)  # fmt: skip
def test_days(order: str, text: str, day: str) -> None:
    assert Reader(".", order).day(text) == day


def test_an_instant_may_be_a_day() -> None:
    read = Reader(".", "ymd").moment
    assert read("2014-06-13") == "2014-06-13T23:59:00"
    assert read("2014-06-13 08:30") == "2014-06-13T08:30:00"
    assert read("2014-06-13 00:00:00") == "2014-06-13T23:59:00"


def test_a_cad_export_is_known_for_a_bill() -> None:
    heads = ["Component", "References", "Value", "Footprint", "Description", "Quantity Per PCB", "Manufacturer",
             "PartNumber", "Remarks", "Config"]  # fmt: skip
    nouns = list(every().values())
    assert noun_meant(nouns, heads, "hc_bom.csv") == "bom"
    meant = dict(zip(heads, columns_meant(every()["bom"].columns, heads), strict=True))
    assert (meant["Quantity Per PCB"], meant["References"], meant["Remarks"]) == ("quantity", "references", "note")


def test_the_work_orders_of_another_system_are_known() -> None:
    heads = ["WorkOrderID", "ProductID", "OrderQty", "StockedQty", "ScrappedQty", "StartDate", "EndDate", "DueDate",
             "ScrapReasonID", "ModifiedDate"]  # fmt: skip
    assert noun_meant(list(every().values()), heads, "WorkOrder.csv") == "work-orders"
    meant = columns_meant(every()["work-orders"].columns, heads)
    assert meant[:5] == ["number", "material", "quantity", "good", "scrap"]
    assert meant[6:8] == ["completed", "due"]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return out.getvalue()


def entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>')
    return out.getvalue()


@pytest.mark.parametrize("content", [bomb(), entities(), b"PK\x03\x04 nothing"])
def test_a_workbook_no_program_writes_is_not_opened(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(Refused):
        sheets.sheets_of(path)


def test_a_cell_at_the_far_end_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["XFD1"], sheet["A2"] = "code", "far", "=1+1"
    book.save(tmp_path / "file.xlsx")
    rows = list(sheets.book_rows(tmp_path / "file.xlsx", "Sheet"))
    assert rows[0] == (1, ["code"])


def test_what_looks_like_a_formula_is_none_in_a_file_of_ours() -> None:
    assert [safe(text) for text in ("=cmd()", "@x", "plain")] == ["'=cmd()", "'@x", "plain"]
