"""An import from the file to the records and back."""

from __future__ import annotations

import io

import openpyxl
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.imports.files import applied, bring, checked, posted, shown, undone, work

UNITS = "code;name;dimension\nIMP;Piece of imports;count\nIKG2;Kilo;mass\n"
MATERIALS = (
    "Part list of the old system;;;;\n;;;;\n"
    "Artikelnummer;Bezeichnung;Mengeneinheit;Beschaffungsart;Preis\n"
    "IMP-1;Schraube M8×40;IMP;Fremdbezug;1.234,50\nIMP-2;Gehäuse;IMP;Eigenfertigung;7,5\n"
)


async def test_files_become_records_and_go_again(planner: Person) -> None:
    row = await bring(planner, ("einheiten.csv", UNITS.encode()), ("Artikel.csv", MATERIALS.encode("cp1252")))
    units, materials = (each["source"] for each in row["sources"])
    assert (units["noun"], materials["noun"]) == ("units", "materials")
    assert (materials["encoding"], materials["delimiter"], materials["decimal"], materials["header"]) == (
        "cp1252", ";", ",", 3,
    )  # fmt: skip
    assert materials["mapping"] == ["number", "name", "unit", "type", "standard_cost"]
    found = await checked(planner, row)
    assert (found["state"], found["counts"], found["error"]) == ("checked", {"insert": 4}, "")
    assert (await planner.api("GET", "/materials", params={"q": "IMP-1"})).json()["items"] == []
    done = await applied(planner, row)
    assert (done["state"], done["error"]) == ("done", "")
    screw = (await planner.api("GET", "/materials", params={"q": "IMP-1"})).json()["items"][0]
    assert (screw["name"], screw["type"], screw["standard_cost"]) == ("Schraube M8×40", "buy", "1234.5")
    gone = await undone(planner, row)
    assert (gone["state"], gone["error"]) == ("undone", "")
    assert (await planner.api("GET", "/materials", params={"q": "IMP-1"})).json()["items"] == []
    assert (await planner.api("GET", "/units", params={"q": "IMP"})).json()["items"] == []


async def test_changes_are_shown_field_by_field_and_undo_names_what_changed_since(planner: Person) -> None:
    unit = await bring(planner, ("units.csv", b"code,name,dimension\nCHG,Change,count\n"))
    await checked(planner, unit)
    await applied(planner, unit)
    text = "number,name,unit,type,description\nCHG-1,Bolt,CHG,buy,Old words\nCHG-2,Nut,CHG,buy,Stays\n"
    first = await bring(planner, ("materials.csv", text.encode()))
    await checked(planner, first)
    await applied(planner, first)
    again = await bring(planner, ("b.csv", b"number,name,unit,type\nCHG-1,Long bolt,CHG,buy\nCHG-2,Nut,CHG,buy\n"))
    found = await checked(planner, again)
    assert found["counts"] == {"change": 1, "same": 1}
    assert found["rows"][0]["changes"] == {"name": ["Bolt", "Long bolt"]}
    await applied(planner, again)
    bolt = (await planner.api("GET", "/materials", params={"q": "CHG-1"})).json()["items"][0]
    whole = (await planner.api("GET", f"/materials/{bolt['id']}")).json()
    assert whole["description"] == "Old words", "a column that is not in the file stays"
    refused = await undone(planner, first)
    assert refused["state"] == "done"
    assert "CHG-1 was changed by" in refused["error"]
    assert "CHG-2" not in refused["error"]
    used = await undone(planner, unit)
    assert "CHG is used by materials CHG-1" in used["error"]
    assert (await undone(planner, again))["state"] == "undone"
    bolt = (await planner.api("GET", f"/materials/{bolt['id']}")).json()
    assert bolt["name"] == "Bolt"


