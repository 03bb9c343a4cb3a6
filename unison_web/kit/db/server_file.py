"""What the embedded server remembers about itself: `<data>/postgres.json`, readable by its owner only."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

DATABASE = "unison"


@dataclass(frozen=True)
class Remembered:
    """`roles` is the fingerprint of the role statements that were applied; empty until they are."""

    port: int
    passwords: dict[str, str]
    roles: str = ""

    def url(self, role: str, database: str = DATABASE) -> str:
        """Passwords are URL-safe by make."""
        return f"postgresql://unison_{role}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"


class ServerFile:
    """Reads and replaces the file as a whole."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "postgres.json"

    def exists(self) -> bool:
        return self.path.is_file()

    def read(self) -> Remembered:
        return Remembered(**json.loads(self.path.read_text(encoding="utf-8")))

    def change(self, **values: object) -> Remembered:
        return self.write(replace(self.read(), **values))  # type: ignore[arg-type]

    def write(self, remembered: Remembered) -> Remembered:
        new = self.path.with_suffix(".json.new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(remembered), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)
        return remembered


def embedded_url(data_dir: Path, role: str) -> str | None:
    """Connection string of a role, or None where no embedded server was made."""
    try:
        return ServerFile(data_dir).read().url(role)
    except (OSError, ValueError, TypeError, KeyError):
        return None
