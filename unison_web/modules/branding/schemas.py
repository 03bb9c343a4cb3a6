"""What may be said about a company's face, and what may be seen."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

Colour = Annotated[str, Meta(max_length=7)]


class BrandIn(In):
    """The whole draft. Pictures come as files of a form, `logo` and `icon`; left out, they stay."""

    example: ClassVar[dict[str, Any]] = {
        "name": "Adventure Works",
        "accent": "#0b6b53",
        "terms": {"work_order_one": "job", "work_order_many": "jobs"},
        "switched_off": [],
    }

    name: Annotated[str, Meta(max_length=60, description="What the product is called here; Unison when empty")] = ""
    accent: Annotated[Colour, Meta(title="Colour", description="Of buttons and links, as in #1b5aa6")] = ""
    accent_dark: Annotated[Colour, Meta(title="Colour in the dark", description="Made of the other when empty")] = ""
    host: Annotated[str, Meta(max_length=253, title="Own host name", description="Where people open it")] = ""
    terms: dict[str, str] = {}
    switched_off: list[str] = []
    remove_logo: bool = False
    remove_icon: bool = False


class LabelLogoIn(In):
    """A plant's own picture for labels comes as the file `label` of a form; without a file it is taken away."""

    example: ClassVar[dict[str, Any]] = {"plant_id": "0193f2a4-6c1e-7d52-9b0a-3f6f2c1d8e45"}

    plant_id: UUID


class BrandOut(Out):
    """A company's face. Addresses of pictures change with their content and may be kept for ever."""

    organization_id: UUID
    state: str
    name: str
    accent: str
    accent_dark: str
    host: str
    terms: dict[str, str]
    switched_off: list[str]
    logo: str
    icon: str
    css: str
    version: int


class FeatureOut(Out):
    """A part of the product that can be switched off for a company."""

    key: str
    label: str
    on: bool


class FeaturesOut(Out):
    items: list[FeatureOut]


class PlantLabelOut(Out):
    id: UUID
    name: str
    logo: str


class BrandPage(Out):
    """What is seen now, what is being prepared, and what there is to choose."""

    published: BrandOut
    draft: BrandOut | None
    features: list[FeatureOut]
    plants: list[PlantLabelOut]
    past: int