async def test_bad_rows_are_named_corrected_in_place_or_left_out(planner: Person) -> None:
    text = (
        "number,name,unit,type,standard_cost\nBAD-1,=cmd|' /C calc'!A0,EA,buy,1\nBAD-2,Nut,NOPE,buy,x\n"
        "BAD-3,Washer,EA,stolen,1\nBAD-1,Twice,EA,buy,1\n"
    )
    await checked_unit(planner)
    row = await bring(planner, ("bad.csv", text.encode()))
    found = await checked(planner, row)
    assert found["counts"] == {"insert": 1, "error": 2, "conflict": 1}
    problems = {each["row"]: [name for name, _why in each["problems"]] for each in found["rows"]}
    assert problems == {2: [], 3: ["standard_cost"], 4: ["type"], 5: ["number"]}
    refused = await planner.api("POST", f"/imports/{row['id']}/apply", json={})
    assert refused.status_code == 422
    errors = await planner.client.get(f"/imports/{row['id']}/errors")
    assert errors.text.startswith("\ufeff")
    assert "Not one of the choices: 'stolen'" in errors.text
    cells = [
        {"source": 0, "row": 3, "said": {"standard_cost": "2", "unit": "EA"}},
        {"source": 0, "row": 4, "said": {"type": "purchased"}}, {"source": 0, "row": 5, "said": {"number": "BAD-4"}},
    ]  # fmt: skip
    answer = await planner.api("POST", f"/imports/{row['id']}/cells", json={"cells": cells})
    assert answer.status_code == 200, answer.text
    await work(planner, row).check()
    assert (await shown(planner, row))["counts"] == {"insert": 4}
    assert (await applied(planner, row))["state"] == "done"
    page = await planner.see(f"/imports/{row['id']}")
    assert "=cmd|&#39; /C calc&#39;!A0" in page.text
    assert (await undone(planner, row))["state"] == "undone"


async def checked_unit(planner: Person) -> None:
    row = await bring(planner, ("units.csv", b"code,name,dimension\nEA,Piece,count\n"))
    await checked(planner, row)
    if (await shown(planner, row))["counts"].get("insert"):
        await applied(planner, row)


async def test_a_workbook_of_several_sheets_in_any_order(planner: Person) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "BOM"
    for line in (["Level", "Part Number", "Qty"], [0, "WB-1", 1], [1, "WB-2", 2.5], [2, "WB-3", 4]):
        sheet.append(line)
    items = book.create_sheet("Items")
    for line in (["Item No.", "Name", "UoM", "Make/Buy"], ["WB-1", "Car", "EA", "M"], ["WB-2", "Axle", "EA", "M"],
                 ["WB-3", "Nut", "EA", "B"]):  # fmt: skip
        items.append(line)
    book.create_sheet("Empty")
    out = io.BytesIO()
    book.save(out)
    await checked_unit(planner)
    row = await bring(planner, ("all.xlsx", out.getvalue()))
    assert [each["source"]["noun"] for each in row["sources"]] == ["bom", "materials"]
    found = await checked(planner, row)
    assert (found["counts"], found["state"]) == ({"insert": 5}, "checked"), found["rows"]
    assert (await applied(planner, row))["state"] == "done"
    assert (await undone(planner, row))["state"] == "undone"


async def test_what_is_no_table_is_refused_in_plain_words(planner: Person, operator: Person) -> None:
    assert (await posted(planner, ("x.csv", b""))).status_code == 422
    assert (await posted(planner, ("x.xlsx", b"PK\x03\x04 not a book"))).status_code == 422
    assert (await posted(planner)).status_code == 422
    assert (await posted(operator, ("x.csv", b"code\nA\n"))).status_code == 403


async def test_another_company_sees_nothing(planner: Person, stranger: Person) -> None:
    row = await bring(planner, ("units.csv", UNITS.encode()))
    assert (await stranger.api("GET", f"/imports/{row['id']}")).status_code == 404
    assert (await stranger.api("POST", f"/imports/{row['id']}/check", json={})).status_code == 404


async def test_somebody_who_changes_a_record_after_the_check_is_not_overwritten(planner: Person) -> None:
    await checked_unit(planner)
    first = await bring(planner, ("m.csv", b"number,name,unit,type\nCON-1,One,EA,buy\n"))
    await checked(planner, first)
    await applied(planner, first)
    row = await bring(planner, ("m.csv", b"number,name,unit,type\nCON-1,Two,EA,buy\n"))
    await checked(planner, row)
    other = await bring(planner, ("m.csv", b"number,name,unit,type\nCON-1,Three,EA,buy\n"))
    await checked(planner, other)
    await applied(planner, other)
    late = await applied(planner, row)
    assert late["state"] == "checked"
    assert "somebody changed this since the check" in late["error"]


async def test_a_check_can_be_called_off(planner: Person, engine: AsyncEngine) -> None:
    row = await bring(planner, ("units.csv", UNITS.encode()))
    await planner.api("POST", f"/imports/{row['id']}/check", json={})
    assert (await planner.api("POST", f"/imports/{row['id']}/cancel")).json()["state"] == "cancelled"
    await work(planner, row).check()
    assert (await shown(planner, row))["state"] == "cancelled"
