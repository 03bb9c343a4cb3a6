"""How roads, kinds of signals and their links are called."""

from __future__ import annotations

from typing import Any

from unison_web.kit.i18n import lazy as _

ROADS: dict[str, Any] = {
    "http": _("Programs send"),
    "mqtt": _("MQTT, plain messages"),
    "sparkplug": _("MQTT, Sparkplug B"),
    "opcua": _("OPC UA server"),
    "mtconnect": _("MTConnect agent"),
}
KINDS: dict[str, Any] = {
    "state": _("State of the machine"),
    "good": _("Counter of good pieces"),
    "reject": _("Counter of bad pieces"),
    "pulse": _("One good piece for each pulse"),
    "counter": _("Another counter"),
    "telemetry": _("Measured value"),
    "alarm": _("Alarm"),
}
#: What the struct of the form says; translated where it is shown.
ROAD_LABELS = {
    "http": "Programs send", "mqtt": "MQTT, plain messages", "sparkplug": "MQTT, Sparkplug B",
    "opcua": "OPC UA server", "mtconnect": "MTConnect agent",
}  # fmt: skip
KIND_LABELS = {
    "state": "State of the machine", "good": "Counter of good pieces", "reject": "Counter of bad pieces",
    "pulse": "One good piece for each pulse", "counter": "Another counter",
    "telemetry": "Measured value", "alarm": "Alarm",
}  # fmt: skip
