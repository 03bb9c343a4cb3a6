"""What may be said about connections and tags, and the sentences for what may not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

ROADS = ("http", "mqtt", "sparkplug", "opcua", "mtconnect")
LINKS = ("waiting", "connected", "broken", "off")
KINDS = ("state", "good", "reject", "pulse", "counter", "telemetry", "alarm")
#: Kinds whose values are kept in series.
SERIES = frozenset({"telemetry", "counter"})
#: Kinds that become facts of the time ledger.
LEDGER = frozenset({"state", "good", "reject"})
MOST_ROWS = 10_000
#: A tag that nobody meant to send (a new name with every message) does not fill the table.
MOST_TAGS = 5_000
RECENT = 10
SCHEMES = {"mqtt": ("mqtt", "mqtts"), "sparkplug": ("mqtt", "mqtts"), "opcua": ("opc.tcp",), "mtconnect": ("http",)}
PORTS = {"mqtt": 1883, "mqtts": 8883, "opc.tcp": 4840, "http": 80}

Road = Literal["http", "mqtt", "sparkplug", "opcua", "mtconnect"]
Kind = Literal["state", "good", "reject", "pulse", "counter", "telemetry", "alarm"]
#: How far apart two pulses are at least, in milliseconds, and at most what may be said.
DEBOUNCE, LONGEST_DEBOUNCE = 50, 60_000


class Signals(Permission):
    READ = "signals:read"
    WRITE = "signals:write"
    SEND = "signals:send"


def good_address(kind: str, address: str) -> Verdict:
    """Whether it has the form of an address of this kind; whether it may be asked is decided when it is asked."""
    if kind == "http":
        return no(_("Programs send by themselves; there is no address to ask"), field="address") if address else YES
    schemes = SCHEMES[kind]
    try:
        parts = urlsplit(address)
        host, port, scheme = parts.hostname, parts.port, parts.scheme
    except ValueError:
        host, port, scheme = None, 0, ""
    if not host or port == 0 or scheme not in schemes or any(letter.isspace() for letter in address):
        words = _("Write the address as {example}")
        return no(words.format(example=f"{schemes[0]}://192.168.10.5:{PORTS[schemes[0]]}"), field="address")
    if parts.username or parts.password:
        return no(_("User name and password have fields of their own"), field="address")
    return YES


def needs_topics(kind: str, topics: Iterable[str]) -> Verdict:
    if kind == "mqtt" and not list(topics):
        return no(_("Name at least one topic, such as plant/press1/#"), field="topics")
    return YES


def may_send(kind: str, *, enabled: bool) -> Verdict:
    """Batches over HTTP come on connections that are meant for them, and only while those are switched on."""
    if kind != "http":
        return no(_("Unison listens to this connection itself. Send to one of the kind “Programs send”"),
                  field="connection")  # fmt: skip
    if not enabled:
        return no(_("This connection is switched off"), field="connection")
    return YES


def may_test(kind: str) -> Verdict:
    return no(_("Nobody is asked here: programs send by themselves"), code="nobody-asked") if kind == "http" else YES


def may_trust(kind: str) -> Verdict:
    if kind == "opcua":
        return YES
    return no(_("Only certificates of OPC UA servers are trusted one by one"), field="certificate")


def silent(heard_at: datetime | None, seconds: int, now: datetime) -> bool:
    """Whether nothing was heard for so long that nobody knows any more what the machines do."""
    return bool(seconds and heard_at and now - heard_at > timedelta(seconds=seconds))
