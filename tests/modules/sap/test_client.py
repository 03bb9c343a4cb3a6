"""The conversation with SAP over a real socket, with everything that goes wrong in one."""

from __future__ import annotations

from typing import Any

import pytest

from unison_web.commands import sap as sap_command
from unison_web.demo.sap.server import FAULTS, Sap
from unison_web.kit.outside import Outside
from unison_web.modules.sap.rules import System
from unison_web.modules.sap.service.client import Client, Down, Said

PRODUCTS, CONFIRMATIONS = "API_PRODUCT_SRV", "API_PROD_ORDER_CONFIRMATION_2_SRV"
ORDER = {"OrderID": "000001000001", "OrderOperation": "0010", "ConfirmationYieldQuantity": "3",
         "ConfirmationScrapQuantity": "0"}  # fmt: skip


@pytest.fixture
def talk(sap: Sap, sap_server: tuple[Sap, str]) -> Any:
    def with_password(password: str = sap.password, seconds: float = 3.0) -> Client:
        return Client(Outside(loopback=True), System(sap_server[1], sap.user, password), seconds=seconds)

    return with_password


async def numbers(client: Client, **options: str) -> list[str]:
    async with client as sap:
        found = [page async for page in sap.pages(PRODUCTS, "A_Product", **options)]
    return [row["Product"] for page in found for row in page.rows]


async def test_all_pages_of_a_set_are_read(talk: Any, sap: Sap):
    assert await numbers(talk()) == [f"SIM-{n:04}" for n in range(1, 13)]
    assert len(sap.asked) == 3


@pytest.mark.parametrize("fault", ["500", "truncated"])
async def test_one_stumble_is_asked_again(talk: Any, sap: Sap, fault: str):
    sap.faults = {fault: 1}
    assert len(await numbers(talk())) == 12


async def test_two_stumbles_are_told_in_saps_words(talk: Any, sap: Sap):
    sap.faults = {"500": 2}
    with pytest.raises(Said, match="An internal error occurred"):
        await numbers(talk())


async def test_a_password_goes_to_no_other_server(talk: Any, sap: Sap):
    sap.faults = {"next-elsewhere": 1}
    with pytest.raises(Down, match=r"elsewhere\.example"):
        await numbers(talk())
    assert len(sap.asked) == 1


async def test_a_page_that_names_itself_ends_the_reading(talk: Any, sap: Sap):
    sap.faults = {"endless": 3}
    with pytest.raises(Down, match="same page"):
        await numbers(talk())
    assert len(sap.asked) <= 3


async def test_who_stalls_is_left_in_time(talk: Any, sap: Sap):
    sap.faults = {"stall": 2}
    with pytest.raises(Down, match="in time"):
        await numbers(talk(seconds=0.2))


async def test_a_wrong_password_is_not_tried_twice(talk: Any, sap: Sap):
    with pytest.raises(Said) as refused:
        await numbers(talk("wrong"))
    assert refused.value.status == 401
    assert len(sap.asked) == 1


async def test_a_token_is_fetched_with_its_cookie_and_used_again(talk: Any, sap: Sap):
    async with talk() as client:
        first = await client.create(CONFIRMATIONS, "ProdnOrdConf2", ORDER)
        await client.create(CONFIRMATIONS, "ProdnOrdConf2", ORDER)
    assert first["ConfirmationGroup"] == "0000000001"
    assert [line.partition(" ")[0] for line in sap.asked] == ["GET", "POST", "POST"]


async def test_an_expired_token_is_fetched_again_once(talk: Any, sap: Sap):
    async with talk() as client:
        await client.create(CONFIRMATIONS, "ProdnOrdConf2", ORDER)
        sap.faults = {"expired-token": 1}
        await client.create(CONFIRMATIONS, "ProdnOrdConf2", ORDER)
        sap.faults = {"expired-token": 2}
        with pytest.raises(Said) as refused:
            await client.create(CONFIRMATIONS, "ProdnOrdConf2", ORDER)
    assert refused.value.status == 403
    assert len(sap.records.rows["ProdnOrdConf2"]) == 2


async def test_a_write_whose_answer_was_lost_is_not_repeated(talk: Any, sap: Sap):
    sap.faults = {"lost-answer": 1}
    async with talk() as client:
        with pytest.raises(Said) as lost:
            await client.create(CONFIRMATIONS, "ProdnOrdConf2", ORDER)
    assert lost.value.status == 504
    assert len(sap.records.rows["ProdnOrdConf2"]) == 1


async def test_a_refusal_has_saps_words_and_code(talk: Any, sap: Sap):
    async with talk() as client:
        with pytest.raises(Said, match="Order 77 does not exist") as refused:
            await client.create(CONFIRMATIONS, "ProdnOrdConf2", {**ORDER, "OrderID": "77"})
    assert refused.value.fault.code == "RU/502"


async def test_a_broken_off_page_is_told(talk: Any, sap: Sap):
    sap.faults = {"truncated": 2}
    with pytest.raises(Down, match="cannot be read"):
        await numbers(talk())


async def test_filters_and_what_is_expanded_arrive(talk: Any):
    async with talk() as client:
        asked = {"filter": "Product eq 'SIM-0003'", "expand": "to_Description"}
        pages = [page async for page in client.pages(PRODUCTS, "A_Product", **asked)]
        alone = await client.one(PRODUCTS, "A_Product('SIM-0003')")
    assert [row["Product"] for row in pages[0].rows] == ["SIM-0003"]
    assert len(pages[0].rows[0]["to_Description"]["results"]) == 2
    assert alone["Product"] == "SIM-0003"


async def test_a_private_network_is_asked_only_where_it_was_allowed(sap: Sap, sap_server: tuple[Sap, str]):
    with pytest.raises(Down):
        async with Client(Outside(), System(sap_server[1], sap.user, sap.password)):
            pass
    assert sap.asked == []


def test_the_command_knows_every_fault_of_the_simulator():
    assert set(sap_command.FAULTS) == set(FAULTS)


async def test_a_simulated_sap_can_know_every_order(talk: Any, sap: Sap):
    sap.records.any_order = True
    async with talk() as client:
        made = await client.create(CONFIRMATIONS, "ProdnOrdConf2", {**ORDER, "OrderID": "WO-10409"})
    assert made["OrderID"] == "0000WO-10409"
