"""A field Ida adds is a column of the next file Paul brings, without anything being started again."""

from __future__ import annotations

from uuid import uuid4

from tests.cast import Person
from tests.modules.custom_fields.test_records import added
from tests.modules.imports.files import applied, bring, checked, shown, undone


async def imported(planner: Person, text: str) -> dict[str, object]:
    row = await bring(planner, ("materials.csv", text.encode()))
    await checked(planner, row)
    return row


async def test_a_custom_field_is_checked_compared_written_and_taken_back(admin: Person, planner: Person) -> None:
    mark = uuid4().hex[:6].upper()
    await added(admin, "Charge no.")
    await added(admin, "Wall", type="number", least="1")
    await added(admin, "Skin", type="choice", choices=["Zinc", "None"])
    await added(admin, "Cut from", type="reference", target="materials")
    text = f"""number,name,unit,type,Charge no.,wall,custom.skin,Cut from
{mark}-1,Tube,EA,buy,H-1,"2,5",zinc,
{mark}-2,Bar,EA,buy,H-2,3,None,
"""
    row = await bring(planner, ("materials.csv", text.encode()))
    mapped = row["sources"][0]["source"]["mapping"]
    assert mapped[4:] == ["custom.charge_no", "custom.wall", "custom.skin", "custom.cut_from"]
    found = await checked(planner, row)
    assert found["counts"] == {"insert": 2}, found
    await applied(planner, row)
    tube = (await planner.api("GET", "/materials", params={"custom.charge_no": "H-1", "q": mark})).json()["items"][0]
    assert tube["custom"] == {"charge_no": "H-1", "wall": "2.5", "skin": "Zinc"}
    again = f"number,Charge no.,wall,Cut from\n{mark}-1,H-9,2.5,{mark}-2\n{mark}-2,H-2,3,\n"
    second = await bring(planner, ("materials.csv", again.encode()))
    fixed = {"fixed": {"name": "-", "type": "buy"}}
    found = await checked(planner, second, fixed)
    assert found["counts"] == {"change": 1, "same": 1}, found
    assert found["rows"][0]["changes"] == {"custom.charge_no": ["H-1", "H-9"], "custom.cut_from": ["", f"{mark}-2"]}
    await applied(planner, second)
    tube = (await planner.api("GET", f"/materials/{tube['id']}")).json()
    assert (tube["custom"]["charge_no"], tube["custom"]["skin"]) == ("H-9", "Zinc")
    assert (await undone(planner, second))["state"] == "undone"
    tube = (await planner.api("GET", f"/materials/{tube['id']}")).json()
    assert tube["custom"] == {"charge_no": "H-1", "wall": "2.5", "skin": "Zinc"}
    bad = f"number,wall,Cut from,lead_days\n{mark}-1,0.5,nowhere,soon\n"
    third = await bring(planner, ("materials.csv", bad.encode()))
    found = await checked(planner, third, fixed)
    wrong = {column for column, _why in (await shown(planner, third))["rows"][0]["problems"]}
    assert (found["counts"], wrong) == ({"error": 1}, {"custom.wall", "custom.cut_from", "lead_days"})


async def test_an_export_goes_back_in_unchanged(admin: Person, planner: Person) -> None:
    mark = uuid4().hex[:6].upper()
    await added(admin, "Melt")
    await added(admin, "Tested", type="bool")
    await added(admin, "Density", type="number")
    text = f'number,name,unit,type,Melt,Tested,Density\n{mark}-1,Tube,EA,buy,=A1,yes,"7.85"\n'
    row = await imported(planner, text)
    await applied(planner, row)
    columns = "number,name,unit,type,custom.melt,custom.tested,custom.density"
    asked = {"q": mark, "cols": columns}
    file = await planner.api("GET", "/exports/lists/materials.csv", params=asked)
    back = await bring(planner, ("materials.csv", file.content))
    assert "custom.melt" in back["sources"][0]["source"]["mapping"]
    found = await checked(planner, back)
    assert found["counts"] == {"same": 1}, (file.text, found)


async def test_what_is_required_of_a_new_record_is_required_in_a_file(admin: Person, planner: Person) -> None:
    mark = uuid4().hex[:6].upper()
    await added(admin, "Grade of steel", required_from="draft")
    row = await bring(planner, ("materials.csv", f"number,name,unit,type\n{mark}-1,Tube,EA,buy\n".encode()))
    found = await checked(planner, row)
    assert found["counts"] == {"error": 1}
    assert found["rows"][0]["problems"][0][0] == "custom.grade_of_steel"
