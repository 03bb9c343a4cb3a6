"""Every setting: its name, type, default and meaning. docs/reference/settings.md is written from this class."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote

from msgspec import Meta, Struct, field

from unison_web.kit.db.server_file import embedded_url
from unison_web.kit.trouble import Exit, Trouble

Role = Literal["app", "owner", "backup"]
Port = Annotated[int, Meta(ge=1, le=65535)]
Password = Annotated[str, Meta(min_length=8)]
Origin = Annotated[str, Meta(pattern=r"^https?://[^/]+/?$")]

DEVELOPMENT_SECRET = "development-only-secret-key-never-in-production"


def _about(text: str, **limits: Any) -> Meta:
    return Meta(description=text, **limits)


class Settings(Struct, frozen=True, kw_only=True):
    env: Annotated[
        Literal["development", "demo", "production"],
        _about(
            "`demo` seeds two companies and keeps them moving, `development` adds error pages and the pattern page, "
            "`production` refuses everything unsafe."
        ),
    ] = field(name="UNISON_ENV", default="demo")
    data_dir: Annotated[Path, _about("Where the embedded database, its passwords, files and certificates live.")] = (
        field(name="UNISON_DATA_DIR", default=Path(".unison"))
    )
    demo_password: Annotated[
        Password | None, _about("Password of the demo people. Random when not set; refused in production.")
    ] = field(name="UNISON_DEMO_PASSWORD", default=None)

    host: Annotated[str, _about("Address the web server listens on. `0.0.0.0` for all.")] = field(
        name="HOST", default="127.0.0.1"
    )
    port: Annotated[Port, _about("Port the web server listens on.")] = field(name="PORT", default=8000)
    public_url_setting: Annotated[
        Origin | None,
        _about(
            "The address people type, for links in paper, mail and QR codes. `http://localhost:PORT` "
            "when not set; must be https in production.",
        ),
    ] = field(name="PUBLIC_URL", default=None)
    web_workers: Annotated[int, _about("Web processes.", ge=1, le=64)] = field(name="WEB_WORKERS", default=1)
    trusted_proxies: Annotated[
        tuple[str, ...],
        _about(
            "Addresses or networks of reverse proxies whose `X-Forwarded-*` headers are believed. Nobody's when empty."
        ),
    ] = field(name="TRUSTED_PROXIES", default=())
    cors_origins: Annotated[
        tuple[str, ...],
        _about(
            "Origins that may call `/api/v1` from a browser, with commas or as a JSON list. `*` is "
            "refused in production."
        ),
    ] = field(name="BACKEND_CORS_ORIGINS", default=())
    inside_networks: Annotated[
        tuple[str, ...],
        _about(
            "Private networks that identity providers of companies may stand in, such as `10.20.0.0/16`. None when "
            "empty: addresses that administrators type in reach the public internet only."
        ),
    ] = field(name="UNISON_INSIDE_NETWORKS", default=())
    machine_networks: Annotated[
        tuple[str, ...],
        _about(
            "Networks that connections to machines may reach, such as `192.168.10.0/24`. None when empty; outside "
            "production this machine itself too. Link-local addresses are never asked."
        ),
    ] = field(name="UNISON_MACHINE_NETWORKS", default=())
    mail_networks: Annotated[
        tuple[str, ...],
        _about(
            "Private networks that mail servers of companies may stand in, such as `10.20.0.0/16`. None when empty: "
            "SMTP reaches the public internet only; outside production this machine itself too."
        ),
    ] = field(name="UNISON_MAIL_NETWORKS", default=())
    sendgrid_url: Annotated[
        Origin | None, _about("Where SendGrid is asked instead of its own address: a proxy of yours.")
    ] = field(name="UNISON_SENDGRID_URL", default=None)
    ses_url: Annotated[
        Origin | None, _about("Where AWS SES is asked instead of its own address: a VPC endpoint of yours.")
    ] = field(name="UNISON_SES_URL", default=None)
    telemetry_months: Annotated[
        int, _about("Months for which single values of machines and their minutes are kept; hours stay.", ge=4, le=120)
    ] = field(name="UNISON_TELEMETRY_MONTHS", default=13)
    tls_certificate: Annotated[
        Path | None, _about("PEM certificate chain; with `UNISON_TLS_KEY` the server speaks HTTPS and HTTP/2 itself.")
    ] = field(name="UNISON_TLS_CERT", default=None)
    tls_key: Annotated[Path | None, _about("PEM key of `UNISON_TLS_CERT`.")] = field(
        name="UNISON_TLS_KEY", default=None
    )

    storage_url: Annotated[
        Origin | None,
        _about(
            "An S3 server that keeps files, such as `https://s3.eu-central-1.amazonaws.com` or `http://minio:9000`. "
            "When not set, files lie in the data folder."
        ),
    ] = field(name="S3_URL", default=None)
    storage_bucket: Annotated[str, _about("The bucket; made at the first file where it is not there.")] = field(
        name="S3_BUCKET", default="unison"
    )
    storage_region: Annotated[str, _about("Region of the bucket.")] = field(name="S3_REGION", default="us-east-1")
    storage_access_key: Annotated[str, _about("Access key of the S3 server.")] = field(name="S3_ACCESS_KEY", default="")
    storage_secret_key: Annotated[str, _about("Secret key of the S3 server.")] = field(name="S3_SECRET_KEY", default="")

    secret_key: Annotated[
        str,
        _about(
            "Signs tokens and cookies; at least 32 characters. Required in production; elsewhere `unison-web up` "
            "makes one and keeps it in the data folder.",
            min_length=32,
        ),
    ] = field(name="SECRET_KEY", default=DEVELOPMENT_SECRET)
    secret_keys_before: Annotated[
        tuple[str, ...],
        _about(
            "Former `SECRET_KEY`s that stored secrets may still be sealed with. Tokens and cookies signed with them "
            "are worth nothing."
        ),
    ] = field(name="SECRET_KEYS_BEFORE", default=())
    algorithm: Annotated[Literal["HS256", "HS384", "HS512"], _about("Signature of the JSON web tokens.")] = field(
        name="ALGORITHM", default="HS256"
    )
    access_token_minutes: Annotated[int, _about("Life of an access token.", ge=1, le=1440)] = field(
        name="ACCESS_TOKEN_EXPIRE_MINUTES", default=30
    )
    refresh_token_days: Annotated[int, _about("Life of a refresh token.", ge=1, le=90)] = field(
        name="REFRESH_TOKEN_EXPIRE_DAYS", default=7
    )

    database_app_setting: Annotated[
        str | None, _about("PostgreSQL 15 or newer as role `unison_app`. The embedded server when not set.")
    ] = field(name="DATABASE_URL", default=None)
    database_owner_setting: Annotated[
        str | None, _about("The same database as `unison_owner`; for migrations only.")
    ] = field(name="DATABASE_OWNER_URL", default=None)
    database_backup_setting: Annotated[
        str | None, _about("The same database as `unison_backup`; for backups only.")
    ] = field(name="DATABASE_BACKUP_URL", default=None)
    postgres_host: Annotated[str | None, _about("Older way to say `DATABASE_URL`, used when that is not set.")] = field(
        name="POSTGRES_HOST", default=None
    )
    postgres_port: Annotated[Port, _about("See `POSTGRES_HOST`.")] = field(name="POSTGRES_PORT", default=5432)
    postgres_user: Annotated[str, _about("See `POSTGRES_HOST`.")] = field(name="POSTGRES_USER", default="unison_app")
    postgres_password: Annotated[str | None, _about("See `POSTGRES_HOST`.")] = field(
        name="POSTGRES_PASSWORD", default=None
    )
    postgres_db: Annotated[str, _about("See `POSTGRES_HOST`.")] = field(name="POSTGRES_DB", default="unison")
    embedded_port: Annotated[
        Port | None,
        _about("Port of the embedded PostgreSQL. Any free one, then always the same, when not set."),
    ] = field(name="UNISON_PG_PORT", default=None)
    embedded_programs: Annotated[
        Path | None, _about("Folder with `postgres` and `initdb` to use instead of the bundled ones.")
    ] = field(name="UNISON_PG_BIN", default=None)

    debug: Annotated[bool, _about("Show tracebacks in answers. Refused in production.")] = field(
        name="DEBUG", default=False
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], _about("Least level that is logged.")] = field(
        name="LOG_LEVEL", default="INFO"
    )

    def __repr__(self) -> str:
        """Without values: settings end up in logs, and half of them are secrets."""
        return f"Settings(env={self.env!r}, port={self.port})"

    @property
    def is_production(self) -> bool:
        return self.env == "production"

    @property
    def is_demo(self) -> bool:
        return self.env == "demo"

    @property
    def is_development(self) -> bool:
        return self.env == "development"

    @property
    def tls(self) -> bool:
        return self.tls_certificate is not None

    @property
    def public_url(self) -> str:
        """Without a slash at the end."""
        own = f"{'https' if self.tls else 'http'}://localhost:{self.port}"
        return (self.public_url_setting or own).rstrip("/")

    @property
    def database_url(self) -> str:
        return self.url("app")

    @property
    def database_owner_url(self) -> str:
        return self.url("owner")

    @property
    def database_backup_url(self) -> str:
        return self.url("backup")

    @property
    def embedded(self) -> bool:
        """No database was named, so the one in the data folder is meant."""
        return self.database_app_setting is None and self.postgres_host is None

    def url(self, role: Role = "app", driver: str = "") -> str:
        """`postgresql://…` of a role; with driver="asyncpg" as SQLAlchemy writes it. Trouble when unknown."""
        found = self._url(role)
        if found is None:
            raise _no_url(role, self)
        rest = found.split("://", 1)[1]
        return f"postgresql{'+' + driver if driver else ''}://{rest}"

    def _url(self, role: Role) -> str | None:
        named = {
            "app": self.database_app_setting,
            "owner": self.database_owner_setting,
            "backup": self.database_backup_setting,
        }
        if named[role]:
            return named[role]
        if self.embedded:
            return embedded_url(self.data_dir, role)
        if role == "app" and self.postgres_host:
            password = f":{quote(self.postgres_password, safe='')}" if self.postgres_password else ""
            user = quote(self.postgres_user, safe="")
            return f"postgresql://{user}{password}@{self.postgres_host}:{self.postgres_port}/{self.postgres_db}"
        return None


def _no_url(role: Role, settings: Settings) -> Trouble:
    name = {"app": "DATABASE_URL", "owner": "DATABASE_OWNER_URL", "backup": "DATABASE_BACKUP_URL"}[role]
    if settings.embedded:
        return Trouble(
            "There is no database yet",
            f"{name} is not set and {settings.data_dir} holds no embedded one",
            "unison-web up",
            Exit.DATABASE,
        )
    return Trouble(
        f"{name} is not set",
        f"this needs the database as role unison_{role}",
        f"set {name}; `unison-web db init` prints the SQL that makes the roles",
        Exit.SETTINGS,
    )
