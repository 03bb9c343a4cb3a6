"""Sam says what a tag means, and sees before what the last values would mean."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.cast import Person
from tests.modules.signals.test_pipeline import ago


async def test_the_preview_says_what_the_last_values_would_mean_and_keeps_nothing(
    connect: Any, send: Any, rows: Any, admin: Person, press: dict[str, Any]
) -> None:
    connection = await connect()
    await send(connection, ("s", 1, ago(3)), ("s", 0, ago(2)), ("s", 9, ago(1)))
    tag = (await rows("select id from signal_tags where connection_id = :c", c=connection["id"]))[0][0]
    said = {"machine": press["code"], "kind": "state", "running": "1", "idle": "0"}
    found = (await admin.api("POST", f"/tags/{tag}/mapping/preview", said)).json()
    assert [(one["said"], one["means"], one["good"]) for one in found["reads"]] == [
        ("9", "Nobody has said what 9 means", False), ("0", "Idle", True), ("1", "Running", True),
    ]  # fmt: skip
    assert (await admin.api("GET", f"/tags/{tag}")).json()["kind"] == ""
    page = await admin.send(f"/tags/{tag}/mapping/preview", **said)
    assert "Nobody has said what 9 means" in page.text and 'name="running" value="1"' in page.text
    assert (await admin.send(f"/tags/{tag}/mapping/edit", **said)).status_code in (302, 303)
    assert (await admin.api("GET", f"/tags/{tag}")).json()["words"] == {"1": "running", "0": "idle"}


async def test_one_value_cannot_mean_two_states(connect: Any, send: Any, rows: Any, admin: Person, press: Any) -> None:
    connection = await connect()
    await send(connection, ("s", 1, ago(1)))
    tag = (await rows("select id from signal_tags where connection_id = :c", c=connection["id"]))[0][0]
    said = {"machine": press["code"], "kind": "state", "running": "1, 2", "idle": "2.0"}
    answer = await admin.api("PUT", f"/tags/{tag}/mapping", said)
    assert answer.status_code == 422 and "already means something else" in answer.text
    assert (await admin.api("PUT", f"/tags/{tag}/mapping", {**said, "machine": "NOWHERE"})).status_code == 422


async def test_usual_words_count_where_nobody_said_others(
    connect: Any, send: Any, mean: Any, rows: Any, press: dict[str, Any]
) -> None:
    connection = await connect()
    await send(connection, ("execution", "READY", ago(30)))
    await mean(connection, "execution", machine=press["code"], kind="state")
    await send(connection, ("execution", "ACTIVE", ago(20)), ("execution", None, ago(10)))
    found = await rows("select state from machine_times where machine_id = :m order by starts_at", m=press["id"])
    assert [state for (state,) in found] == ["running", "unknown"]


async def test_the_curve_of_a_counter_is_how_far_it_went_past_its_roll_over(
    connect: Any, send: Any, mean: Any, admin: Person, press: dict[str, Any]
) -> None:
    connection = await connect()
    start = ago(40)
    await send(connection, ("strokes", 90, start))
    tag = await mean(connection, "strokes", machine=press["code"], kind="counter", wraps_at="100")
    await send(connection, *(("strokes", (90 + 4 * n) % 100, start + timedelta(minutes=n)) for n in range(1, 31)))
    found = (await admin.api("GET", f"/tags/{tag}/curve?span=hour")).json()
    assert found["total"] == 4 * 29
    page = await admin.see(f"/tags/{tag}/curve", span="hour")
    assert page.status_code == 200 and "<svg" in page.text


async def test_a_tag_that_is_left_aside_is_quiet(connect: Any, send: Any, rows: Any, admin: Person) -> None:
    connection = await connect()
    await send(connection, ("noise", 1, ago(3)))
    tag = (await rows("select id from signal_tags where connection_id = :c", c=connection["id"]))[0][0]
    assert (await admin.api("POST", f"/tags/{tag}/ignore", {"ignored": True})).status_code == 200
    await send(connection, ("noise", 2, ago(2)))
    assert (await admin.api("GET", f"/tags/{tag}")).json()["said"] == "1"
    waiting = (await admin.api("GET", f"/tags?mapped=no&connection={connection['name']}")).json()["items"]
    assert waiting == []
