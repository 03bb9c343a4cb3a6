"""What may be said about number series, and what they show."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In

Pattern = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=40,
        title="Written as",
        description="{n} is the number, {n:06} with zeros, {year} the year, {plant} the plant's code.",
        extra_json_schema={"examples": ["WO-{n}"]},
    ),
]


class SeriesIn(In):
    example: ClassVar[dict[str, Any]] = {"pattern": "WO-{n}", "next_value": 10500, "version": 1}

    pattern: Pattern
    next_value: Annotated[int, Meta(ge=1, title="Next number", description="It only goes up.")]
    version: int | None = None


class SeriesOut(Struct):
    """``example`` is what the next document will be called."""

    kind: str
    pattern: str
    next_value: int
    example: str
    version: int


class SeriesList(Struct):
    items: list[SeriesOut]
