"""What comes off the wire, before anybody knows what it means: plain MQTT, Sparkplug B, MTConnect."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from unison_web.engine import mtconnect, plain_mqtt, signal
from unison_web.engine.signal import Reading
from unison_web.engine.sparkplug import REBIRTH, Host, Metric, Payload, rebirth

AT = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)
MS = int(AT.timestamp() * 1000)


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b"42.5", [("t", None, 42.5)]),
        (b"ACTIVE", [("t", None, "ACTIVE")]),
        (b"true", [("t", None, True)]),
        (b'{"value": 3, "timestamp": "2026-11-30T08:30:00Z"}', [("t", AT, 3)]),
        (b'{"v": null, "ts": %d}' % MS, [("t", AT, None)]),
        (b'{"heat": 61.5, "axis": {"x": 1, "y": 2}, "ts": %d}' % MS,
         [("t/heat", AT, 61.5), ("t/axis/x", AT, 1), ("t/axis/y", AT, 2)]),
        (b"[1, 2]", []),
        (b"\xff\xfe", []),
        (b'{"a":' * 60 + b"1" + b"}" * 60, []),
        (b'{"value": NaN}', [("t", None, None)]),
    ],
)  # fmt: skip
def test_plain_messages(payload: bytes, expected: list[Any]) -> None:
    assert [tuple(one) for one in plain_mqtt.readings("t", payload)] == expected


@pytest.mark.parametrize(
    ("value", "words", "expected"),
    [(1, {"1": "running"}, "running"), (1.0, {"1": "running"}, "running"), (True, {"true": "idle"}, "idle"),
     ("ACTIVE", {}, "running"), ("Active ", {"active": "setup"}, "setup"), ("ACTIVE", {"1": "idle"}, None),
     (None, {}, "unknown"), (9, {}, None)],
)  # fmt: skip
def test_what_a_value_means(value: Any, words: dict[str, str], expected: str | None) -> None:
    assert signal.state(value, words) == expected


@pytest.mark.parametrize(
    ("tag", "value", "expected"),
    [("a\x00b", "x\x00y", ("ab", "xy")), ("t", "\ud800", ("t", "?")), ("t" * 999, "v" * 999, ("t" * 300, "v" * 400)),
     ("t", 10**400, ("t", None)), ("t", 10**18, ("t", 1e18)), ("t", float("inf"), ("t", None)),
     ("t", True, ("t", True))],
)  # fmt: skip
def test_what_a_machine_puts_on_the_wire_can_be_stored(tag: str, value: Any, expected: tuple[str, Any]) -> None:
    assert signal.cleaned(Reading(tag, None, value)) == Reading(expected[0], None, expected[1])


def birth(*metrics: Any, seq: int = 0, born: int = 1) -> bytes:
    own = Metric(name="bdSeq", datatype=8, long_value=born)
    return Payload(timestamp=MS, seq=seq, metrics=[own, *metrics]).SerializeToString()


def data(*metrics: Any, seq: int) -> bytes:
    return Payload(timestamp=MS, seq=seq, metrics=list(metrics)).SerializeToString()


HEAT = {"name": "Heat", "alias": 7, "datatype": 10, "double_value": 61.5}


def test_a_birth_names_what_data_only_numbers() -> None:
    host = Host()
    born = host.hear("spBv1.0/G/NBIRTH/N", birth(Metric(**HEAT)))
    assert born.readings == [Reading("G/N/Heat", AT, 61.5)] and born.ask is None
    said = host.hear("spBv1.0/G/NDATA/N", data(Metric(alias=7, datatype=10, double_value=62), seq=1))
    assert (said.readings, said.ask) == ([Reading("G/N/Heat", AT, 62.0)], None)


def test_devices_have_names_of_their_own_and_negative_numbers_stay_negative() -> None:
    host = Host()
    host.hear("spBv1.0/G/NBIRTH/N", birth())
    host.hear("spBv1.0/G/DBIRTH/N/D", data(Metric(name="Cold", alias=1, datatype=3, int_value=2**32 - 5), seq=1))
    said = host.hear("spBv1.0/G/DDATA/N/D", data(Metric(alias=1, datatype=3, int_value=2**32 - 7), seq=2))
    assert said.readings == [Reading("G/N/D/Cold", AT, -7)]


def test_a_gap_asks_once_for_everything_again() -> None:
    host = Host()
    host.hear("spBv1.0/G/NBIRTH/N", birth(Metric(**HEAT)))
    lost = host.hear("spBv1.0/G/NDATA/N", data(Metric(alias=7, double_value=1), seq=5))
    assert lost.ask == ("G", "N") and lost.readings  # what came is kept
    assert host.hear("spBv1.0/G/NDATA/N", data(Metric(alias=7, double_value=1), seq=9)).ask is None
    host.hear("spBv1.0/G/NBIRTH/N", birth(Metric(**HEAT), born=2))
    assert host.hear("spBv1.0/G/NDATA/N", data(Metric(alias=7, double_value=1), seq=4)).ask == ("G", "N")


def test_the_sequence_goes_round_at_256() -> None:
    host = Host()
    host.hear("spBv1.0/G/NBIRTH/N", birth(Metric(**HEAT), seq=255))
    assert host.hear("spBv1.0/G/NDATA/N", data(Metric(alias=7, double_value=1), seq=0)).ask is None


def test_a_node_nobody_saw_born_is_asked() -> None:
    said = Host().hear("spBv1.0/G/NDATA/N", data(Metric(alias=7, double_value=1), seq=3))
    assert (said.readings, said.ask) == ([], ("G", "N"))
    order = Payload.FromString(rebirth(AT))
    assert order.metrics[0].name == REBIRTH and order.metrics[0].boolean_value


def test_a_death_is_no_data_but_not_that_of_an_earlier_life() -> None:
    host = Host()
    host.hear("spBv1.0/G/NBIRTH/N", birth(Metric(**HEAT), born=4))
    assert host.hear("spBv1.0/G/NDEATH/N", birth(born=3)).readings == []
    assert host.hear("spBv1.0/G/NDEATH/N", birth(born=4)).readings == [Reading("G/N/Heat", None, None)]


@pytest.mark.parametrize("topic", ["spBv1.0/G/NBIRTH/N", "spBv1.0/STATE/host", "other/x", "spBv1.0/G/DBIRTH/N/D"])
def test_rubbish_says_nothing(topic: str) -> None:
    assert Host().hear(topic, b"\x0a\xff\xff rubbish").readings == []


STREAMS = b"""<?xml version="1.0"?><MTConnectStreams xmlns="urn:mtconnect.org:MTConnectStreams:1.5">
<Header instanceId="9" firstSequence="1" nextSequence="42" lastSequence="41" bufferSize="100"/><Streams>
<DeviceStream name="mill" uuid="u"><ComponentStream component="Controller"><Events>
<Execution dataItemId="exec" timestamp="2026-11-30T08:30:00Z" sequence="40">ACTIVE</Execution>
<PartCount dataItemId="pc" name="parts" timestamp="2026-11-30T08:30:00Z" sequence="41">7</PartCount></Events>
<Samples><Temperature dataItemId="t" timestamp="2026-11-30T08:30:00Z" sequence="39">UNAVAILABLE</Temperature></Samples>
<Condition><Fault dataItemId="servo" timestamp="2026-11-30T08:30:00Z" sequence="38">Over temperature</Fault></Condition>
</ComponentStream></DeviceStream></Streams></MTConnectStreams>"""


def test_a_document_of_streams() -> None:
    found = mtconnect.read(STREAMS)
    assert (found.instance, found.first, found.following) == ("9", 1, 42)
    assert found.readings == [
        Reading("mill/exec", AT, "ACTIVE"), Reading("mill/parts", AT, "7"), Reading("mill/t", AT, None),
        Reading("mill/servo", AT, "Fault"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [b"", b"<a/>", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", b"<html><body>Not here</body></html>",
     b"<MTConnectStreams><Header/></MTConnectStreams>"],
)  # fmt: skip
def test_what_is_no_document_of_streams(document: bytes) -> None:
    with pytest.raises(mtconnect.NotStreams):
        mtconnect.read(document)


def test_the_agents_own_refusal_is_told() -> None:
    said = b'<MTConnectError><Errors><Error errorCode="OUT_OF_RANGE">gone</Error></Errors></MTConnectError>'
    with pytest.raises(mtconnect.NotStreams, match="OUT_OF_RANGE"):
        mtconnect.read(said)
