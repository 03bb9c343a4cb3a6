"""SendGrid's v3 Mail Send API over httpx. Its errors: https://www.twilio.com/docs/sendgrid/api-reference/mail-send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from unison_web.kit.i18n import _
from unison_web.modules.mail.service.roads import CONNECT_SECONDS, SECONDS, Post, Trouble

HOSTS = {"global": "https://api.sendgrid.com", "eu": "https://api.eu.sendgrid.com"}


@dataclass(frozen=True, slots=True)
class SendGrid:
    """``url`` is its own address, or that of a proxy."""

    key: str
    url: str
    name: str = "sendgrid"

    async def send(self, post: Post) -> str:
        limits = httpx.Timeout(SECONDS, connect=CONNECT_SECONDS)
        try:
            async with httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=limits) as client:
                answer = await client.post(
                    f"{self.url}/v3/mail/send", json=body(post), headers={"authorization": f"Bearer {self.key}"}
                )
        except httpx.TimeoutException as error:
            raise Trouble("away", _("{host} did not answer in time").format(host="SendGrid")) from error
        except httpx.HTTPError as error:
            raise Trouble("away", _("Nothing answers at {host}").format(host="SendGrid")) from error
        if answer.status_code != 202:
            raise _trouble(answer)
        return str(answer.headers.get("x-message-id", ""))


def body(post: Post) -> dict[str, Any]:
    """``custom_args`` come back with every event of the mail."""
    said: dict[str, Any] = {
        "personalizations": [{"to": [_named(post.to, post.to_name)], "custom_args": {"unison_mail": post.key}}],
        "from": _named(post.sender, post.sender_name),
        "subject": post.subject,
        "content": [{"type": "text/plain", "value": post.text}, {"type": "text/html", "value": post.html}],
        "headers": {"Message-ID": post.header_id, "Auto-Submitted": "auto-generated"},
        "tracking_settings": {"click_tracking": {"enable": False}, "open_tracking": {"enable": False}},
    }
    if post.reply_to:
        said["reply_to"] = {"email": post.reply_to}
    return said


def _named(address: str, name: str) -> dict[str, str]:
    return {"email": address, **({"name": name} if name else {})}


def _trouble(answer: httpx.Response) -> Trouble:
    status, words = answer.status_code, _("{host} says: {answer}").format(host="SendGrid", answer=_told(answer))
    if status == 401:
        return Trouble("settings", _("SendGrid does not accept the API key"))
    if status == 403:  # a sender that was not verified, or a key without the right to send
        return Trouble("settings", words)
    return Trouble("away" if status == 429 or status >= 500 or status < 400 else "refused", words)


def _told(answer: httpx.Response) -> str:
    """``{"errors": [{"message", "field", "help"}]}``."""
    try:
        errors = answer.json()["errors"]
        told = "; ".join(str(each["message"]) for each in errors)
    except (ValueError, KeyError, TypeError):
        told = ""
    return f"{answer.status_code} {told}".strip()[:300]
