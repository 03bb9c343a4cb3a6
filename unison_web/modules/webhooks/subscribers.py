"""Everything that happens is offered; what an address wants is written down for it."""

from __future__ import annotations

from unison_web.kit.events import on_everything
from unison_web.modules.webhooks.service.noting import note

on_everything(note)
