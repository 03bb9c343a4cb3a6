"""The long tests, a step at a time. A finished step is not run again until its sources change or --again is said.

    python bin/test_full.py              go on where it stopped
    python bin/test_full.py matrix soak  only these
    python bin/test_full.py --list       what there is, and what is done
    python bin/test_full.py --again      forget what is done

What is done is written to .test-full/state.json with its duration; the output of each step to .test-full/<step>.log.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".test-full"
STATE = FOLDER / "state.json"
SOURCES = ("unison_web", "migrations", "templates", "static/css", "static/js", "tests", "requirements")


class Step(NamedTuple):
    about: str
    command: list[str]


def marked(marker: str) -> list[str]:
    """Markers are left out by default (pyproject.toml), so they are asked for."""
    return [sys.executable, "-m", "pytest", "-m", marker, "--timeout=0", "-q"]


IMAGE = """
set -eo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
bin/image.sh packages "$folder"; bin/image.sh assets; bin/image.sh files "$folder"
PYTHONPATH="$folder" "$folder/bin/unison-web" routes | tail -1
"""

# The oldest of the system's that we support; its tests are the ordinary ones, started with other programs.
ELSEWHERE = """
set -e
for folder in /usr/lib/postgresql/*/bin; do [ -x "$folder/initdb" ] && break; done
export UNISON_PG_BIN="$folder"; "$folder/postgres" --version
exec {python} -m pytest -q --timeout=0 -m 'not matrix and not chaos and not load and not soak and not browser' \\
  $(ls -d tests/modules tests/contracts 2>/dev/null) tests/platform/test_roles.py tests/platform/test_isolation_audit.py
""".replace("{python}", sys.executable)

STEPS = {
    "check": Step("style, types, layers, templates", [sys.executable, "bin/check.py"]),
    "default": Step("what `make test` runs", [sys.executable, "-m", "pytest", "-q"]),
    "image": Step("the container image's steps, with packages of its own", ["bash", "-c", IMAGE]),
    "matrix": Step("every page in every theme, density and direction", marked("matrix")),
    "pg15": Step("everything that needs a database, on the distribution's PostgreSQL", ["bash", "-c", ELSEWHERE]),
    "chaos": Step("kill -9 of web, worker and database while reports come in", marked("chaos")),
    "load": Step("many tablets and browsers at once", marked("load")),
    "soak": Step("hours of steady work: nothing grows", marked("soak")),
}
NOTHING_COLLECTED = 5


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    arguments = sys.argv[1:]
    names = [argument for argument in arguments if not argument.startswith("-")] or list(STEPS)
    if unknown := [name for name in names if name not in STEPS]:
        print(f"no step named {', '.join(unknown)}; there are {', '.join(STEPS)}", file=sys.stderr)
        return 2
    state = {} if "--again" in arguments else read_state()
    sources = fingerprint()
    if "--list" in arguments:
        for name, step in STEPS.items():
            print(f"{status(state.get(name), sources):<18} {name:<8} {step.about}")
        return 0
    if "postgres" in needs(names):
        subprocess.run([sys.executable, "bin/system.py", "postgres"], cwd=ROOT, check=False)
    results = [run(name, state, sources) for name in names]
    return 0 if all(results) else 1


def needs(names: list[str]) -> set[str]:
    return {"postgres"} if "pg15" in names else set()


def run(name: str, state: dict[str, dict[str, object]], sources: str) -> bool:
    if state.get(name, {}).get("sources") == sources:
        print(f"done   {name}")
        return True
    started = time.monotonic()
    print(f"...    {name}: {STEPS[name].about}", flush=True)
    with (FOLDER / f"{name}.log").open("w", encoding="utf-8") as log:
        code = subprocess.run(
            STEPS[name].command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, check=False
        ).returncode
    seconds = round(time.monotonic() - started, 1)
    last = (FOLDER / f"{name}.log").read_text(encoding="utf-8").strip().splitlines()[-1:]
    if code == NOTHING_COLLECTED:
        print(f"empty  {name}: no test has this marker")
        return True
    if code:
        print(f"FAILED {name} ({seconds} s): {FOLDER.name}/{name}.log ends with: {' '.join(last)}")
        return False
    state[name] = {"sources": sources, "seconds": seconds, "said": " ".join(last)}
    STATE.write_text(json.dumps(state, indent=2), encoding="utf-8")
    print(f"ok     {name} ({seconds} s): {' '.join(last)}")
    return True


def status(entry: dict[str, object] | None, sources: str) -> str:
    if not entry:
        return "to do"
    return f"done, {entry['seconds']} s" if entry["sources"] == sources else "done, now changed"


def read_state() -> dict[str, dict[str, object]]:
    try:
        found: dict[str, dict[str, object]] = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def fingerprint() -> str:
    digest = hashlib.sha256()
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
