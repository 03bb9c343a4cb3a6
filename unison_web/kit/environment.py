"""Reads a msgspec struct from environment variables and a `.env` file, and names everything that is wrong at once.

`NAME_FILE=/run/secrets/name` gives the value of `NAME` from a file, for every setting. The environment wins over
`.env`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from dotenv import dotenv_values

from unison_web.kit.trouble import Exit, Trouble

S = TypeVar("S", bound=msgspec.Struct)


class SettingsError(Trouble):
    """One or more settings are wrong; `problems` maps each name to a sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        names = ", ".join(sorted(self.problems))
        super().__init__(
            f"Wrong settings: {names}",
            why="\n        ".join(f"{name}: {problem}" for name, problem in sorted(self.problems.items())),
            next="correct them in the environment or in .env; docs/reference/settings.md explains each one",
            code=Exit.SETTINGS,
        )


def gather(environ: Mapping[str, str], env_file: Path | None) -> dict[str, str]:
    """The variables that count: those of the process over those of the file. Empty means not set."""
    from_file = dotenv_values(env_file, interpolate=False) if env_file and env_file.is_file() else {}
    return {name: value for name, value in {**from_file, **environ}.items() if value}


def read(model: type[S], variables: Mapping[str, str]) -> S:
    """Build `model` from its fields' encoded names, or raise SettingsError with all problems."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for field in msgspec.structs.fields(model):
        try:
            raw = _raw(field.encode_name, variables)
            if raw is not None:
                values[field.name] = msgspec.convert(
                    _shape(raw, field.type), field.type, strict=False, dec_hook=_decode
                )
        except (msgspec.ValidationError, ValueError, OSError) as error:
            problems[field.encode_name] = str(error)
    if problems:
        raise SettingsError(problems)
    return model(**values)


def _raw(name: str, variables: Mapping[str, str]) -> str | None:
    value, file = variables.get(name), variables.get(f"{name}_FILE")
    if file is None:
        return value
    if value is not None:
        raise ValueError(f"both {name} and {name}_FILE are set; keep one")
    return Path(file).read_text(encoding="utf-8").strip()


def _shape(raw: str, target: Any) -> Any:
    """Lists are written as JSON (the older system did) or with commas."""
    if "tuple" not in str(target):
        return raw
    if raw.lstrip().startswith("["):
        return json.loads(raw)
    return [part.strip() for part in raw.split(",") if part.strip()]


def _decode(target: type, value: Any) -> Any:
    if target is Path:
        return Path(value).expanduser()
    raise NotImplementedError(target)
