"""What a provider publishes about itself, and its keys. Both are remembered for a while, in this process."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import jwt

from unison_web.kit.i18n import _
from unison_web.kit.outside import Outside, Unreachable
from unison_web.modules.sign_on import rules

REMEMBER_SECONDS, MOST = 3600.0, 200
#: A token with a key we do not know makes us look again, this often in a minute: keys rotate, and strangers try.
LOOKS, LOOKS_WITHIN = 5, 60.0
WELL_KNOWN = "/.well-known/openid-configuration"
SHORTEST_RSA = 2048


@dataclass(frozen=True, slots=True)
class Document:
    """The part of the discovery document that is used (OpenID Connect Discovery 1.0, 3)."""

    issuer: str
    authorize: str
    token: str
    keys: str
    by_post: bool
    says_iss: bool
    algorithms: frozenset[str]


@dataclass(slots=True)
class Keys:
    """A provider's public keys, by their names."""

    found: list[dict[str, Any]]
    until: float = field(default_factory=lambda: time.monotonic() + REMEMBER_SECONDS)
    looks: list[float] = field(default_factory=list)

    def fitting(self, kid: str | None, algorithm: str) -> list[dict[str, Any]]:
        """Keys that may have made this signature. A token without the name of a key fits one that is alone."""
        kind = rules.ALGORITHMS.get(algorithm)
        usable = [key for key in self.found if key.get("kty") == kind and key.get("alg", algorithm) == algorithm]
        if kid is None:
            return usable if len(usable) == 1 else []
        return [key for key in usable if key.get("kid") == kid]

    def may_look_again(self) -> bool:
        now = time.monotonic()
        self.looks = [at for at in self.looks if at > now - LOOKS_WITHIN]
        if len(self.looks) >= LOOKS:
            return False
        self.looks.append(now)
        return True


_documents: dict[str, tuple[float, Document]] = {}
_keys: dict[str, Keys] = {}


def forget() -> None:
    _documents.clear()
    _keys.clear()


async def document(outside: Outside, issuer: str) -> Document:
    """Raises Unreachable, in words."""
    known = _documents.get(issuer)
    if known and known[0] > time.monotonic():
        return known[1]
    found = await read_document(outside, issuer)
    if len(_documents) >= MOST:
        _documents.clear()
    _documents[issuer] = (time.monotonic() + REMEMBER_SECONDS, found)
    return found


async def read_document(outside: Outside, issuer: str) -> Document:
    answer = await outside.get(issuer.rstrip("/") + WELL_KNOWN)
    if answer.status != 200:
        raise Unreachable(
            _("There is no discovery document: the provider answers {status}").format(status=answer.status)
        )
    said = answer.object()
    if said.get("issuer") != issuer:
        words = _("The document names another issuer: {issuer}. Copy that one, letter by letter")
        raise Unreachable(words.format(issuer=str(said.get("issuer"))[:200]))
    _can_do_it(said)
    methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Document(
        issuer, _address(outside, said, "authorization_endpoint"), _address(outside, said, "token_endpoint"),
        _address(outside, said, "jwks_uri"), "client_secret_basic" not in methods and "client_secret_post" in methods,
        said.get("authorization_response_iss_parameter_supported") is True, _algorithms(said),
    )  # fmt: skip


def _can_do_it(said: dict[str, Any]) -> None:
    if "code" not in (said.get("response_types_supported") or ["code"]):
        raise Unreachable(_("The provider does not offer the authorization code flow"))
    challenges = said.get("code_challenge_methods_supported")
    if isinstance(challenges, list) and "S256" not in challenges:
        raise Unreachable(_("The provider does not offer PKCE with S256"))


def _address(outside: Outside, said: dict[str, Any], name: str) -> str:
    found = said.get(name)
    if not isinstance(found, str):
        raise Unreachable(_("The document does not name its {what}").format(what=name))
    outside.well_formed(found)
    return found


def _algorithms(said: dict[str, Any]) -> frozenset[str]:
    """What it signs with, as far as we accept it. RS256 has to be among them, says the standard; some forget it."""
    offered = said.get("id_token_signing_alg_values_supported")
    usable = frozenset(offered if isinstance(offered, list) else ["RS256"]) & rules.ALGORITHMS.keys()
    if not usable:
        raise Unreachable(_("The provider signs in no way that is accepted. Choose RS256 or ES256 there"))
    return usable


async def keys(outside: Outside, uri: str, *, anew: bool = False) -> Keys:
    known = _keys.get(uri)
    if known and known.until > time.monotonic() and not (anew and known.may_look_again()):
        return known
    found = Keys(await read_keys(outside, uri), looks=known.looks if known else [])
    if len(_keys) >= MOST:
        _keys.clear()
    _keys[uri] = found
    return found


async def read_keys(outside: Outside, uri: str) -> list[dict[str, Any]]:
    answer = await outside.get(uri)
    listed = answer.object().get("keys") if answer.status == 200 else None
    if not isinstance(listed, list):
        raise Unreachable(_("The provider does not show its keys"))
    usable = [key for key in listed[:50] if isinstance(key, dict) and _is_usable(key)]
    if not usable:
        raise Unreachable(_("None of the provider's keys can be used"))
    return usable


def _is_usable(key: dict[str, Any]) -> bool:
    """A public key for signatures, strong enough, that can be read."""
    if key.get("use", "sig") != "sig" or key.get("kty") not in rules.ALGORITHMS.values():
        return False
    try:
        read = jwt.PyJWK(key).key
    except (jwt.PyJWTError, ValueError, TypeError):
        return False
    return getattr(read, "key_size", SHORTEST_RSA) >= (SHORTEST_RSA if key["kty"] == "RSA" else 0)
