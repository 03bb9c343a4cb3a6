"""What the operating system must bring: installed where we may (root with apt, anyone with brew), else said.

    python bin/system.py pdf         Pango, for travelers and labels; without it everything else works
    python bin/system.py browser     Chromium, for the browser tests
    python bin/system.py poppler     Poppler, for the tests that look at paper
    python bin/system.py mosquitto   an MQTT broker, for the tests of machines
    python bin/system.py postgres    the distribution's PostgreSQL, for `make test-full`

Ends with 0 when it is there, 6 when it is not.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Need(NamedTuple):
    what: str
    without: str
    there: Callable[[], bool]
    apt: list[str]
    brew: list[str]
    dnf: list[str]


def has_pango() -> bool:
    """The libraries WeasyPrint opens, under the names it tries."""
    wanted = (
        ("libgobject-2.0.so.0", "libgobject-2.0.dylib", "libgobject-2.0.0.dylib"),
        ("libpango-1.0.so.0", "libpango-1.0.dylib"),
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
        ("libharfbuzz.so.0", "libharfbuzz.dylib"),
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"),
        ("libfontconfig.so.1", "libfontconfig.dylib"),
    )
    return all(any(opens(name) for name in names) for names in wanted) and has_font()


def opens(name: str) -> bool:
    for folder in ("", "/opt/homebrew/lib/", "/usr/local/lib/"):
        try:
            ctypes.CDLL(folder + name)
        except OSError:
            continue
        return True
    return False


def has_font() -> bool:
    folders = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", str(Path.home() / ".fonts"))
    return any(path for folder in folders for path in Path(folder).rglob("*.[to]t[fc]"))


def has_chromium() -> bool:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    apps = ("Google Chrome", "Chromium")
    places = [Path(f"/Applications/{app}.app/Contents/MacOS/{app}") for app in apps]
    return any(map(shutil.which, names)) or any(place.exists() for place in places)


def has_postgres() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or bool(shutil.which("initdb"))


NEEDS = {
    "pdf": Need(
        "Pango (for PDF)",
        "travelers, labels and reports cannot be made as PDF; all else works",
        has_pango,
        ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"],
        ["pango"],
        ["pango", "dejavu-sans-fonts"],
    ),
    "browser": Need(
        "Chromium",
        "the browser tests cannot run",
        has_chromium,
        ["chromium"],
        ["--cask", "chromium"],
        ["chromium"],
    ),
    "poppler": Need(
        "Poppler (draws PDF)",
        "the tests that read codes off the paper cannot run",
        lambda: bool(shutil.which("pdftoppm")),
        ["poppler-utils"],
        ["poppler"],
        ["poppler-utils"],
    ),
    "mosquitto": Need(
        "Mosquitto (an MQTT broker)",
        "the tests that hear machines over MQTT are skipped",
        lambda: bool(shutil.which("mosquitto") or Path("/usr/sbin/mosquitto").exists()),
        ["mosquitto"],
        ["mosquitto"],
        ["mosquitto"],
    ),
    "postgres": Need(
        "the PostgreSQL of the distribution",
        "migrations and isolation cannot be tried on it",
        has_postgres,
        ["postgresql"],
        ["postgresql@15"],
        ["postgresql-server"],
    ),
}


def main() -> int:
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name not in NEEDS:
        print(__doc__, file=sys.stderr)
        return 2
    need = NEEDS[name]
    if need.there():
        return 0
    command = how(need)
    if command and may(command):
        print(f"installing {need.what}: {' '.join(command)}", flush=True)
        if command[0] == "apt-get":
            run("apt-get", "update", "-q")
        run(*command)
        if need.there():
            return 0
    why, next = need.without, f"{'' if command and command[0] == 'brew' else 'sudo '}{' '.join(command)}"
    print(f"{need.what} is missing\n  why:  {why}\n  next: {next if command else 'see your system'}", file=sys.stderr)
    return 6


def how(need: Need) -> list[str]:
    if shutil.which("apt-get"):
        return ["apt-get", "install", "-qy", "--no-install-recommends", *need.apt]
    if shutil.which("dnf"):
        return ["dnf", "install", "-qy", *need.dnf]
    if shutil.which("brew"):
        return ["brew", "install", *need.brew]
    return []


def may(command: list[str]) -> bool:
    return command[0] == "brew" or os.geteuid() == 0


def run(*command: str) -> None:
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **quiet}, check=False)
    if done.returncode:
        print((done.stderr or done.stdout).strip()[-800:], file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
