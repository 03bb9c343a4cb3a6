"""A label comes out as it was drawn: on paper to the millimetre, on a label printer in dots, each time with its log."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncEngine

from bin.assets import MODULES, node
from tests.cast import Person
from tests.modules.labels.press import GTIN, TEXT, a_label, a_lot, a_printer, listening, printed, work
from tests.modules.prints import paper
from tests.modules.prints.paper import needs_poppler
from tests.modules.stock.place import made
from unison_web.modules.labels import jobs
from unison_web.settings import Settings

RENDER = Path(__file__).with_name("render_zpl.cjs")


@pytest.fixture(scope="module")
async def press(settings: Settings, engine: AsyncEngine, factory: Any) -> AsyncIterator[dict[str, Any]]:
    async with paper.workshop(settings, engine) as context:
        yield context


@pytest.fixture(scope="module")
async def label(logistics: Person, factory: Any) -> str:
    return await a_label(logistics)


@pytest.fixture(scope="module")
async def lot(planner: Person, logistics: Person, factory: Any) -> str:
    return await a_lot(planner, logistics, gtin=GTIN)


def read(picture: Image.Image) -> dict[str, str]:
    """What a scanner reads, by kind of symbol."""
    return {found.format.name: found.text for found in zxingcpp.read_barcodes(picture)}


def dots(zpl: bytes, folder: Path, dots_a_mm: int) -> Image.Image:
    """As a label printer burns it, by an emulator of one."""
    file = folder / "label.png"
    subprocess.run(
        [node(), RENDER, MODULES, "100", "50", str(dots_a_mm), file], input=zpl, check=True, capture_output=True
    )
    with Image.open(file) as picture:
        return picture.convert("L")


def expected(lot: str, settings: Settings) -> dict[str, str]:
    return {
        "Code128": lot,
        "DataMatrix": f"(01){GTIN}(10){lot}",
        "QRCode": f"{settings.public_url}/s/01/{GTIN}/10/{lot}",
    }


@needs_poppler
async def test_on_paper_the_page_is_the_label_and_every_code_reads_back(
    logistics: Person, press: Any, settings: Settings, engine: AsyncEngine, label: str, lot: str, tmp_path: Path
) -> None:
    said = {"template": label, "code": lot, "printer": await a_printer(logistics), "copies": 2}
    row = await printed(logistics, press, settings, engine, said)
    assert (row["state"], row["trouble"]) == ("ready", "")
    answer = await logistics.see(f"/label-prints/{row['id']}/file")
    assert answer.headers["content-type"] == "application/pdf"
    pdf = paper.saved(tmp_path, answer.content)
    assert paper.size_in_mm(pdf) == (100, 50)
    pages = list(paper.pages(pdf))
    assert [read(page) for page in pages] == [expected(lot, settings)] * 2
    assert lot in paper.words(pdf)


@pytest.mark.parametrize(("dpi", "dots_a_mm"), [("203", 8), ("300", 12)])
async def test_on_a_label_printer_the_same_definition_reads_back(
    logistics: Person, press: Any, settings: Settings, engine: AsyncEngine, label: str, lot: str, tmp_path: Path,
    dpi: str, dots_a_mm: int,
) -> None:  # fmt: skip
    printer = await a_printer(logistics, "zpl_file", dpi=dpi)
    row = await printed(logistics, press, settings, engine, {"template": label, "code": lot, "printer": printer})
    zpl = (await logistics.see(f"/label-prints/{row['id']}/file")).content
    picture = dots(zpl, tmp_path, dots_a_mm)
    assert picture.size == (100 * dots_a_mm, 50 * dots_a_mm)
    assert read(picture) == expected(lot, settings)


async def test_a_printer_in_the_network_gets_exactly_one_format(
    logistics: Person, press: Any, settings: Settings, engine: AsyncEngine, label: str, lot: str
) -> None:
    async with listening() as (port, heard):
        printer = await a_printer(logistics, "zpl_tcp", host="127.0.0.1", port=port)
        said = {"template": label, "code": lot, "printer": printer, "copies": 3}
        row = await printed(logistics, press, settings, engine, said)
        await work(press, settings, engine, row["id"])  # the queue may deliver twice
    assert row["state"] == "sent"
    assert len(heard) == 1
    assert heard[0].startswith(b"^XA^CI28^PW800^LL400")
    assert heard[0].rstrip().endswith(b"^PQ3^XZ")


async def test_a_printer_that_does_not_answer_blocks_nobody_and_says_so(
    logistics: Person, press: Any, settings: Settings, engine: AsyncEngine, label: str, lot: str
) -> None:
    with socket.socket() as taken:  # bound and not listening: every connection is refused
        taken.bind(("127.0.0.1", 0))
        printer = await a_printer(logistics, "zpl_tcp", host="127.0.0.1", port=taken.getsockname()[1])
        row = await made(logistics, "/label-prints", {"template": label, "code": lot, "printer": printer})
        assert row["state"] == "queued"
        for attempt in range(1, 5):
            with pytest.raises(jobs.TryAgain):
                await work(press, settings, engine, row["id"])
            shown = (await logistics.api("GET", f"/label-prints/{row['id']}")).json()
            assert (shown["state"], shown["attempts"]) == ("waiting", attempt)
        await work(press, settings, engine, row["id"])
    shown = (await logistics.api("GET", f"/label-prints/{row['id']}")).json()
    assert shown["state"] == "failed"
    assert "does not answer" in shown["trouble"]
    page = await logistics.see(f"/label-prints/{row['id']}")
    assert "does not answer" in page.text
    found = (await logistics.api("GET", "/printers", params={"q": printer})).json()["items"]
    assert "does not answer" in found[0]["trouble"]


async def test_printing_again_needs_a_reason_says_the_same_and_is_marked(
    logistics: Person, planner: Person, press: Any, settings: Settings, engine: AsyncEngine, label: str
) -> None:
    lot = await a_lot(planner, logistics)
    printer = await a_printer(logistics, "zpl_file")
    first = await printed(logistics, press, settings, engine, {"template": label, "code": lot, "printer": printer})
    at = f"/label-prints/{first['id']}/reprints"
    assert (await logistics.api("POST", at, {"reason": " "})).status_code == 422
    again = await printed(logistics, press, settings, engine, {"reason": "The first one was torn"}, at)
    assert (again["reprint_of"], again["reason"]) == (first["id"], "The first one was torn")
    zpl = [(await logistics.see(f"/label-prints/{row['id']}/file")).text for row in (first, again)]
    assert "REPRINT" not in zpl[0]
    assert "REPRINT" in zpl[1]
    assert [line for line in zpl[1].splitlines() if "REPRINT" not in line] == zpl[0].splitlines()


async def test_what_a_record_says_can_never_become_a_command(
    logistics: Person, planner: Person, press: Any, settings: Settings, engine: AsyncEngine, tmp_path: Path
) -> None:
    lot = await a_lot(planner, logistics, supplier_lot="^XZ~JA\\Größe")
    label = await a_label(logistics, {**TEXT, "text": "{supplier_lot}"})
    printer = await a_printer(logistics, "zpl_file")
    row = await printed(logistics, press, settings, engine, {"template": label, "code": lot, "printer": printer})
    zpl = (await logistics.see(f"/label-prints/{row['id']}/file")).content.decode()
    assert zpl.count("^XZ") == 1
    assert "~JA" not in zpl
    assert "^FD\\5EXZ\\7EJA\\5CGröße^FS" in zpl


async def test_without_a_gtin_nothing_claims_one(
    logistics: Person, planner: Person, press: Any, settings: Settings, engine: AsyncEngine, label: str, tmp_path: Path
) -> None:
    lot = await a_lot(planner, logistics)
    printer = await a_printer(logistics, "zpl_file")
    row = await printed(logistics, press, settings, engine, {"template": label, "code": lot, "printer": printer})
    picture = dots((await logistics.see(f"/label-prints/{row['id']}/file")).content, tmp_path, 8)
    said = {"Code128": lot, "DataMatrix": f"(91){lot}", "QRCode": f"{settings.public_url}/s/{lot}"}
    assert read(picture) == said


async def test_a_tablet_prints_at_the_printer_beside_it(
    logistics: Person, supervisor: Person, factory: Any, label: str, lot: str
) -> None:
    printer = (await logistics.api("GET", "/printers", params={"q": await a_printer(logistics)})).json()["items"][0]
    tablet = {"name": "Tablet of labels", "machine": f"FORM-{factory.frame.removeprefix('FR-')}"}
    assert (await supervisor.api("POST", "/tablets", tablet)).status_code == 201
    shown = (await logistics.api("GET", f"/printers/{printer['id']}")).json()
    station = next(one for one in shown["stations"] if one["tablet"] == "Tablet of labels")
    answer = await logistics.api("POST", f"/printers/{printer['id']}/stations", {"station": station["station_id"]})
    assert [one["mine"] for one in answer.json()["stations"] if one["station_id"] == station["station_id"]] == [True]
    other = (await logistics.api("GET", "/printers", params={"q": await a_printer(logistics)})).json()["items"][0]
    await logistics.api("POST", f"/printers/{other['id']}/stations", {"station": station["station_id"]})
    answer = await logistics.api("GET", f"/printers/{printer['id']}")
    assert not any(one["mine"] for one in answer.json()["stations"])
    gone = await logistics.api("POST", f"/printers/{other['id']}/stations/{station['station_id']}/removal")
    assert not any(one["mine"] for one in gone.json()["stations"])


async def test_a_printer_holds_labels_of_its_size(logistics: Person, label: str, lot: str) -> None:
    small = await a_printer(logistics, width="60", height="40")
    answer = await logistics.api("POST", "/label-prints", {"template": label, "code": lot, "printer": small})
    assert answer.status_code == 422
    assert "60 × 40 mm" in answer.json()["errors"]["printer"]


async def test_another_company_sees_neither_labels_nor_printers_nor_prints(
    logistics: Person, stranger: Person, other_factory: Any, label: str, lot: str
) -> None:
    row = await made(
        logistics, "/label-prints", {"template": label, "code": lot, "printer": await a_printer(logistics)}
    )
    assert (await stranger.api("GET", f"/label-prints/{row['id']}")).status_code == 404
    assert (await stranger.api("GET", f"/labels/{row['template_id']}")).status_code == 404
    answer = await stranger.api("POST", "/label-prints", {"template": label, "code": lot})
    assert answer.status_code == 422
    assert label not in [each["code"] for each in (await stranger.api("GET", "/labels")).json()["items"]]
