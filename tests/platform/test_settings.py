"""Settings: where they come from, what is refused, and that every one is explained."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from unison_web.commands.settings import page, shown
from unison_web.settings import DEVELOPMENT_SECRET, Settings, SettingsError, load

ROOT = Path(__file__).resolve().parents[2]
KEY = "k3y-" + "abcdefghijklmnopqrstuvwxyz0123456789"
PRODUCTION = {
    "UNISON_ENV": "production",
    "SECRET_KEY": KEY,
    "PUBLIC_URL": "https://unison.example",
    "DATABASE_URL": "postgresql://unison_app:secret@db/unison",
}


def test_without_anything_it_is_the_demo_on_port_8000() -> None:
    settings = load({})
    assert (settings.env, settings.port, settings.public_url) == ("demo", 8000, "http://localhost:8000")
    assert settings.embedded


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT=8101\nHOST=0.0.0.0\n")
    settings = load({"PORT": "8102"}, file)
    assert (settings.port, settings.host, settings.log_level) == (8102, "0.0.0.0", "INFO")


def test_every_setting_can_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text(KEY + "\n")
    assert load({"SECRET_KEY_FILE": str(secret)}).secret_key == KEY
    with pytest.raises(SettingsError, match="both SECRET_KEY and SECRET_KEY_FILE"):
        load({"SECRET_KEY_FILE": str(secret), "SECRET_KEY": KEY})
    with pytest.raises(SettingsError, match="No such file"):
        load({"SECRET_KEY_FILE": str(tmp_path / "none")})


def test_the_names_of_the_older_system_work() -> None:
    settings = load(
        {
            "POSTGRES_HOST": "db",
            "POSTGRES_PORT": "6543",
            "POSTGRES_USER": "mes",
            "POSTGRES_PASSWORD": "p@ss/word",
            "POSTGRES_DB": "plant",
            "SECRET_KEY": KEY,
            "ALGORITHM": "HS512",
            "ACCESS_TOKEN_EXPIRE_MINUTES": "15",
            "BACKEND_CORS_ORIGINS": '["https://a.example", "https://b.example"]',
        }
    )
    assert settings.database_url == "postgresql://mes:p%40ss%2Fword@db:6543/plant"
    assert settings.url("app", "asyncpg").startswith("postgresql+asyncpg://mes:")
    assert (settings.algorithm, settings.access_token_minutes) == ("HS512", 15)
    assert settings.cors_origins == ("https://a.example", "https://b.example")
    assert load({"BACKEND_CORS_ORIGINS": "https://a.example, https://b.example"}).cors_origins == settings.cors_origins


def test_all_that_is_wrong_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        load({"PORT": "80000", "ALGORITHM": "none", "SECRET_KEY": "short", "LOG_LEVEL": "loud", "WEB_WORKERS": "two"})
    assert set(refused.value.problems) == {"PORT", "ALGORITHM", "SECRET_KEY", "LOG_LEVEL", "WEB_WORKERS"}
    assert "short" not in str(refused.value), "a refused secret is still a secret"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": DEVELOPMENT_SECRET}, "SECRET_KEY"),
        ({"SECRET_KEY": "x" * 40}, "SECRET_KEY"),
        ({"DEBUG": "true"}, "DEBUG"),
        ({"PUBLIC_URL": "http://unison.example"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": ""}, "PUBLIC_URL"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"UNISON_DEMO_PASSWORD": "everyone-knows"}, "UNISON_DEMO_PASSWORD"),
        ({"BACKEND_CORS_ORIGINS": "*"}, "BACKEND_CORS_ORIGINS"),
    ],
)
def test_production_refuses_what_is_unsafe(change: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load(PRODUCTION | change)
    assert set(refused.value.problems) == {named}


def test_production_starts_when_all_is_well() -> None:
    assert load(PRODUCTION).is_production


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("RLS_ENABLED", "false", True),
        ("ENABLE_RLS", "0", True),
        ("DISABLE_RLS", "true", True),
        ("UNISON_ROW_LEVEL_SECURITY", "off", True),
        ("BYPASS_RLS", "1", True),
        ("RLS_ENABLED", "true", False),
        ("DISABLE_RLS", "no", False),
        ("WORLDS", "false", False),
    ],
)
def test_row_level_security_cannot_be_switched_off(name: str, value: str, refused: bool) -> None:
    if refused:
        with pytest.raises(SettingsError, match="cannot be switched off"):
            load({name: value})
    else:
        load({name: value})


def test_certificate_and_key_go_together() -> None:
    with pytest.raises(SettingsError, match="go together"):
        load({"UNISON_TLS_CERT": "/a.pem"})
    assert load({"UNISON_TLS_CERT": "/a.pem", "UNISON_TLS_KEY": "/b.pem"}).public_url == "https://localhost:8000"


def test_the_kept_key_is_used_outside_production(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text(KEY)
    assert load({"UNISON_DATA_DIR": str(tmp_path)}).secret_key == KEY


def test_secrets_are_not_shown() -> None:
    settings = load(PRODUCTION)
    assert KEY not in repr(settings)
    for field in msgspec.structs.fields(Settings):
        assert "secret" not in shown(field.encode_name, getattr(settings, field.name))


def test_the_reference_page_is_what_the_code_says() -> None:
    written = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    assert written == page(), "make docs"


def test_every_setting_of_the_example_file_exists() -> None:
    known = {field.encode_name for field in msgspec.structs.fields(Settings)}
    services = {"OWNER_PASSWORD", "APP_PASSWORD", "BACKUP_PASSWORD", "UNISON_HOST"}  # of compose.yaml
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = {
        line.lstrip("# ").split("=")[0] for line in lines if "=" in line and line.lstrip("# ").split("=")[0].isupper()
    }
    assert named - services <= known


def test_a_wrong_setting_ends_a_command_with_its_own_code(run_command: Any) -> None:
    done = run_command("settings", PORT="many")
    assert done.returncode == 3
    assert done.stderr.splitlines()[0] == "Wrong settings: PORT"
    assert "next:" in done.stderr
