"""Certificates of connections, as people give and see them. A key is never shown again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

AREA = {"kind": "textarea"}


class CertificatesIn(In):
    """In PEM. Without `certificate` and `key` those that are there stay; without `authority` the system's count."""

    example: ClassVar[dict[str, Any]] = {"authority": ""}

    authority: Annotated[
        str, Meta(max_length=4000, title="Certificate of the authority",
                  description="Empty where the other side's certificate is one that everybody trusts.",
                  extra_json_schema=AREA)
    ] = ""  # fmt: skip
    certificate: Annotated[
        str, Meta(max_length=4000, title="Our certificate", description="As the authority gave it to us.",
                  extra_json_schema=AREA)
    ] = ""  # fmt: skip
    key: Annotated[
        str, Meta(max_length=4000, title="Its key", description="Kept encrypted and never shown again.",
                  extra_json_schema=AREA)
    ] = ""  # fmt: skip


class TrustIn(In):
    """The certificate of the server, in PEM; empty to trust none any more."""

    example: ClassVar[dict[str, Any]] = {"certificate": ""}

    certificate: Annotated[str, Meta(max_length=4000, title="Certificate of the server", extra_json_schema=AREA)] = ""


class CertificateOut(Out):
    subject: str
    starts_at: datetime
    ends_at: datetime
    fingerprint: str
    pem: str


class CertificatesOut(Out):
    """`own` is ours, `authority` whom we trust to name the other side, `trusted` the server's own."""

    id: UUID
    name: str
    kind: str
    tls: bool
    application: str
    own: CertificateOut | None
    authority: CertificateOut | None
    trusted: CertificateOut | None
