"""What an ID token has to say, whose e-mail counts, and when single sign-on may be the only way in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no

PROOFS = ("provider", "proved")
OUTCOMES = ("open", "signed-in", "refused")
#: Signatures that only the provider can make. No "none", and none made with a secret both sides know.
ALGORITHMS = {
    "RS256": "RSA", "RS384": "RSA", "RS512": "RSA", "PS256": "RSA", "PS384": "RSA", "PS512": "RSA",
    "ES256": "EC", "ES384": "EC", "ES512": "EC", "EdDSA": "OKP",
}  # fmt: skip
#: Between the press of the button and the provider's answer.
PATIENCE = timedelta(minutes=10)
#: How far two clocks may be apart.
LEEWAY = timedelta(seconds=60)
KEPT = timedelta(days=90)
DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
#: RFC 8176, and the classes that providers name for two factors.
TWICE_AMR = frozenset({"mfa"})
TWICE_ACR = frozenset(
    {
        "mfa", "phr", "phrh", "aal2", "aal3", "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
        "https://refeds.org/profile/mfa",
    }
)  # fmt: skip


def in_domains(said: str) -> list[str]:
    """``Example.com, @example.org`` as a list: small letters, no @."""
    return [part.lstrip("@").lower() for part in re.split(r"[\s,;]+", said) if part.strip("@")]


def good_domains(said: str, creates: bool) -> Verdict:
    domains = in_domains(said)
    for domain in domains:
        if not DOMAIN.fullmatch(domain):
            return no(_("{domain} is no domain of e-mail addresses").format(domain=domain), field="domains")
    if creates and not domains:
        return no(_("Name the domains of your company, or anybody at the provider could come in"), field="domains")
    return YES


def may_be_alone(worked_at: datetime | None, enabled: bool, has_glass: bool) -> Verdict:
    """Nobody locks their company out: it worked at least once, and one administrator can still come in."""
    if not enabled:
        return no(_("Switch single sign-on on first"), field="alone")
    if worked_at is None:
        return no(_("Sign in with it once first. Then it is sure that it works"), field="alone")
    if not has_glass:
        return no(_("Choose the administrator who can still come in with a password"), field="break_glass_id")
    return YES


def token_is_ours(claims: Mapping[str, Any], issuer: str, client_id: str, nonce: str, now: datetime) -> Verdict:
    """OpenID Connect Core 1.0, 3.1.3.7, after the signature was found right."""
    for verdict in (
        _issued_for(claims, issuer, client_id),
        _in_time(claims, now),
        YES if claims.get("nonce") == nonce else no(_("The provider's answer belongs to another sign-in. Try again")),
        YES if _is_subject(claims.get("sub")) else no(_("The provider does not say who this is")),
    ):
        if not verdict:
            return verdict
    return YES


def _issued_for(claims: Mapping[str, Any], issuer: str, client_id: str) -> Verdict:
    if claims.get("iss") != issuer:
        return no(_("The answer comes from another provider than the one that was asked"))
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if client_id not in audiences:
        return no(_("The provider's answer is meant for another application"))
    if claims.get("azp", client_id if len(audiences) == 1 else None) != client_id:
        return no(_("The provider's answer is meant for another application"))
    return YES


def _in_time(claims: Mapping[str, Any], now: datetime) -> Verdict:
    expires, issued, earliest = claims.get("exp"), claims.get("iat"), claims.get("nbf", 0)
    at, leeway = now.timestamp(), LEEWAY.total_seconds()
    if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in (expires, issued, earliest)):
        return no(_("The provider's answer does not say how long it counts"))
    if at >= float(expires or 0) + leeway:
        return no(_("The provider's answer is too old. Try again"))
    if float(issued or 0) > at + leeway or float(earliest) > at + leeway:
        return no(_("The provider's clock and ours differ. Tell your administrator"))
    return YES


def _is_subject(said: Any) -> bool:
    return isinstance(said, str) and 0 < len(said) <= 255


def proved_twice(claims: Mapping[str, Any]) -> bool:
    """Whether the provider says that it asked for a second factor."""
    methods = claims.get("amr")
    said = {each for each in methods if isinstance(each, str)} if isinstance(methods, list) else set()
    return bool(said & TWICE_AMR) or claims.get("acr") in TWICE_ACR


def email_of(claims: Mapping[str, Any]) -> str:
    said = claims.get("email")
    return said.strip().lower() if isinstance(said, str) and said.count("@") == 1 and len(said) <= 254 else ""


def email_counts(claims: Mapping[str, Any], domains: list[str]) -> Verdict:
    """Whether the e-mail says who somebody is here. Entra says ``xms_edov`` instead of ``email_verified``."""
    email = email_of(claims)
    if not email:
        return no(_("The provider does not tell your e-mail address. Ask your administrator to release it"))
    if not any(claims.get(name) in (True, "true", "1", 1) for name in ("email_verified", "xms_edov")):
        return no(_("The provider has not verified {email}. Confirm it there first").format(email=email))
    return in_domain(email, domains)


def in_domain(email: str, domains: list[str]) -> Verdict:
    if email and domains and email.rpartition("@")[2] not in domains:
        return no(_("{email} is no address of this company").format(email=email))
    return YES
