"""Rate, errors and duration per route template, for Prometheus at ``/health/metrics``."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
registry = CollectorRegistry()

requests = Counter(
    "unison_requests", "Answers by route and status class", ["method", "route", "status"], registry=registry
)
seconds = Histogram(
    "unison_request_seconds", "Time to answer by route", ["method", "route"], buckets=BUCKETS, registry=registry
)
streams = Gauge("unison_live_streams", "Open live streams of this process", registry=registry)
refused_statements = Counter("unison_refused_statements", "Statements row-level security refused", registry=registry)


def note(method: str, route: str, status: int, duration: float) -> None:
    """Count one answer. ``route`` is the template, never the path: its cardinality stays small."""
    requests.labels(method, route, f"{status // 100}xx").inc()
    seconds.labels(method, route).observe(duration)


def exposition() -> bytes:
    return generate_latest(registry)
