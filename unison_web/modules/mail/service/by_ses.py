"""AWS SES, API v2, through boto3. Its errors: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from email.utils import formataddr
from importlib import import_module
from typing import Any

from unison_web.kit.i18n import _
from unison_web.modules.mail.service.roads import CONNECT_SECONDS, SECONDS, Post, Trouble

WRONG_KEYS = frozenset(
    {"UnrecognizedClientException", "InvalidClientTokenId", "SignatureDoesNotMatch", "InvalidSignatureException",
     "IncompleteSignature", "ExpiredTokenException"}
)  # fmt: skip
WRONG_SETTINGS = frozenset(
    {"AccessDeniedException", "AccessDenied", "AccountSuspendedException", "SendingPausedException",
     "MailFromDomainNotVerifiedException", "NotFoundException", "OptInRequired"}
)  # fmt: skip
LATER = frozenset({"TooManyRequestsException", "LimitExceededException", "Throttling", "ThrottlingException"})


@dataclass(frozen=True, slots=True)
class Ses:
    """``url`` is empty for Amazon's own address in the region."""

    region: str
    key_id: str
    secret: str
    url: str = ""
    name: str = "ses"

    async def send(self, post: Post) -> str:
        return await asyncio.to_thread(self._send, post)

    def _send(self, post: Post) -> str:
        errors = import_module("botocore.exceptions")
        try:
            answer = self._client().send_email(
                FromEmailAddress=formataddr((post.sender_name, post.sender)),
                Destination={"ToAddresses": [formataddr((post.to_name, post.to))]},
                Content={"Raw": {"Data": post.mime().as_bytes()}},
                EmailTags=[{"Name": "unison_mail", "Value": post.key}],
            )
        except errors.ClientError as error:
            raise _trouble(error.response) from error
        except errors.BotoCoreError as error:
            raise Trouble("away", _("Nothing answers at {host}").format(host=f"SES ({self.region})")) from error
        return str(answer.get("MessageId", ""))

    def _client(self) -> Any:
        """Imported where it is needed: it is large, and the web server seldom sends. One try, for ours are written
        down."""
        once = import_module("botocore.config").Config(
            connect_timeout=CONNECT_SECONDS, read_timeout=SECONDS, proxies={}, signature_version="v4",
            retries={"total_max_attempts": 1, "mode": "standard"},
        )  # fmt: skip
        session = import_module("boto3").session.Session(
            aws_access_key_id=self.key_id, aws_secret_access_key=self.secret, region_name=self.region
        )
        return session.client("sesv2", config=once, endpoint_url=self.url or None)


def _trouble(answer: dict[str, Any]) -> Trouble:
    error, status = answer.get("Error", {}), answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    code, told = str(error.get("Code", "")), str(error.get("Message", ""))
    if code in WRONG_KEYS:
        return Trouble("settings", _("SES does not accept the access key"))
    words = _("{host} says: {answer}").format(host="SES", answer=f"{code} {told}".strip()[:300])
    if code in WRONG_SETTINGS or (code == "MessageRejected" and "not verified" in told):
        return Trouble("settings", words)
    return Trouble("away" if code in LATER or status >= 500 else "refused", words)
