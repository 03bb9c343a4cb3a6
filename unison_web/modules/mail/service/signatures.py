"""Whether what claims to come from a provider does: SendGrid signs with ECDSA, SNS with the key of a certificate."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

#: SendGrid repeats what was not taken for a day.
FRESH = timedelta(hours=25)
SNS_HOST = re.compile(r"sns\.[a-z0-9-]{3,40}\.amazonaws\.com(\.cn)?")
NOTIFICATION = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
SUBSCRIPTION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")

Fetch = Callable[[str], Awaitable[bytes]]


def of_sendgrid(key: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """ECDSA over the timestamp and the body, with the key SendGrid shows for the webhook."""
    said = headers.get("x-twilio-email-event-webhook-timestamp", "")
    signature = headers.get("x-twilio-email-event-webhook-signature", "")
    if not said.isdigit() or abs(now.timestamp() - int(said[:12])) > FRESH.total_seconds():
        return False
    try:
        public = load_der_public_key(base64.b64decode(key))
        if not isinstance(public, ec.EllipticCurvePublicKey):
            return False
        public.verify(base64.b64decode(signature), said.encode() + body, ec.ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True


async def of_sns(topic: str, body: bytes, fetch: Fetch) -> dict[str, Any] | None:
    """The message, if it is of our topic and Amazon signed it (signature version 2, SHA-256). The certificate comes
    from Amazon's own hosts only."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not topic or said.get("TopicArn") != topic or said.get("SignatureVersion") != "2":
        return None
    address = str(said.get("SigningCertURL", ""))
    if not is_amazon(address) or not urlsplit(address).path.endswith(".pem"):
        return None
    try:
        public = x509.load_pem_x509_certificate(await fetch(address)).public_key()
        if not isinstance(public, rsa.RSAPublicKey):
            return None
        public.verify(base64.b64decode(str(said["Signature"])), _signed(said), padding.PKCS1v15(), SHA256())
    except (ValueError, KeyError, InvalidSignature):
        return None
    return said


def _signed(said: dict[str, Any]) -> bytes:
    """https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html."""
    names = NOTIFICATION if said.get("Type") == "Notification" else SUBSCRIPTION
    return "".join(f"{name}\n{said[name]}\n" for name in names if name != "Subject" or "Subject" in said).encode()


def is_amazon(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(SNS_HOST.fullmatch(parts.netloc))
    except ValueError:
        return False
