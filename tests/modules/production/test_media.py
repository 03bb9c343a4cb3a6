"""Photos and voice notes in the log, from the tablet and from programs."""

from __future__ import annotations

from base64 import b64encode
from uuid import uuid4

from tests.cast import ORIGIN, Person
from tests.factories.plant import SmallFactory
from tests.modules.production.test_corrections import operation, released

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
WEBM = bytes.fromhex("1a45dfa3") + b"\x01\x00 a few words"


def said(name: str, content: bytes, note: str = "") -> dict[str, str]:
    return {"name": name, "content": b64encode(content).decode(), "note": note}


async def test_a_photo_and_a_voice_note_stand_in_the_log_and_are_played_there(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    at = f"/work-orders/{number}/operations/10/media"
    photo = (await operator.api("POST", at, said("burr.png", PNG, "Inner edge"))).json()
    voice = (await operator.api("POST", at, said("voice.webm", WEBM))).json()
    assert [(each["kind"], each["media"]) for each in (photo, voice)] == [
        ("photo", "image/png"), ("voice", "audio/webm"),
    ]  # fmt: skip
    page = (await supervisor.see(f"/work-orders/{number}/reports")).text
    assert (f'src="/files/{photo["file_id"]}"' in page, "<audio controls" in page) == (True, True)
    heard = await supervisor.see(f"/files/{voice['file_id']}")
    assert (heard.content, heard.headers["content-type"]) == (WEBM, "audio/webm")
    assert "media-src 'self'" in heard.headers["content-security-policy"]
    assert photo["note"] in (await supervisor.see("/production-logs", order=number)).text


async def test_the_tablet_sends_a_plain_form_or_its_outbox(
    planner: Person, operator: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    job = f"/floor/operations/{(await operation(operator, number, 10))['id']}"
    page = (await operator.see(f"{job}/photo")).text
    assert ('accept="image/*" capture' in page, 'enctype="multipart/form-data"' in page) == (True, True)
    sent = await operator.client.post(
        f"{job}/media",
        data={"_csrf_token": operator.csrf, "_key": str(uuid4()), "note": "Burr"},
        files={"file": ("burr.png", PNG)},
        headers={"accept": "text/html", "origin": ORIGIN},
    )
    assert sent.status_code < 400, sent.text
    log = (await operator.api("GET", f"/work-orders/{number}/operations/10/reports")).json()
    assert [(each["kind"], each["note"]) for each in log] == [("photo", "Burr")]


async def test_only_pictures_and_recordings_are_kept_and_never_taken_away(
    planner: Person, operator: Person, admin: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    at = f"/work-orders/{number}/operations/10/media"
    assert "file" in (await operator.api("POST", at, said("x.txt", b"only words"))).json()["errors"]
    assert "file" in (await operator.api("POST", at, {"note": "nothing"})).json()["errors"]
    file = (await operator.api("POST", at, said("burr.png", PNG))).json()["file_id"]
    kept = await admin.api("POST", f"/files/{file}/removal", {})
    assert (kept.status_code, kept.json()["code"]) == (422, "in-use")


async def test_another_company_does_not_see_them(
    planner: Person, operator: Person, stranger: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    at = f"/work-orders/{number}/operations/10/media"
    file = (await operator.api("POST", at, said("burr.png", PNG))).json()["file_id"]
    assert (await stranger.api("GET", f"/files/{file}")).status_code == 404
