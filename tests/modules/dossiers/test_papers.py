"""What a recall did, whom it reached and what a drill found out, on paper."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.prints import paper
from tests.modules.prints.paper import needs_poppler
from tests.modules.stock.place import code, made, material, warehouse
from unison_web.modules.dossiers.service import digest_of
from unison_web.settings import Settings


@pytest.fixture(scope="module")
async def press(settings: Settings, engine: AsyncEngine, factory: Any) -> AsyncIterator[dict[str, Any]]:
    async with paper.workshop(settings, engine) as context:
        yield context


@pytest.fixture(scope="module")
async def shipped(planner: Person, logistics: Person, factory: Any) -> dict[str, str]:
    """A lot of which four pieces went to one customer and three to another."""
    part, store, lot = await material(planner, "lot"), await warehouse(logistics), code("RL")
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "10", "location": store, "lot": lot})
    names = {}
    for much in ("4", "3"):
        said = {"name": code("Customer "), "customer": True, "email": f"{code('c').lower()}@example.test"}
        partner = await made(planner, "/partners", said)
        address = {"kind": "delivery", "street": "Mill Lane 7", "city": "Leeds", "country": "GB"}
        await made(planner, f"/partners/{partner['id']}/addresses", address)
        await made(
            logistics,
            "/stock-dispatches",
            {"material": part, "lot": lot, "quantity": much, "location": store, "customer": partner["number"],
             "document": f"DN-{much}"},
        )  # fmt: skip
        names[much] = said["name"]
    return {"lot": lot, **names}


@pytest.fixture(scope="module")
async def recall(quality: Person, shipped: dict[str, str]) -> dict[str, Any]:
    return await made(quality, "/recalls", {"code": shipped["lot"], "reason": "Cracks at the weld seam"})


@pytest.fixture
def printed(press: Any, settings: Settings, engine: AsyncEngine, tmp_path: Path) -> Any:
    async def make(person: Person, at: str, said: dict[str, str] | None = None) -> Path:
        row = await made(person, at, said or {})
        await paper.made(press, settings, engine, row["id"])
        shown = (await person.api("GET", f"/prints/{row['id']}")).json()
        assert (shown["state"], shown["trouble"]) == ("ready", "")
        assert (await person.see(f"/prints/{row['id']}")).status_code == 200
        return paper.saved(tmp_path, (await person.see(f"/prints/{row['id']}/file")).content)

    return make


@needs_poppler
async def test_the_dossier_names_lots_customers_and_delivery_notes(
    quality: Person, printed: Any, recall: dict[str, Any], shipped: dict[str, str]
) -> None:
    words = paper.words(await printed(quality, f"/recalls/{recall['id']}/papers", {"kind": "dossier"}))
    for said in (recall["number"], "Cracks at the weld seam", shipped["lot"], shipped["4"], shipped["3"], "DN-4"):
        assert said in words


@needs_poppler
async def test_every_customer_gets_a_letter_with_what_they_got_and_nothing_else(
    quality: Person, printed: Any, recall: dict[str, Any], shipped: dict[str, str]
) -> None:
    pdf = await printed(quality, f"/recalls/{recall['id']}/papers", {"kind": "letters"})
    letters = [each for each in paper.words(pdf).split("\f") if each.strip()]
    assert len(letters) == 2
    by_name = {much: next(each for each in letters if shipped[much] in each) for much in ("4", "3")}
    assert "DN-4" in by_name["4"]
    assert "DN-3" not in by_name["4"]
    assert "Mill Lane 7" in by_name["3"]


async def test_nobody_is_written_to_where_nothing_has_left(
    quality: Person, planner: Person, logistics: Person, factory: Any
) -> None:
    part, store, lot = await material(planner, "lot"), await warehouse(logistics), code("RL")
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "1", "location": store, "lot": lot})
    alone = await made(quality, "/recalls", {"code": lot, "reason": "Wrong alloy"})
    answer = await quality.api("POST", f"/recalls/{alone['id']}/papers", {"kind": "letters"})
    assert (answer.status_code, answer.json()["code"]) == (422, "nobody")


@needs_poppler
async def test_the_trace_of_a_lot_shows_the_company_s_own_fields(
    admin: Person, logistics: Person, printed: Any, shipped: dict[str, str]
) -> None:
    field = await made(admin, "/custom-fields", {"label": code("Heat "), "noun": "lots"})
    row = (await logistics.api("GET", "/lots", params={"q": shipped["lot"]})).json()["items"][0]
    changed = await logistics.api("PUT", f"/lots/{row['id']}", {"custom": {field["key"]: "H-4711"}})
    assert changed.status_code == 200, changed.text
    words = paper.words(await printed(logistics, "/trace/papers", {"code": f"(10){shipped['lot']}"}))
    for said in (shipped["lot"], shipped["4"], field["label"], "H-4711"):
        assert said in words
    await made(admin, f"/custom-fields/{field['id']}/archive", {"archived": True})


@needs_poppler
async def test_a_drill_is_signed_once_with_its_figures_as_they_were(
    quality: Person, auditor: Person, printed: Any, shipped: dict[str, str]
) -> None:
    drill = await made(quality, "/recall-drills", {})
    at = f"/recall-drills/{drill['id']}"
    assert (await auditor.api("POST", f"{at}/signature", {"statement": "I saw it"})).status_code == 403
    assert "Nobody has signed" in (await quality.see(f"{at}/signature")).text
    signed = await made(quality, f"{at}/signature", {"statement": "The trace is complete"})
    again = await quality.api("POST", f"{at}/signature", {"statement": "Once more"})
    assert (again.status_code, again.json()["code"]) == (422, "wrong-state")
    assert signed["person"] == quality.name
    assert signed["digest"] == digest_of((await quality.api("GET", at)).json())
    assert quality.name in (await quality.fragment(f"{at}/signature", "drill-signed")).text
    words = paper.words(await printed(quality, f"{at}/papers"))
    for said in (drill["lot"], "The trace is complete", quality.name, signed["digest"][:20]):
        assert said in words


async def test_another_company_gets_no_papers(
    other_admin: Person, recall: dict[str, Any], shipped: dict[str, str]
) -> None:
    assert (await other_admin.api("POST", f"/recalls/{recall['id']}/papers", {"kind": "dossier"})).status_code == 404
    assert (await other_admin.api("POST", "/trace/papers", {"code": shipped["lot"]})).status_code == 422
