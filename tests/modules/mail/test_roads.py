"""Each provider over a real connection: what arrives, and what its errors are called."""

from __future__ import annotations

import base64
import ssl
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Person
from tests.modules.mail.conftest import by_smtp, set_up
from tests.modules.mail.servers import Api, sendgrid, sendgrid_error, ses, ses_error, smtp
from unison_web.kit.local_tls import certificates
from unison_web.kit.outside import Outside
from unison_web.modules.mail.service.by_sendgrid import SendGrid
from unison_web.modules.mail.service.by_ses import Ses
from unison_web.modules.mail.service.by_smtp import Smtp
from unison_web.modules.mail.service.roads import Post, Trouble

POST = Post(
    "018f0000-0000-7000-8000-000000000001", "<one@kestrel.example>", "ana@example.com", "Ána Ruiz",
    "mes@kestrel.example", "Kestrel", "answers@kestrel.example", "Grüße", "<p>Hallo</p>", "Hallo\n",
)  # fmt: skip
HERE = Outside(loopback=True)


async def fault_of(road: Any) -> Trouble:
    with pytest.raises(Trouble) as caught:
        await road.send(POST)
    return caught.value


async def test_smtp_brings_both_parts_with_their_letters() -> None:
    async with smtp() as box:
        await Smtp(HERE, "127.0.0.1", box.port, "none", "", "").send(POST)
    mail = box.mails[0]
    assert (mail["Subject"], mail["To"]) == ("Grüße", "Ána Ruiz <ana@example.com>")
    assert (mail["Message-ID"], mail["Reply-To"]) == ("<one@kestrel.example>", "answers@kestrel.example")
    assert mail.get_body(("plain",)).get_content().strip() == "Hallo"  # type: ignore[union-attr]
    assert mail.get_body(("html",)).get_content().strip() == "<p>Hallo</p>"  # type: ignore[union-attr]


async def test_an_address_that_cannot_stand_in_a_header_is_refused() -> None:
    async with smtp() as box:
        road = Smtp(HERE, "127.0.0.1", box.port, "none", "", "")
        with pytest.raises(Trouble) as caught:
            await road.send(replace(POST, to_name="Ana\r\nBcc: all@example.com"))
    assert caught.value.fault == "refused" and not box.mails


async def test_smtp_with_starttls_checks_whose_certificate_it_is(tmp_path: Path) -> None:
    served, ours = contexts(tmp_path)
    async with smtp(tls_context=served, require_starttls=True) as box:
        await Smtp(HERE, "localhost", box.port, "starttls", "", "", ours).send(POST)
        stranger = await fault_of(Smtp(HERE, "localhost", box.port, "starttls", "", ""))
    assert len(box.mails) == 1
    assert (stranger.fault, stranger.words) == ("settings", "The certificate of localhost is not valid")


async def test_smtp_says_what_is_wrong() -> None:
    async with smtp() as box:
        assert "STARTTLS" in (await fault_of(Smtp(HERE, "127.0.0.1", box.port, "starttls", "", ""))).words
        assert (await fault_of(Smtp(HERE, "127.0.0.1", box.port, "tls", "", ""))).fault == "settings"
        wrong = await fault_of(Smtp(HERE, "127.0.0.1", box.port, "none", "mes", "wrong"))
        assert wrong.fault == "settings" and "password" in wrong.words
        inside = await fault_of(Smtp(Outside(), "127.0.0.1", box.port, "none", "", ""))
        assert inside.fault == "settings" and "private network" in inside.words
        closed = box.port
    assert (await fault_of(Smtp(HERE, "127.0.0.1", closed, "none", "", ""))).fault == "away"


