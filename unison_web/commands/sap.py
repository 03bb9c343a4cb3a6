"""SAP: a simulated one to try the exchange with."""

from __future__ import annotations

import asyncio
import importlib
import signal

import click

from unison_web.kit.db.embedded import is_free
from unison_web.kit.trouble import Exit, Trouble

FAULTS = ("500", "stall", "truncated", "expired-token", "next-elsewhere", "repeated-page", "endless", "lost-answer")


@click.group()
def sap() -> None:
    """The exchange with SAP."""


@sap.command()
@click.option("--port", default=8205, show_default=True, type=click.IntRange(1, 65535))
@click.option("--materials", default=120, show_default=True, type=click.IntRange(1, 20_000), help="How many it knows.")
@click.option("--page-size", default=50, show_default=True, type=click.IntRange(1, 5000))
@click.option("--any-order", is_flag=True, help="Know every production order, whatever its number.")
@click.option(
    "--fault", "faults", multiple=True, type=click.Choice(FAULTS), help="Do this wrong once. Can be said again."
)
def simulate(port: int, materials: int, page_size: int, any_order: bool, faults: tuple[str, ...]) -> None:
    """A small SAP on this machine, for UNISON / simulate. Forgets everything when it stops."""
    if not is_free(port, "127.0.0.1"):
        raise Trouble(
            f"Port {port} is taken",
            why=f"another program listens on 127.0.0.1:{port}",
            next=f"stop it, or choose another: unison-web sap simulate --port {port + 1}",
            code=Exit.PORT_TAKEN,
        )
    server = importlib.import_module("unison_web.demo.sap.server")
    records = importlib.import_module("unison_web.demo.sap.records")
    system = server.Sap(records.example(materials), page_size=page_size)
    system.records.any_order = any_order
    system.faults = {name: faults.count(name) for name in faults}
    click.echo(f"A simulated SAP listens on http://127.0.0.1:{port}  (user {system.user}, password {system.password})")
    asyncio.run(serve(server.application(system), port))


async def serve(app: object, port: int) -> None:
    """Until a signal says stop."""
    embedded = importlib.import_module("granian.server.embed")
    server = embedded.Server(app, address="127.0.0.1", port=port, interface="asgi", websockets=False, log_enabled=False)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, server.stop)
    await server.serve()
