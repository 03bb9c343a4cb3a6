"""An identity provider on a socket of this machine, which really publishes, keeps codes, checks PKCE and signs."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT, SECRET = "unison", "what the provider gave"


class Key:
    """A key pair with a name."""

    def __init__(self, kind: str = "RS256") -> None:
        self.name, self.algorithm = secrets.token_hex(6), kind
        self.private: Any = (
            rsa.generate_private_key(public_exponent=65537, key_size=2048)
            if kind == "RS256"
            else ec.generate_private_key(ec.SECP256R1())
        )

    def public(self) -> dict[str, Any]:
        algorithm = jwt.get_algorithm_by_name(self.algorithm)
        shown = json.loads(algorithm.to_jwk(self.private.public_key()))
        return {**shown, "kid": self.name, "use": "sig", "alg": self.algorithm}


@dataclass
class Provider:
    """``person`` is who signs in next; ``twist`` may change the claims before they are signed."""

    issuer: str = ""
    key: Key = field(default_factory=Key)
    person: dict[str, Any] = field(default_factory=dict)
    twist: Callable[[dict[str, Any]], Any] = lambda claims: claims
    sign: Callable[[Provider, dict[str, Any]], str] | None = None
    document: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    raw: bytes | None = None
    redirect: str = ""

    def authorize(self, address: str) -> dict[str, str]:
        """What a browser is told after the person signed in here: code and state."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(self.issuer + "/authorize?"), address
        assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT and "openid" in asked["scope"]
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        self.asked.append(f"{method} {path}")
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
                "response_types_supported": ["code"], "code_challenge_methods_supported": ["S256"],
                "id_token_signing_alg_values_supported": ["RS256", "ES256"], **self.document,
            }  # fmt: skip
        if path == "/keys":
            return 200, {"keys": [self.key.public()]}
        if path == "/token":
            return self.token(headers, {k: v[0] for k, v in parse_qs(body.decode()).items()})
        return 404, {}

    def token(self, headers: dict[str, str], form: dict[str, str]) -> tuple[int, Any]:
        basic = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '+')}".encode()).decode()
        if headers.get("authorization") != f"Basic {basic}":
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or asked["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if challenge.rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.person,
        }  # fmt: skip
        claims = self.twist(claims)
        signed = self.sign(self, claims) if self.sign else self.signed(claims)
        return 200, {"id_token": signed, "access_token": "not used", "token_type": "Bearer"}

    def signed(self, claims: dict[str, Any], **header: Any) -> str:
        return jwt.encode(claims, self.key.private, self.key.algorithm, headers={"kid": self.key.name, **header})

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            method, path, _version = head[0].split(" ")
            headers = {k.lower(): v.strip() for k, _colon, v in (line.partition(":") for line in head[1:] if line)}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            status, said = self.answer(method, path.partition("?")[0], headers, body)
            content = self.raw if self.raw is not None else json.dumps(said).encode()
            more = f"location: {self.redirect}\r\n" if self.redirect else ""
            line = f"HTTP/1.1 {302 if self.redirect else status} x\r\ncontent-type: application/json\r\n{more}"
            writer.write(f"{line}content-length: {len(content)}\r\nconnection: close\r\n\r\n".encode() + content)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def provider() -> AsyncIterator[Provider]:
    made = Provider()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.issuer = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
        await server.wait_closed()
