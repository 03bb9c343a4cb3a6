"""Where the addresses on labels begin."""

from __future__ import annotations

from unison_web.kit.web.requests import WebRequest


def base_of(request: WebRequest) -> str:
    """``https://unison.example/s``, which every label's address begins with."""
    return f"{request.app.state.settings.public_url}/s"
