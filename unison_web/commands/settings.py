"""Shows the settings in force, or writes their reference page."""

from __future__ import annotations

import types
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
import msgspec

from unison_web.settings import Settings, get_settings

SECRET = ("SECRET", "PASSWORD", "URL", "_KEY")

PAGE = """\
# Settings

Every setting is an environment variable. The environment wins over a file `.env` in the current folder, and that over
the default. `NAME_FILE=/run/secrets/name` reads the value of `NAME` from a file, for every one of them. Lists are
written with commas. `unison-web settings` shows what is in force, `unison-web doctor` says what is wrong.

Row-level security is no setting: a variable that asks to leave it out is refused.

With `UNISON_ENV=production` Unison starts only with a `SECRET_KEY` of its own, `PUBLIC_URL` on https, a `DATABASE_URL`,
`DEBUG` off, no demo password and named CORS origins.

| name | values | default | meaning |
| --- | --- | --- | --- |
"""


@click.command()
@click.option("--markdown", is_flag=True, help="The reference page, docs/reference/settings.md.")
def settings(markdown: bool) -> None:
    """Show the settings in force, without secrets."""
    if markdown:
        click.echo(page(), nl=False)
        return
    current = get_settings()
    for field in msgspec.structs.fields(Settings):
        click.echo(f"{field.encode_name}={shown(field.encode_name, getattr(current, field.name))}")


def page() -> str:
    """Written by `make docs`; a test compares."""
    return PAGE + "".join(_row(field) for field in msgspec.structs.fields(Settings))


def shown(name: str, value: Any) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, str) and any(name.endswith(word) for word in SECRET) and name != "PUBLIC_URL":
        return "(set)"
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _row(field: msgspec.structs.FieldInfo) -> str:
    kind, meta = get_args(field.type)[0], get_args(field.type)[-1]  # an outer description comes after an inner limit
    default = "" if shown(field.encode_name, field.default) == "(set)" else shown(field.encode_name, field.default)
    return f"| `{field.encode_name}` | {_values(kind)} | {f'`{default}`' if default else ''} | {meta.description} |\n"


def _values(kind: Any) -> str:
    if get_origin(kind) is Annotated:
        return _values(get_args(kind)[0])
    if get_origin(kind) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(kind))
    if get_origin(kind) in (Union, types.UnionType):
        return _values(next(part for part in get_args(kind) if part is not type(None)))
    if get_origin(kind) is tuple:
        return "list"
    return {str: "text", int: "number", bool: "`true`, `false`", Path: "path"}[kind]
