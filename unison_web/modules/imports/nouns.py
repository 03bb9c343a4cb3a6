"""Every noun that can be imported, in the order in which one needs another: units before materials before bills."""

from __future__ import annotations

from functools import cache

from unison_web.kit.importing.declaring import Importable
from unison_web.modules import manifests


@cache
def every() -> dict[str, Importable]:
    """By key. Asked for the first time when all modules are there."""
    return {noun.key: noun for module in manifests() for noun in module.importables}
