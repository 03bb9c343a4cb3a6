"""Who may share a view, as plain values."""

from __future__ import annotations

from unison_web.kit.permissions import Permission

MOST = 50


class Views(Permission):
    """Own views need no right: they are how a person looks, not what the company does."""

    SHARE = "views:share"
