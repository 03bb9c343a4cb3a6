"""Everything that reads the source without running it. `python bin/check.py style types` for some of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS = {
    "style": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "types": ["mypy"],
    "layers": ["lint-imports", "--no-logo"],
    "templates": ["djlint", "templates", "--lint", "--quiet"],
    "spelling": ["codespell"],
    "words": ["python", "bin/words.py", "--check"],
    "container": ["hadolint", "Dockerfile"],
    "holes": ["pip-audit", "--disable-pip", "--require-hashes", "-r", "requirements/base.txt", "--timeout", "10"],
}
UNREACHABLE = ("ConnectionError", "Max retries", "Connection refused", "NameResolution", "Failed to establish")


def main() -> int:
    wanted = sys.argv[1:] or list(CHECKS)
    if unknown := [name for name in wanted if name not in CHECKS]:
        print(f"no check named {', '.join(unknown)}; there are {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    failed = [name for name in wanted if not passes(name)]
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def passes(name: str) -> bool:
    command = CHECKS[name]
    program = BIN / command[0]
    if not program.exists():
        print(f"- {name}: {command[0]} is not installed here; skipped")
        return True
    started = time.monotonic()
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "140"}
    done = subprocess.run(
        [program, *command[1:]], cwd=ROOT, capture_output=True, text=True, env=environment, check=False
    )
    said = f"{done.stdout}{done.stderr}".strip()
    if name == "holes" and done.returncode and any(sign in said for sign in UNREACHABLE):
        print(f"- {name}: the advisory database cannot be reached; tests/platform/test_locks.py holds known minimums")
        return True
    mark = "ok" if done.returncode == 0 else "FAILED"
    print(f"{mark:<6} {name} ({time.monotonic() - started:.1f} s)")
    if done.returncode:
        wide = shutil.get_terminal_size((140, 24)).columns
        print("\n".join(f"    {line[: wide - 4]}" for line in said.splitlines()[-80:]))
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
