"""A request key is claimed, its effect made and its answer stored in one transaction.

A repeated request with the same key gets the stored answer; with another body it is refused; while the first is
still running, the claim waits on the unique index (up to ``lock_timeout``) and then says so.
"""

from __future__ import annotations

from typing import Any

from litestar import Response
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from unison_web.kit import clock
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.ledger import RequestKey
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Conflict, Refused
from unison_web.kit.i18n import _
from unison_web.kit.vault import Vault
from unison_web.kit.web.requests import SAFE_METHODS, WebRequest

KEPT_HEADERS = ("location", "hx-location", "content-type", "hx-trigger")
LONGEST_KEY = 200
SEALED = "answer "


class Replay(Exception):
    """Leaves the handler with the answer the first request got."""

    def __init__(self, claim: RequestKey, body: bytes) -> None:
        self.claim, self.body = claim, body

    def response(self) -> Response[Any]:
        headers = {**(self.claim.headers or {}), "Idempotent-Replayed": "true"}
        media_type = headers.pop("content-type", "application/json")
        return Response(self.body, status_code=self.claim.status or 200, headers=headers, media_type=media_type)


async def claim(uow: UnitOfWork, request: WebRequest) -> RequestKey | None:
    """Claim the request's key, if it has one. Raises :class:`Replay` when it was answered before."""
    if request.method in SAFE_METHODS:
        return None
    key = await request.request_key()
    if not key:
        return None
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Refused(_("The Idempotency-Key must be printable text of at most 200 characters"), code="bad-key")
    row = {
        "organization_id": uow.organization_id,
        "id": new_id(),
        "created_at": clock.now(),
        "owner": str(uow.actor.key_id or uow.actor.user_id or uow.actor.device_id or ""),
        "key": key,
        "fingerprint": await request.fingerprint(),
    }
    statement = insert(RequestKey).values(row).on_conflict_do_nothing().returning(RequestKey.id)
    if (await uow.session.execute(statement)).scalar_one_or_none() is not None:
        return RequestKey(**row)
    raise await _answered_before(uow, row, vault_of(request))


def vault_of(request: WebRequest) -> Vault | None:
    """For routes whose answer shows a secret, ``once=True``."""
    return request.app.state.vault if request.opt.get("once") else None


async def _answered_before(uow: UnitOfWork, row: dict[str, Any], vault: Vault | None) -> Exception:
    known = await uow.session.scalar(
        select(RequestKey).where(
            RequestKey.organization_id == uow.organization_id,
            RequestKey.owner == row["owner"],
            RequestKey.key == row["key"],
        )
    )
    if known is None or known.status is None:
        return Conflict(_("The first request with this key is still running"), code="still-running")
    if known.fingerprint != row["fingerprint"]:
        return Refused(_("This key was already used for a different request"), code="key-reused")
    body = known.body or b""
    return Replay(known, vault.open_bytes(body, SEALED + str(known.id)) if vault else body)


async def remember(uow: UnitOfWork, claimed: RequestKey, answer: Any, vault: Vault | None = None) -> None:
    """Store the rendered answer beside the claim; with ``vault`` sealed, where it says a secret that is said once."""
    headers = {name.decode().lower(): value.decode() for name, value in answer.encode_headers()}
    statement = (
        update(RequestKey)
        .where(RequestKey.organization_id == uow.organization_id, RequestKey.id == claimed.id)
        .values(
            status=answer.status_code,
            headers={name: headers[name] for name in KEPT_HEADERS if name in headers},
            body=vault.seal_bytes(bytes(answer.body), SEALED + str(claimed.id)) if vault else bytes(answer.body),
            answered_at=clock.now(),
        )
        .execution_options(synchronize_session=False)
    )
    await uow.session.execute(statement)
