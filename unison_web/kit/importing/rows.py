"""What many rows say."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

Name = Annotated[str, Meta(min_length=1, max_length=200)]
Code = Annotated[str, Meta(min_length=1, max_length=60)]
Revision = Annotated[str, Meta(min_length=1, max_length=20)]
Above = Annotated[int, Meta(ge=1)]
