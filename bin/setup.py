"""Makes the environment in .venv from the hashed locks: with uv where it is, else with venv and pip.

    python3 bin/setup.py        what runs the product
    python3 bin/setup.py dev    also what tests and checks it

A second run takes no time. Runs under any Python 3, to be able to say which one is needed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".unison.json"
PROFILES = {"run": ["base.txt", "build.txt"], "dev": ["dev.txt"]}
NEWEST_FIRST = ("python3.14", "python3.13", "python3.12", "python3.11")


def main():
    profile = sys.argv[1] if len(sys.argv) > 1 else "run"
    if profile not in PROFILES:
        return stop("There is no profile " + profile, "the profiles are run and dev", "python3 bin/setup.py dev", 2)
    python = suitable_python()
    if python is None:
        return stop(
            "Unison needs Python 3.11 or newer",
            f"{sys.executable} is Python {sys.version.split()[0]}, and no newer one is on the PATH",
            "install one (apt-get install python3.11 python3.11-venv, brew install python@3.13, or uv), then again",
        )
    started = time.monotonic()
    stamp = read_stamp()
    if not works(VENV / "bin" / "python"):
        stamp = {}
        if not make_environment(python):
            return 6
    wanted = fingerprint(profile)
    if stamp.get("dev") == fingerprint("dev") or stamp.get(profile) == wanted:
        return 0
    print(f"installing the Python packages ({profile}) ...", flush=True)
    if not install(profile):
        return 6
    STAMP.write_text(json.dumps({**stamp, profile: wanted}))
    print(f"Python packages installed ({time.monotonic() - started:.0f} s)")
    return 0


def suitable_python():
    if sys.version_info >= (3, 11):  # noqa: UP036 - this file runs before the right Python is there
        return sys.executable
    found = [shutil.which(name) for name in NEWEST_FIRST]
    return next((path for path in found if path), "3.13" if shutil.which("uv") else None)


def make_environment(python):
    shutil.rmtree(str(VENV), ignore_errors=True)
    uv = shutil.which("uv")
    if uv:
        return run(uv, "venv", "--quiet", "--python", python, str(VENV))
    if run(python, "-m", "venv", str(VENV), quiet=True):
        return True
    if os.geteuid() == 0 and shutil.which("apt-get") and install_venv():
        shutil.rmtree(str(VENV), ignore_errors=True)
        return run(python, "-m", "venv", str(VENV))
    stop("The environment .venv could not be made", "this Python lacks venv or pip", "apt-get install python3-venv")
    return False


def install_venv():
    return run("apt-get", "update", "-q", quiet=True) and run("apt-get", "install", "-qy", "python3-venv", quiet=True)


def install(profile):
    """The locks are complete, so no resolver; compiling all of it would take longer than the first start."""
    locks = [argument for name in PROFILES[profile] for argument in ("-r", str(ROOT / "requirements" / name))]
    python, uv = str(VENV / "bin" / "python"), shutil.which("uv")
    if uv:
        pip = [uv, "pip", "install", "--quiet", "--python", python, "--no-deps"]
    else:
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "--no-deps"]
    if run(*pip, "--require-hashes", *locks) and run(*pip, "--no-build-isolation", "-e", str(ROOT)):
        return True
    stop(
        "The Python packages could not be installed",
        "the reason stands above: a package index that does not answer, or a file with another hash than the lock says",
        "check the network, then: make setup",
    )
    return False


def works(python):
    return python.exists() and run(str(python), "-c", "import sys; sys.exit(sys.version_info < (3, 11))", quiet=True)


def fingerprint(profile):
    """Of the locks and of where the project lies, which the environment has written down."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in PROFILES[profile]:
        digest.update((ROOT / "requirements" / name).read_bytes())
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    digest.update(project[project.find("[project.scripts]") :].split("\n\n")[0].encode())
    return digest.hexdigest()


def read_stamp():
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def run(*command, quiet=False):
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, cwd=str(ROOT), stdout=output, stderr=output).returncode == 0


def stop(what, why, next, code=6):
    print(f"{what}\n  why:  {why}\n  next: {next}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
