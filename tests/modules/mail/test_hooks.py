"""What providers tell: believed when it is signed, counted once, and the same answer for everybody."""

from __future__ import annotations

import base64
import datetime as dt
import json
import time
from typing import Any
from uuid import uuid4

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from tests.cast import ORIGIN, Person
from tests.modules.mail.conftest import set_up, steps
from tests.modules.mail.servers import sendgrid
from unison_web.modules.mail.service import hearing, signatures

KEY = ec.generate_private_key(ec.SECP256R1())
PUBLIC = base64.b64encode(KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
TOPIC = "arn:aws:sns:eu-central-1:123456789012:mail"
CERT_URL = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem"


async def hook(admin: Person) -> str:
    await set_up(admin, provider="sendgrid", sendgrid_key="SG.x", sendgrid_public_key=PUBLIC)
    return str((await admin.api("POST", "/mail-settings/hook")).json()["hook"]).removeprefix(ORIGIN)


async def knock(admin: Person, path: str, events: Any, *, signed: bool = True, at: float | None = None) -> str:
    body, stamp = json.dumps(events).encode(), str(int(at or time.time()))
    signature = base64.b64encode(KEY.sign((stamp.encode() if signed else b"x") + body, ec.ECDSA(SHA256()))).decode()
    headers = {
        "x-twilio-email-event-webhook-signature": signature, "x-twilio-email-event-webhook-timestamp": stamp,
        "content-type": "application/json",
    }  # fmt: skip
    async with httpx.AsyncClient(transport=admin.client._transport, base_url=ORIGIN) as nobody:
        answer = await nobody.post(path, content=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.text


async def state_of(admin: Person, mail: Any) -> dict[str, Any]:
    return (await admin.api("GET", f"/mails/{mail}")).json()  # type: ignore[no-any-return]


async def test_a_mail_that_comes_back_is_told_once_and_its_address_gets_no_more(
    other_admin: Person, write: Any, work: Any
) -> None:
    path, address = await hook(other_admin), f"back{uuid4().hex[:6]}@kestrel.example"
    async with sendgrid() as api:
        mail = (await work(await write(to=address), sendgrid_url=api.url))["id"]
    arrived = {"event": "delivered", "unison_mail": mail, "sg_event_id": "e1"}
    await knock(other_admin, path, [arrived])
    assert (await state_of(other_admin, mail))["state"] == "delivered"
    bounced = {"event": "bounce", "type": "bounce", "unison_mail": mail, "sg_event_id": "e2", "reason": "550 unknown"}
    await knock(other_admin, path, [bounced, bounced])
    await knock(other_admin, path, [bounced])
    seen = await state_of(other_admin, mail)
    assert seen["state"] == "bounced" and seen["error"] == "550 unknown"
    assert steps(seen) == ["queued", "sending", "sent", "delivered", "bounced"]
    listed = (await other_admin.api("GET", f"/mail-suppressions?q={address}")).json()["items"]
    assert [each["reason"] for each in listed] == ["bounced"]
    async with sendgrid() as api:
        assert (await work(await write(to=address), sendgrid_url=api.url))["state"] == "suppressed"
        assert not api.asked


async def test_what_is_not_signed_changes_nothing_and_hears_the_same(
    other_admin: Person, write: Any, work: Any
) -> None:
    path = await hook(other_admin)
    async with sendgrid() as api:
        mail = (await work(await write(), sendgrid_url=api.url))["id"]
    spam = [{"event": "spamreport", "unison_mail": mail, "sg_event_id": uuid4().hex}]
    answers = {
        await knock(other_admin, path, spam, signed=False),
        await knock(other_admin, path, spam, at=time.time() - 3 * 86400),
        await knock(other_admin, "/api/v1/hooks/mail/nobodys-secret", spam),
        await knock(other_admin, path, {"not": "a list"}),
    }
    assert len(answers) == 1 and (await state_of(other_admin, mail))["state"] == "sent"
    assert await knock(other_admin, path, spam) in answers
    assert (await state_of(other_admin, mail))["state"] == "complained"


async def test_one_companys_hook_says_nothing_about_anothers_mail(
    admin: Person, other_admin: Person, write: Any, work: Any
) -> None:
    path = await hook(other_admin)
    async with sendgrid() as api:
        mail = (await work(await write(), sendgrid_url=api.url))["id"]
    assert path.rsplit("/", 1)[1] not in (await admin.api("GET", "/mail-settings")).text
    new = str((await other_admin.api("POST", "/mail-settings/hook")).json()["hook"]).removeprefix(ORIGIN)
    event = [{"event": "delivered", "unison_mail": mail, "sg_event_id": uuid4().hex}]
    await knock(other_admin, path, event)  # the older address stopped working
    assert (await state_of(other_admin, mail))["state"] == "sent"
    await knock(other_admin, new, event)
    assert (await state_of(other_admin, mail))["state"] == "delivered"


def notification(key: rsa.RSAPrivateKey, **change: str) -> bytes:
    event = {"eventType": "Bounce", "mail": {"tags": {"unison_mail": ["m1"]}}, "bounce": {"bounceType": "Permanent"}}
    said = {
        "Type": "Notification", "MessageId": "n1", "TopicArn": TOPIC, "Message": json.dumps(event),
        "Timestamp": "2026-11-30T20:00:00.000Z", "SignatureVersion": "2", "SigningCertURL": CERT_URL,
    }  # fmt: skip
    signed = "".join(f"{n}\n{said[n]}\n" for n in ("Message", "MessageId", "Timestamp", "TopicArn", "Type"))
    said["Signature"] = base64.b64encode(key.sign(signed.encode(), padding.PKCS1v15(), SHA256())).decode()
    return json.dumps(said | change).encode()


async def test_sns_is_believed_with_amazons_own_certificate_only() -> None:
    key = rsa.generate_private_key(65537, 2048)
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")]), dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    pem = made.sign(key, SHA256()).public_bytes(Encoding.PEM)
    fetched: list[str] = []

    async def fetch(address: str) -> bytes:
        fetched.append(address)
        return pem

    said = await signatures.of_sns(TOPIC, notification(key), fetch)
    assert said and hearing.from_ses(said) == [hearing.Told("m1", "bounced", "ses:n1", "", lasting=True)]
    assert await signatures.of_sns(TOPIC, notification(key, Message="{}"), fetch) is None
    assert await signatures.of_sns("arn:aws:sns:eu-central-1:1:other", notification(key), fetch) is None
    fetched.clear()
    for elsewhere in (
        "https://sns.eu-central-1.amazonaws.com.evil.example/a.pem", "http://sns.eu-central-1.amazonaws.com/a.pem",
        "https://sns.eu-central-1.amazonaws.com:8443/a.pem", "https://bucket.s3.amazonaws.com/a.pem",
        "https://user@sns.eu-central-1.amazonaws.com/a.pem",
    ):  # fmt: skip
        assert await signatures.of_sns(TOPIC, notification(key, SigningCertURL=elsewhere), fetch) is None
    assert not fetched
