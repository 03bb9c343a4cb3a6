"""The parts list of a CAD program, as it is exported."""

from __future__ import annotations

from pathlib import Path

from tests.cast import Person
from tests.modules.imports.files import applied, bring, checked, undone
from tests.modules.imports.test_story import checked_unit

FILE = Path(__file__).resolve().parents[2] / "cases" / "imports" / "cad_bom.csv"
MEANS = {"Value": "component", "Footprint": "component", "References": "references", "Quantity Per PCB": "quantity",
         "Description": "component_name"}  # fmt: skip


async def test_it_goes_in_by_naming_its_columns_and_its_parts_are_made(planner: Person) -> None:
    await checked_unit(planner)
    row = await bring(planner, ("cad_bom.csv", FILE.read_bytes()))
    source = row["sources"][0]["source"]
    assert source["noun"] == "bom"
    mapping = {str(place): MEANS.get(head, "-") for place, head in enumerate(source["heads"])}
    said = {"mapping": mapping, "fixed": {"parent": "MPPT-2420"}, "options": {"create_missing": "yes"}}
    found = await checked(planner, row, said)
    assert found["counts"].get("error", 0) == 0, [each for each in found["rows"] if each["problems"]]
    assert found["counts"]["insert"] > 20
    done = await applied(planner, found, leave_out=True)
    assert (done["state"], done["error"]) == ("done", "")
    part = (await planner.api("GET", "/materials", params={"q": "1nF C_0603_1608"})).json()["items"][0]
    assert (part["number"], part["state"], part["type"]) == ("1nF C_0603_1608", "draft", "buy")
    assert (await undone(planner, row))["state"] == "undone"