async def test_sendgrid_is_asked_as_its_v3_says() -> None:
    async with sendgrid() as api:
        assert await SendGrid("SG.key", api.url).send(POST) == "sg-1"
    asked = api.asked[0]
    assert asked.path == "/v3/mail/send" and asked.headers["authorization"] == "Bearer SG.key"
    assert asked.body["personalizations"][0]["to"] == [{"email": "ana@example.com", "name": "Ána Ruiz"}]
    assert asked.body["personalizations"][0]["custom_args"] == {"unison_mail": POST.key}
    assert [part["type"] for part in asked.body["content"]] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (sendgrid_error(401, "The provided authorization grant is invalid, expired, or revoked"), "settings"),
        (sendgrid_error(403, "The from address does not match a verified Sender Identity", "from"), "settings"),
        (sendgrid_error(400, "Does not contain a valid address.", "personalizations.0.to.0.email"), "refused"),
        (sendgrid_error(413, "payload too large"), "refused"),
        (sendgrid_error(429, "too many requests"), "away"),
        ((500, {}, None), "away"),
    ],
)
async def test_what_sendgrid_refuses(answer: Any, fault: str) -> None:
    async with sendgrid() as api:
        api.answers = [answer]
        trouble = await fault_of(SendGrid("SG.key", api.url))
    assert trouble.fault == fault and "SG.key" not in trouble.words and "SendGrid" in trouble.words


async def test_ses_gets_a_signed_request_with_the_whole_mail() -> None:
    async with ses() as api:
        assert await road(api).send(POST) == "0100-ses-1"
    asked = api.asked[0]
    assert asked.path == "/v2/email/outbound-emails"
    assert asked.headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/")
    assert "/eu-central-1/ses/aws4_request" in asked.headers["authorization"]
    raw = message_from_bytes(base64.b64decode(asked.body["Content"]["Raw"]["Data"]), policy=policy.default)
    assert raw["Subject"] == "Grüße" and asked.body["EmailTags"] == [{"Name": "unison_mail", "Value": POST.key}]
    assert asked.body["Destination"]["ToAddresses"][0].endswith("<ana@example.com>")
    assert asked.body["Destination"]["ToAddresses"][0].isascii()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (
            ses_error(403, "UnrecognizedClientException", "The security token included in the request is invalid."),
            "settings",
        ),
        (ses_error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match"), "settings"),
        (ses_error(400, "MessageRejected", "Email address is not verified."), "settings"),
        (ses_error(400, "AccountSuspendedException", "suspended"), "settings"),
        (ses_error(400, "BadRequestException", "Invalid email address"), "refused"),
        (ses_error(429, "TooManyRequestsException", "Maximum sending rate exceeded."), "away"),
        (ses_error(500, "InternalServiceErrorException", "oops"), "away"),
    ],
)
async def test_what_ses_refuses(answer: Any, fault: str) -> None:
    async with ses() as api:
        api.answers = [answer]
        trouble = await fault_of(road(api))
        assert len(api.asked) == 1  # tries are ours to count
    assert trouble.fault == fault and "hidden" not in trouble.words


async def test_a_test_says_in_words_what_each_way_did(other_admin: Person) -> None:
    async with smtp(auth_required=True) as box:
        caught = await other_admin.api("POST", "/mail-settings/test", {"to": "me@kestrel.example"})
        assert caught.json()["findings"][0]["provider"] == "catcher"
        await set_up(other_admin, **by_smtp(box.port, smtp_user="mes", smtp_password="wrong"))
        said = (await other_admin.api("POST", "/mail-settings/test", {"to": "me@kestrel.example"})).json()
        assert not said["fine"] and "does not accept" in said["findings"][0]["words"]
        await set_up(other_admin, **by_smtp(box.port, smtp_user="mes", smtp_password="right"))
        page = await other_admin.send("/mail-settings/test", to="me@kestrel.example")
    assert "took the mail to me@kestrel.example" in page.text and len(box.mails) == 1


def road(api: Api) -> Ses:
    return Ses("eu-central-1", "AKIAEXAMPLE", "hidden", api.url)


def contexts(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's, and that of a client who trusts its authority."""
    made = certificates(folder)
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(made.certificate, made.key)
    return served, ssl.create_default_context(cafile=str(made.authority))
