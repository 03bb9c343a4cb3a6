"""From a code to who somebody is: the exchange with the provider, and the ID token's signature and claims."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import jwt

from unison_web.kit import clock
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.outside import Answer, Outside
from unison_web.modules.sign_on import rules
from unison_web.modules.sign_on.service import discovery
from unison_web.modules.sign_on.service.discovery import Document


@dataclass(frozen=True, slots=True)
class Client:
    """How a provider knows us."""

    issuer: str
    client_id: str
    secret: str


async def exchange(
    outside: Outside, found: Document, client: Client, code: str, verifier: str, redirect: str
) -> Answer:
    """The provider's answer to the code, whatever it is."""
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": redirect, "code_verifier": verifier,
    }  # fmt: skip
    authorization = ""
    if not client.secret or found.by_post:
        form |= {"client_id": client.client_id} | ({"client_secret": client.secret} if client.secret else {})
    else:
        pair = f"{quote_plus(client.client_id)}:{quote_plus(client.secret)}".encode()
        authorization = "Basic " + base64.b64encode(pair).decode()
    return await outside.post(found.token, form, authorization=authorization)


async def id_token(outside: Outside, found: Document, client: Client, code: str, verifier: str, redirect: str) -> str:
    answer = await exchange(outside, found, client, code, verifier, redirect)
    said = answer.object()
    token = said.get("id_token")
    if answer.status != 200 or not isinstance(token, str):
        if said.get("error") == "invalid_client":
            raise Refused(_("The provider does not accept our client id and secret. Tell your administrator"))
        if said.get("error") == "invalid_grant":
            raise Refused(_("The provider's answer was used already, or is too old. Try again"))
        raise Refused(_("The provider did not say who you are. Try again"))
    return token


async def claims(outside: Outside, found: Document, client: Client, token: str, nonce: str) -> dict[str, Any]:
    """Raises Refused, in words, unless the provider itself signed this for us, for this sign-in, just now."""
    read = await _signed(outside, found, token)
    rules.token_is_ours(read, client.issuer, client.client_id, nonce, clock.now()).or_refuse()
    return read


async def _signed(outside: Outside, found: Document, token: str) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError as error:
        raise _forged() from error
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in found.algorithms or "crit" in header:
        raise _forged()
    fitting = (await discovery.keys(outside, found.keys)).fitting(kid, algorithm)
    if not fitting:  # the provider may have changed its keys since
        fitting = (await discovery.keys(outside, found.keys, anew=True)).fitting(kid, algorithm)
    for key in fitting:
        try:
            return _read(token, key, algorithm)
        except jwt.PyJWTError:
            continue
    raise _forged()


def _read(token: str, key: dict[str, Any], algorithm: str) -> dict[str, Any]:
    """The signature only: times and names are judged by our own rules and our own clock."""
    unchecked = {f"verify_{name}": False for name in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")}
    read: dict[str, Any] = jwt.decode(
        token,
        jwt.PyJWK(key, algorithm=algorithm),
        algorithms=[algorithm],
        options=unchecked,  # type: ignore[arg-type]
    )
    return read


def _forged() -> Refused:
    return Refused(_("The provider's signature is not right, so nobody is signed in"), code="forged")
