"""The one settings object: environment > `.env` > defaults. Production refuses what is unsafe, by name."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from unison_web.kit.environment import SettingsError, gather, read
from unison_web.settings_table import DEVELOPMENT_SECRET, Role, Settings

__all__ = ["DEVELOPMENT_SECRET", "Role", "Settings", "SettingsError", "get_settings", "load"]

OFF = {"0", "false", "no", "off", "disabled", "disable"}


@functools.cache
def get_settings() -> Settings:
    return load(os.environ, Path(".env"))


def load(environ: Mapping[str, str], env_file: Path | None = None) -> Settings:
    """Read and judge. Raises SettingsError with every problem at once."""
    variables = gather(environ, env_file)
    if problems := switches_rls_off(variables):
        raise SettingsError(problems)
    settings = read(Settings, variables)
    if problems := nonsense(settings) | (unsafe(settings) if settings.is_production else {}):
        raise SettingsError(problems)
    kept = settings.data_dir / "secret_key"
    if settings.secret_key == DEVELOPMENT_SECRET and not settings.is_production and kept.is_file():
        variables["SECRET_KEY"] = kept.read_text(encoding="utf-8").strip()
        settings = read(Settings, variables)
    return settings


def switches_rls_off(variables: Mapping[str, str]) -> dict[str, str]:
    """Row-level security is not an option, so a variable that asks to leave it out must not be ignored silently."""
    problems = {}
    for name, value in variables.items():
        if re.search(r"(^|_)(RLS|ROW_LEVEL_SECURITY)(_|$)", name):
            asks_off = bool(re.search(r"(^|_)(DISABLE|DISABLED|BYPASS|SKIP|NO)(_|$)", name))
            if asks_off is not (value.strip().lower() in OFF):
                problems[name] = "row-level security cannot be switched off; remove this variable"
    return problems


def nonsense(settings: Settings) -> dict[str, str]:
    problems = {}
    if (settings.tls_certificate is None) != (settings.tls_key is None):
        problems["UNISON_TLS_CERT"] = "certificate and key go together: set UNISON_TLS_CERT and UNISON_TLS_KEY"
    for name, url in (
        ("DATABASE_URL", settings.database_app_setting),
        ("DATABASE_OWNER_URL", settings.database_owner_setting),
        ("DATABASE_BACKUP_URL", settings.database_backup_setting),
    ):
        if url and urlsplit(url).scheme.split("+")[0] not in ("postgresql", "postgres"):
            problems[name] = "must start with postgresql://"
    if settings.storage_url and not (settings.storage_access_key and settings.storage_secret_key):
        problems["S3_ACCESS_KEY"] = "an S3 server needs both keys: set S3_ACCESS_KEY and S3_SECRET_KEY"
    if not all(_is_network(network) for network in settings.inside_networks):
        problems["UNISON_INSIDE_NETWORKS"] = "name networks such as 10.20.0.0/16, separated by commas"
    if not all(_is_network(network) for network in settings.machine_networks):
        problems["UNISON_MACHINE_NETWORKS"] = "name networks such as 192.168.10.0/24, separated by commas"
    if not all(_is_network(network) for network in settings.mail_networks):
        problems["UNISON_MAIL_NETWORKS"] = "name networks such as 10.20.0.0/16, separated by commas"
    return problems


def _is_network(said: str) -> bool:
    try:
        return bool(ip_network(said, strict=False))
    except ValueError:
        return False


def unsafe(settings: Settings) -> dict[str, str]:
    problems = {}
    if settings.secret_key == DEVELOPMENT_SECRET or len(set(settings.secret_key)) < 10:
        problems["SECRET_KEY"] = "production needs its own random key: openssl rand -base64 48"
    if settings.debug:
        problems["DEBUG"] = "must be off in production: tracebacks tell strangers about the inside"
    if not settings.public_url.startswith("https://"):
        problems["PUBLIC_URL"] = "must be https:// in production; sign-in cookies are refused without TLS"
    if settings.embedded:
        problems["DATABASE_URL"] = (
            "production needs a PostgreSQL of its own; the embedded one is for trying and developing"
        )
    if settings.demo_password:
        problems["UNISON_DEMO_PASSWORD"] = "there are no demo people in production"
    if "*" in settings.cors_origins:
        problems["BACKEND_CORS_ORIGINS"] = "name the origins; * is refused in production"
    return problems
