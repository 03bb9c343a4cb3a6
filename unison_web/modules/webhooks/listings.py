"""Webhooks and deliveries as lists."""

from __future__ import annotations

from sqlalchemy.orm import contains_eager

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns, Records
from unison_web.kit.web.states import words as state_words
from unison_web.modules.webhooks import rules, words
from unison_web.modules.webhooks.models import Delivery, Webhook
from unison_web.modules.webhooks.presenters import delivery_row
from unison_web.modules.webhooks.schemas import DeliveryRow, WebhookOut

STATES = state_words(rules.STATES, "webhook")
DELIVERY_STATES = state_words(rules.DELIVERY_STATES, "delivery")
KINDS = {**words.KINDS, words.PING: words.kind(words.PING)}

WEBHOOKS: Listing[WebhookOut] = Listing(
    noun="webhooks",
    url="/webhooks",
    model=Webhook,
    columns=(
        Column("name", _("Name"), Webhook.name),
        Column("url", _("Address"), Webhook.url),
        Column("state", _("State"), Webhook.state, words=STATES),
        Column("trouble", _("Last error"), Webhook.trouble),
        Column("created_at", _("Made"), Webhook.created_at),
    ),
    reads=Columns(WebhookOut, Webhook),
    default_sort="name",
    search=(Webhook.name, Webhook.url),
    filters=(choice("state", _("State"), Webhook.state, tuple(STATES.items())),),
)
VIEW = ListView(WEBHOOKS, _("Webhooks"), _("Name or address"), "{n} webhook", "{n} webhooks")

DELIVERIES: Listing[DeliveryRow] = Listing(
    noun="webhook-deliveries",
    url="/webhook-deliveries",
    model=Delivery,
    columns=(
        Column("created_at", _("When"), Delivery.created_at),
        Column("kind", _("What"), Delivery.kind, words=KINDS),
        Column("webhook", _("Webhook"), Webhook.name),
        Column("state", _("State"), Delivery.state, words=DELIVERY_STATES),
        Column("attempts", _("Tries"), Delivery.attempts, numeric=True),
        Column("status", _("Answer"), numeric=True),
        Column("words", _("What it said"), Delivery.words),
    ),
    joins=lambda statement: statement.join(Delivery.webhook),
    reads=Records(delivery_row, (contains_eager(Delivery.webhook),)),
    default_sort="-created_at",
    search=(Delivery.body, Delivery.words),
    filters=(
        choice("state", _("State"), Delivery.state, tuple(DELIVERY_STATES.items())),
        choice("kind", _("What"), Delivery.kind, tuple(KINDS.items())),
        reference("webhook", _("Webhook"), Webhook.name),
        *period("created", _("When"), Delivery.created_at),
    ),
)
DELIVERY_VIEW = ListView(
    DELIVERIES, _("Deliveries"), _("Content or answer"), "{n} delivery", "{n} deliveries",
    views=(
        (_("All"), {}), (_("Waiting"), {"state": "pending,retrying"}), (_("Failed"), {"state": "failed"}),
    ),
)  # fmt: skip
