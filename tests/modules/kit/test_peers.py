"""Whose address counts when proxies stand in between."""

from __future__ import annotations

import pytest
from litestar.testing import RequestFactory

from unison_web.kit.web.peers import peer
from unison_web.kit.web.requests import WebRequest

PROXIES = ("10.0.0.0/8", "192.0.2.7")


def asked(client: str, forwarded: str = "") -> WebRequest:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers)
    request.scope["client"] = (client, 1234)
    return WebRequest(request.scope)


@pytest.mark.parametrize(
    ("client", "forwarded", "counts"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.1.2.3", "198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "198.51.100.1, 192.0.2.7", "198.51.100.1"),
        ("10.1.2.3", "not an address", "not an address"),
    ],
)
def test_a_forged_header_counts_for_nothing(client: str, forwarded: str, counts: str):
    assert peer(asked(client, forwarded), PROXIES) == counts
