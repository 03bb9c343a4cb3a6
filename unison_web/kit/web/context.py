"""What every template sees besides the handler's answer."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from unison_web import __version__
from unison_web.kit import clock, i18n
from unison_web.kit.web import frame
from unison_web.kit.web.forms import Form
from unison_web.kit.web.frame import Frame
from unison_web.kit.web.requests import WebRequest


def page_context(request: WebRequest, page: Any) -> dict[str, Any]:
    """``page`` is the answer; the rest is the frame around it, the same on every screen."""
    actor = request.actor
    state = request.app.state
    if isinstance(page, Form) and page.context is None:
        page.context = request.state.get("form_context")  # what the route's ``about=`` found, as after a mistake
    somebody: Any = actor or request.scope.get("device")  # a tablet nobody uses yet still stands in a plant
    zone = ZoneInfo(somebody.zone if somebody else "UTC")
    token = state.csrf.token_for(request)
    frame.current.set(Frame(zone, somebody.currency if somebody else "USD", lambda: token))
    return {
        "page": page,
        "request": request,
        "user": actor,
        "nav": state.navigation.for_(actor, request.scope["path"]) if actor else (),
        "plants": _plants(request),
        "carried": request.carried,
        "flashes": _flashes(request),
        "csrf_token": token,
        "theme": _theme(request),
        "density": _density(
            request
        ),  # the layout's own: lists and records compact, forms and the start page roomier, tablets large
        "lang": i18n.language().replace("_", "-"),
        "dir": i18n.direction(),
        "zone": zone,
        "now": clock.now().astimezone(zone),
        "demo": state.settings.is_demo,
        "features": state.features,
        "brand": request.scope.get("face"),
        "debug": state.settings.debug,
        "app_version": __version__,
        "request_id": request.request_id,
    }


def _flashes(request: WebRequest) -> list[str]:
    """A message for this page; a whole page uses it up, a fragment leaves it for the next page."""
    if request.is_fragment or not (message := request.app.state.cookies.read_flash(request.cookies)):
        return []
    request.state.flashes_shown = True
    return [message]


def _plants(request: WebRequest) -> list[dict[str, Any]]:
    """The plants this person may switch to, and which one is current."""
    actor = request.actor
    return [
        {"id": plant.id, "name": plant.name, "current": actor is not None and plant.id == actor.plant_id}
        for plant in request.plants
    ]


def _theme(request: WebRequest) -> str:
    """As the person chose; else as this browser remembers from before there was such a choice or anybody was known;
    else as the company says."""
    chosen, kept = request.carried.get("settings"), request.app.state.cookies.read(request.cookies, "theme")
    if chosen is None:
        return kept or "auto"
    value, source = chosen.source("look.theme", None)
    return str(value) if source == "user" else kept or str(value)


def _density(request: WebRequest) -> str:
    """As the person, or the company, chose; nothing before somebody is known."""
    chosen = request.carried.get("settings")
    return str(chosen.value("look.density")) if chosen else ""
