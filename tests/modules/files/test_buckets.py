"""Files in a bucket: of a real S3 server that checks signatures, of one that is gone, of one that stands still."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar
from urllib3 import Timeout

from tests.cast import Person
from tests.factories.plant import SmallFactory
from unison_web.kit.buckets import Bucket
from unison_web.kit.errors import Unavailable
from unison_web.kit.storage import Missing, key_of
from unison_web.settings import SettingsError, load

KEY, SECRET = "unison-tests", "a secret of the tests"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """nanio, which refuses wrong signatures as S3 does."""
    folder, port = tmp_path_factory.mktemp("s3"), free_port()
    command = [sys.executable, "-m", "nanio", "serve", "--data-dir", str(folder), "--host", "127.0.0.1",
               "--port", str(port), "--no-access-log", "--log-level", "error"]  # fmt: skip
    environment = {"NANIO_ACCESS_KEY": KEY, "NANIO_SECRET_KEY": SECRET, "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(command, env=environment, cwd=folder) as running:
        url = f"http://127.0.0.1:{port}"
        wait_for(url)
        yield url
        running.terminate()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(url: str) -> None:
    for _try in range(300):
        try:
            httpx.get(url)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the S3 server does not start")


def bucket(url: str, secret: str = SECRET, name: str = "unison", patience: float = 5) -> Bucket:
    return Bucket(url, name, KEY, secret, patience=Timeout(connect=patience, read=patience))


async def test_what_was_put_is_there_until_it_is_removed(server: str) -> None:
    here = bucket(server, name=f"unison-{uuid4().hex[:8]}")
    key = key_of(uuid4(), "materials", uuid4(), "Zeichnung Ä 4.pdf")
    with pytest.raises(Missing):
        await here.get(key)
    await here.put(key, PNG)
    assert await here.get(key) == PNG
    assert await bucket(server, name=here.name).get(key) == PNG, "another process finds it too"
    await here.remove(key)
    await here.remove(key)
    with pytest.raises(Missing):
        await here.get(key)


async def test_a_wrong_secret_stores_nothing_and_says_so(server: str) -> None:
    with pytest.raises(Unavailable, match="does not answer"):
        await bucket(server, secret="another secret").put("a/b/c/d", b"x")


async def test_a_server_that_is_gone_or_stands_still_is_given_up(server: str) -> None:
    with pytest.raises(Unavailable):
        await bucket(f"http://127.0.0.1:{free_port()}", patience=0.2).get("a/b/c/d")
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(8)
        started = time.monotonic()
        with pytest.raises(Unavailable):
            await bucket(f"http://127.0.0.1:{deaf.getsockname()[1]}", patience=0.2).get("a/b/c/d")
        assert time.monotonic() - started < 30


async def test_a_document_of_a_material_goes_through_the_bucket(
    app: Litestar,
    planner: Person,
    stranger: Person,
    factory: SmallFactory,
    server: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(app.state, "storage", bucket(server))
    path = f"/files/of/materials/{factory.frame_id}"
    answer = await planner.api("POST", path, {"name": "part.png", "content": b64encode(PNG).decode()})
    assert answer.status_code == 201, answer.text
    found = await planner.api("GET", f"/files/{answer.json()['id']}")
    assert (found.status_code, found.content) == (200, PNG)
    assert (await stranger.api("GET", f"/files/{answer.json()['id']}")).status_code == 404


async def test_an_upload_while_the_bucket_is_away_leaves_no_row(
    app: Litestar, planner: Person, factory: SmallFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/files/of/materials/{factory.frame_id}"
    before = (await planner.api("GET", path)).json()
    monkeypatch.setattr(app.state, "storage", bucket(f"http://127.0.0.1:{free_port()}", patience=0.2))
    answer = await planner.api("POST", path, {"name": "part.png", "content": b64encode(PNG).decode()})
    assert answer.status_code == 503
    assert answer.json()["detail"] == "The file storage does not answer just now. Try again in a moment"
    assert (await planner.api("GET", path)).json() == before


def test_an_s3_server_without_keys_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="S3_ACCESS_KEY"):
        load({"S3_URL": "http://minio:9000", "UNISON_DATA_DIR": str(tmp_path)})
