"""What is wrong with how a provider is set up, found by asking it, in words."""

from __future__ import annotations

import secrets

from unison_web.kit.i18n import _
from unison_web.kit.outside import Outside, Unreachable
from unison_web.modules.sign_on.schemas import FindingOut, TestOut
from unison_web.modules.sign_on.service import discovery, tokens
from unison_web.modules.sign_on.service.tokens import Client


async def ask(outside: Outside, client: Client, redirect: str) -> TestOut:
    """The document, the keys, and whether the provider knows our client and secret. Stops where nothing can follow."""
    findings: list[FindingOut] = []
    discovery.forget()
    try:
        found = await discovery.document(outside, client.issuer)
        findings.append(FindingOut("document", True, _("The provider tells how it wants to be asked")))
        many = len((await discovery.keys(outside, found.keys)).found)
        findings.append(FindingOut("keys", True, _("Its keys can be read: {n}").format(n=many)))
        findings.append(await _knows_us(outside, found, client, redirect))
    except Unreachable as error:
        findings.append(FindingOut("keys" if findings else "document", False, str(error)))
    return TestOut(all(each.fine for each in findings), findings)


async def _knows_us(outside: Outside, found: discovery.Document, client: Client, redirect: str) -> FindingOut:
    """A code that cannot be right: who knows the client complains about the code, who does not about the client."""
    code, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    answer = await tokens.exchange(outside, found, client, code, verifier, redirect)
    try:
        error = answer.object().get("error")
    except Unreachable:
        error = None
    if error in ("invalid_client", "unauthorized_client"):
        return FindingOut("client", False, _("The provider does not accept the client id and secret"))
    if error == "invalid_grant":
        return FindingOut("client", True, _("The provider accepts the client id and secret"))
    words = _("Whether the client id and secret are right shows when somebody signs in; the provider says {error}")
    return FindingOut("client", True, words.format(error=str(error)[:60] if error else answer.status))
