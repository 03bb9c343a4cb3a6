"""A small server for the tablet's side of the offline contract: real layouts and scripts, a made-up operation.

What it counts is what a plant would count; the switches make the network bad in the ways networks are bad.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from jinja2 import FileSystemLoader

from unison_web.kit.actor import Actor
from unison_web.kit.web.templates import TEMPLATES, environment

ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
PAGES = Path(__file__).parent / "stub"


class Plant:
    """What the server knows, and how it misbehaves: drop_before and drop_after cut the line around the commit."""

    def __init__(self) -> None:
        self.effects: dict[str, dict[str, Any]] = {}
        self.attempts: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        self.handed: list[dict[str, Any]] = []
        self.refuse: dict[str, Any] | None = None
        self.drop_before = self.drop_after = self.portal = False
        self.live = True
        self.streams: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.lock = threading.Lock()

    @property
    def good(self) -> int:
        return sum(int(body.get("quantity", 1)) * (-1 if "key" in body else 1) for body in self.effects.values())

    def report(self, key: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        with self.lock:
            if self.refuse and not body.get("confirmed"):
                return 409, self.refuse
            self.effects.setdefault(key, body)
            return 200, {"good": self.good, "number": "WO-1"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    plant: Plant
    jinja: Any

    def log_message(self, *_args: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/floor/sw.js":
            self.answer((ROOT / "static/js/floor-sw.js").read_bytes(), "text/javascript")
        elif path.startswith("/static/"):
            file = ROOT / path[1:]
            known = file.is_file()
            self.answer(
                file.read_bytes() if known else b"",
                KINDS.get(file.suffix, "application/octet-stream"),
                200 if known else 404,
            )
        elif path == "/health/live":
            self.answer(b"{}", "application/json")
        elif path == "/live":
            self.stream()
        elif path == "/options":
            self.plant.asked.append((urlsplit(self.path).query, self.headers.get("hx-target", "")))
            self.answer((PAGES / "options.html").read_bytes(), "text/html; charset=utf-8")
        elif path == "/gone":
            self.answer(b"no", "text/plain", 503)
        else:
            self.page({"/floor/outbox": "outbox", "/parts": "parts"}.get(path, "job"))

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        plant = self.plant
        if plant.portal:
            return self.answer(b"<h1>Accept the terms of the hotel</h1>", "text/html")
        if plant.drop_before:
            return self.hang_up()
        body = json.loads(raw) if "json" in self.headers["content-type"] else {}
        key = self.headers.get("idempotency-key", "")
        plant.attempts.append((key, body, dict(self.headers)))
        if self.path.endswith("/handovers"):
            plant.handed.append(body)
            return self.answer(b"{}", "application/json")
        status, said = plant.report(key, body)
        if plant.drop_after:
            return self.hang_up()
        return self.answer(
            json.dumps(said).encode(), "application/problem+json" if status >= 400 else "application/json", status
        )

    def page(self, name: str) -> None:
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        user = Actor(
            uuid4(), user_id=uuid4(), name="Ana Ruiz", organization_name="A", plant_name="B", device_id=uuid4()
        )
        context = {
            "user": user,
            "csrf_token": "csrf",
            "actor_token": "token-of-ana",
            "good": self.plant.good,
            "at": at,
            "request": None,
            "nav": (),
            "plants": [],
        }
        self.answer(self.jinja.get_template(f"{name}.html").render(context).encode(), "text/html; charset=utf-8")

    def stream(self) -> None:
        """Events as long as the plant is live; a stopped plant cuts the line and refuses to open another."""
        if not self.plant.live:
            self.hang_up()
            return
        self.plant.streams.append(self.headers.get("last-event-id", "") or self.path)
        self.send_response_only(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while self.plant.live:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(b"id: 7\nevent: beat\ndata: x\n\n")
            time.sleep(0.1)

    def answer(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response_only(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Date": formatdate(usegmt=True),
            "Cache-Control": "no-store",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()


def start() -> tuple[str, Plant, ThreadingHTTPServer]:
    """A running stub: its address, its plant, and the server to shut down."""
    jinja = environment({}, reload=False)
    jinja.loader = FileSystemLoader([TEMPLATES, PAGES])
    plant = Plant()
    handler = type("PlantHandler", (Handler,), {"plant": plant, "jinja": jinja})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}", plant, server
