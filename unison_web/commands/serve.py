"""The web server: granian in front of the ASGI application."""

from __future__ import annotations

import click
from granian import Granian
from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels

from unison_web.commands import lifeline
from unison_web.kit.db.embedded import is_free
from unison_web.kit.trouble import Exit, Trouble
from unison_web.settings import Settings, get_settings

LEVELS = {"DEBUG": LogLevels.debug, "INFO": LogLevels.info, "WARNING": LogLevels.warning, "ERROR": LogLevels.error}


@click.command()
def serve() -> None:
    """Run the web server alone (the worker is `work`)."""
    settings = get_settings()
    refuse_taken_port(settings)
    lifeline.hang_on()
    Granian(
        "unison_web.app:create_app",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=settings.port,
        workers=settings.web_workers,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=12,
        websockets=False,
        log_level=LEVELS[settings.log_level],
        ssl_cert=settings.tls_certificate,
        ssl_key=settings.tls_key,
        ssl_protocol_min=SSLProtocols.tls12,
    ).serve()


def refuse_taken_port(settings: Settings) -> None:
    if not is_free(settings.port, settings.host):
        raise Trouble(
            f"Port {settings.port} is taken",
            why=f"another program listens on {settings.host}:{settings.port}",
            next=f"stop it, or choose another: PORT={settings.port + 1} unison-web up",
            code=Exit.PORT_TAKEN,
        )
