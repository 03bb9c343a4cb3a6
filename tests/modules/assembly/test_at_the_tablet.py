"""At a tablet one field puts a piece together: its number brings it, every other number goes into it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from tests.modules.assembly.bench import Bench
from tests.modules.stock.place import made


async def test_one_field_brings_the_piece_and_builds_its_parts_in(bench: Bench) -> None:
    await bench.ready()
    order = (await bench.planner.api("GET", f"/work-orders/{bench.number}")).json()
    url, here = f"/floor/operations/{order['operations'][0]['id']}/assembly", bench.supervisor
    assert "Scan the piece" in (await here.see(url)).text
    rotor, (seal,) = (await bench.lots(bench.rotor))[0], await bench.lots(bench.seal)
    early = await here.send(url, code=rotor)
    words = f"{rotor} is no piece of {bench.number}. Scan the number of the piece first"
    assert (early.status_code, words in early.text) == (422, True)
    first = await here.send(f"{url}/pieces")
    assert first.status_code == 303, first.text
    piece = parse_qs(urlsplit(first.headers["location"]).query)["piece"][0]
    at = f"{url}?piece={piece}"
    for part in (rotor, seal):
        assert (await here.send(at, code=part)).status_code == 303
    page = (await here.see(url, piece=piece)).text
    assert ("Everything is in." in page, f"<bdi>{rotor}</bdi>" in page) == (True, True)
    again = await here.send(at, code=rotor)
    assert (again.status_code, f"{rotor} is built into {piece} already" in again.text) == (422, True)
    assert f"<bdi>{piece}</bdi></h1>" in again.text
    moved = await here.send(at, code=piece)
    assert parse_qs(urlsplit(moved.headers["location"]).query)["piece"] == [piece]


async def test_pieces_without_numbers_say_so(bench: Bench) -> None:
    said = {"material": bench.factory.frame, "quantity": "2", "due_at": "2027-05-01T10:00:00"}
    order = await made(bench.planner, "/work-orders", said)
    page = await bench.supervisor.see(f"/floor/operations/{order['operations'][0]['id']}/assembly")
    assert "These pieces have no serial numbers." in page.text
    refused = await bench.supervisor.api("POST", f"/work-orders/{order['number']}/pieces", {"count": 1})
    assert "has no serial numbers" in refused.text
