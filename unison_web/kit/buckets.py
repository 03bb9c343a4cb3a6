"""Files in a bucket of any server that speaks S3, through the minio client."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import certifi
from minio import Minio
from minio.error import MinioException, S3Error
from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from unison_web.kit.errors import Unavailable
from unison_web.kit.i18n import _
from unison_web.kit.storage import Missing

T = TypeVar("T")
log = logging.getLogger(__name__)

#: A server that stands still is given up after half a minute, with its repetitions.
PATIENCE = Timeout(connect=2, read=8)
AGAIN = Retry(total=2, backoff_factor=0.2, status_forcelist=(500, 502, 503, 504), raise_on_status=False)
GONE, NO_BUCKET = frozenset({"NoSuchKey", "NoSuchObject"}), "NoSuchBucket"
MINE = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})


class Bucket:
    """One bucket for all companies; the first part of a key is the company. It is made when it is first needed.

    ``url`` is ``https://host[:port]``. A server that is away, refuses or answers nonsense raises ``Unavailable``: what
    was asked is not done, and nothing else is affected.
    """

    def __init__(
        self, url: str, name: str, access_key: str, secret_key: str, region: str = "us-east-1",
        patience: Timeout = PATIENCE,
    ) -> None:  # fmt: skip
        where = urlsplit(url)
        pool = PoolManager(
            maxsize=16, timeout=patience, retries=AGAIN, cert_reqs="CERT_REQUIRED", ca_certs=certifi.where()
        )
        self._client = Minio(
            endpoint=where.netloc, access_key=access_key, secret_key=secret_key, secure=where.scheme == "https",
            region=region, http_client=pool,
        )  # fmt: skip
        self.name, self._made = name, False

    async def put(self, key: str, content: bytes) -> None:
        def store() -> None:
            self._make()
            self._client.put_object(
                bucket_name=self.name, object_name=key, data=io.BytesIO(content), length=len(content)
            )

        await self._asked(key, store)

    async def get(self, key: str) -> bytes:
        def read() -> bytes:
            answer = self._client.get_object(bucket_name=self.name, object_name=key)
            try:
                return bytes(answer.read())
            finally:
                answer.close()
                answer.release_conn()

        return await self._asked(key, read)

    async def remove(self, key: str) -> None:
        def drop() -> None:
            self._client.remove_object(bucket_name=self.name, object_name=key)

        try:
            await self._asked(key, drop)
        except Missing:
            return

    def _make(self) -> None:
        """The bucket; two processes that begin at once both find it made."""
        if self._made:
            return
        if not self._client.bucket_exists(bucket_name=self.name):
            try:
                self._client.make_bucket(bucket_name=self.name)
            except S3Error as error:
                if error.code not in MINE:
                    raise
        self._made = True

    async def _asked(self, key: str, what: Callable[[], T]) -> T:
        """In a thread: the client waits. Its pool keeps connections."""
        try:
            return await asyncio.to_thread(what)
        except S3Error as error:
            if error.code in GONE or (error.code == NO_BUCKET and not self._made):
                raise Missing(key) from None
            if error.code == NO_BUCKET:  # it was there and was taken away: the next file makes it again
                self._made = False
            log.warning("the file storage refused %s: %s", key, error.code)
            raise away() from error
        except (MinioException, HTTPError, OSError, ValueError) as error:
            log.warning("the file storage is away: %s", type(error).__name__)
            raise away() from error


def away() -> Unavailable:
    return Unavailable(_("The file storage does not answer just now. Try again in a moment"), retry_after=10)
