"""Commands of the product, called as a person types them, with the database of the tests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

import click
import pytest
from click.testing import CliRunner

from unison_web.settings import Settings


def typed(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, module: ModuleType, command: click.Command, *first: str
) -> Callable[..., Awaitable[Any]]:
    """``await call("--dry-run", …)``: the command of ``module`` with ``first`` and what follows."""

    class Running:
        def __enter__(self) -> Settings:
            return settings

        def __exit__(self, *_about: object) -> None:
            return None

    monkeypatch.setattr(module, "database", Running)

    async def call(*arguments: str) -> Any:
        return await asyncio.to_thread(CliRunner().invoke, command, [*first, *arguments])

    return call
