"""Travelers and labels: asked for with the order, made by the worker, and every code on them opens something."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.conftest import rolled_back
from tests.factories.plant import SmallFactory
from tests.modules.prints import paper
from tests.modules.prints.paper import Code, needs_poppler
from unison_web import worker
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.jobs import caller_of
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.prints import jobs as print_jobs
from unison_web.modules.prints import service
from unison_web.modules.prints.schemas import PrintIn
from unison_web.modules.work_orders.repository import WorkOrderRepository
from unison_web.settings import Settings

GTIN = "09506000134352"


@pytest.fixture
async def order(planner: Person, factory: SmallFactory) -> str:
    answer = await planner.api("POST", "/work-orders", paper.order_input(factory.frame))
    return str(answer.json()["number"])


@pytest.fixture(scope="module")
async def context(settings: Settings, engine: AsyncEngine) -> AsyncIterator[dict[str, Any]]:
    async with paper.workshop(settings, engine) as given:
        yield given


@pytest.fixture
def printed(planner: Person, context: dict[str, Any], settings: Settings, engine: AsyncEngine, tmp_path: Path) -> Any:
    """``await printed(order, "label")``: the file, as the page's link gives it."""

    async def print_it(order: str, kind: str, copies: int = 1) -> Path:
        asked = await paper.ask(planner, order, kind, copies)
        await paper.made(context, settings, engine, asked["id"])
        ready = (await planner.api("GET", f"/prints/{asked['id']}")).json()
        assert ready["state"] == "ready", ready
        document = await planner.api("GET", f"/prints/{asked['id']}/file")
        assert document.headers["content-type"] == "application/pdf"
        return paper.saved(tmp_path, document.content)

    return print_it


@needs_poppler
async def test_a_traveler_is_a_page_whose_codes_open_the_order_and_each_operation(
    planner: Person, printed: Any, order: str
):
    traveler = await printed(order, "traveler")
    assert paper.size_in_mm(traveler) == (210, 297)
    found = {code.text for code in paper.codes(traveler)}
    opened = {urlsplit(url).path: (await planner.see(urlsplit(url).path)).headers["location"] for url in found}
    assert opened == {
        f"/s/{order}": f"/work-orders/{order}",
        **{f"/s/{order}-{n}": f"/work-orders/{order}#operation-{n}" for n in (10, 20, 30)},
    }


@needs_poppler
async def test_a_label_has_three_codes_a_thermal_printer_can_print(planner: Person, printed: Any, order: str):
    label = await printed(order, "label")
    assert paper.size_in_mm(label) == (100, 150)
    codes = paper.codes(label)
    assert {code.kind for code in codes} == {"QRCode", "Code128", "DataMatrix"}
    assert Code("Code128", order) in codes
    link = next(code.text for code in codes if code.kind == "QRCode")
    assert (await planner.see(urlsplit(link).path)).headers["location"] == f"/work-orders/{order}"


@needs_poppler
async def test_a_part_with_a_gtin_says_it_in_gs1(
    planner: Person, printed: Any, order: str, factory: SmallFactory, engine: AsyncEngine
):
    async with unit_of_work(engine, planner.actor) as uow:
        material = await MaterialRepository(uow).by_id(factory.frame_id)
        material.gtin = GTIN
    try:
        matrix = next(code for code in paper.codes(await printed(order, "label")) if code.kind == "DataMatrix")
    finally:
        async with unit_of_work(engine, planner.actor) as uow:
            (await MaterialRepository(uow).by_id(factory.frame_id)).gtin = ""
    assert matrix.text == f"(01){GTIN}(10){order}(30)12"


@needs_poppler
async def test_five_copies_are_five_labels(printed: Any, order: str):
    assert len(list(paper.pages(await printed(order, "label", copies=5)))) == 5


async def test_the_job_says_for_whom_it_acts(planner: Person, settings: Settings, engine: AsyncEngine, order: str):
    asked = await paper.ask(planner, order, "label")
    job = await paper.job_of(settings, engine, asked["id"])
    assert (job.function, job.kwargs) == ("render_print", {"print_id": asked["id"]})
    caller = caller_of(job)
    assert (caller.organization_id, caller.user_id) == (planner.organization, planner.actor.user_id)


async def test_paper_that_was_not_asked_for_after_all_leaves_no_job(engine: AsyncEngine, planner: Person, order: str):
    async with rolled_back(engine, planner.actor) as uow:
        found = await WorkOrderRepository(uow).by_number(order)
        asked = await service.ask(uow, found, PrintIn("label"))
        connection = await uow.session.connection()
        assert await paper.job_row(connection, str(asked.id)), "the job is there inside the transaction"
        print_id = str(asked.id)
    async with rolled_back(engine, planner.actor) as uow:
        assert await paper.job_row(await uow.session.connection(), print_id) is None


async def test_a_job_that_runs_twice_makes_one_document(
    planner: Person, context: dict[str, Any], settings: Settings, engine: AsyncEngine, order: str
):
    asked = await paper.ask(planner, order, "label")
    await paper.made(context, settings, engine, asked["id"])
    first = (await planner.api("GET", f"/prints/{asked['id']}")).json()
    await paper.made(context, settings, engine, asked["id"])
    assert (await planner.api("GET", f"/prints/{asked['id']}")).json() == first


async def test_a_real_worker_takes_the_job_from_the_database(planner: Person, settings: Settings, order: str):
    asked = await paper.ask(planner, order, "label")
    saq_worker = worker.build(settings)
    await saq_worker.queue.connect()
    for begin in saq_worker.startup or ():
        await begin(saq_worker.context)
    try:
        for _attempt in range(200):  # other tests ask for paper too
            assert await saq_worker.process()
            if (await planner.api("GET", f"/prints/{asked['id']}")).json()["state"] == "ready":
                break
        else:
            pytest.fail("the worker never came to it")
    finally:
        saq_worker.context["printer"]._pool.shutdown(wait=True)
        await saq_worker.shutdown(saq_worker.context)
        await saq_worker.queue.disconnect()


async def test_without_the_libraries_the_page_says_what_is_missing(
    planner: Person, context: dict[str, Any], settings: Settings, engine: AsyncEngine, order: str,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    asked = await paper.ask(planner, order, "traveler")
    monkeypatch.setattr(print_jobs, "pdf_available", lambda: False)
    await paper.made(context, settings, engine, asked["id"])
    page = await planner.see(f"/prints/{asked['id']}")
    assert "Pango" in page.text
    assert (await planner.api("GET", f"/prints/{asked['id']}/file")).status_code == 409
