"""Certificates of a connection: ours, made here or brought along; whom we trust on the other side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.vault import Vault
from unison_web.modules.signals import rules
from unison_web.modules.signals.models import Connection
from unison_web.modules.signals.schemas_certificates import CertificateOut, CertificatesIn, CertificatesOut
from unison_web.modules.signals.service.connections import about

LASTS = timedelta(days=5 * 365)
PEM, DER = serialization.Encoding.PEM, serialization.Encoding.DER


@dataclass(frozen=True, slots=True)
class Keys:
    """A certificate and the key that belongs to it, as PEM."""

    certificate: str = ""
    key: str = ""


def application(connection: Connection) -> str:
    """How we call ourselves to an OPC UA server; it stands in the certificate."""
    return f"urn:unison:{connection.id.hex}"


async def make(uow: UnitOfWork, vault: Vault, connection: Connection) -> Connection:
    """A new certificate of ours, with a new key. Whoever trusted the old one has to be given the new one."""
    made = made_for(application(connection), connection.name, uow.now())
    _keep(vault, connection, made)
    await uow.session.flush()
    return connection


def made_for(uri: str, name: str, now: datetime) -> Keys:
    """As OPC 10000-6 (6.2.2) wants an application's certificate: RSA 2048, its URI, the uses of a client."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Unison, {name}"[:64])])
    uses = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=True, data_encipherment=True,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    signed = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(uses, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.UniformResourceIdentifier(uri)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return Keys(signed.public_bytes(PEM).decode(), plain.decode())


async def bring(uow: UnitOfWork, vault: Vault, connection: Connection, data: CertificatesIn) -> Connection:
    """An authority that the other side's certificate comes from, and a certificate that authority gave us."""
    authority = read(data.authority, "authority") if data.authority.strip() else ""
    if data.certificate.strip() or data.key.strip():
        certificate = read(data.certificate, "certificate")
        if not belongs(certificate, data.key):
            raise Refused.at("key", _("This is not the key of the certificate"))
        _keep(vault, connection, Keys(certificate, data.key.strip() + "\n"))
    connection.authority = authority
    await uow.session.flush()
    return connection


async def trust(uow: UnitOfWork, connection: Connection, said: str) -> Connection:
    """Exactly this certificate of the server, until another one is trusted."""
    rules.may_trust(connection.kind).or_refuse()
    connection.trusted = read(said, "certificate") if said.strip() else ""
    await uow.session.flush()
    return connection


def _keep(vault: Vault, connection: Connection, keys: Keys) -> None:
    connection.own_certificate = keys.certificate
    connection.own_key_sealed = vault.seal(keys.key, about(connection.id))


def read(said: str, field: str) -> str:
    """One or several certificates in PEM, as they are kept."""
    try:
        found = x509.load_pem_x509_certificates(said.strip().encode())
    except ValueError:
        words = _("This is no certificate. It begins with {begin}")
        raise Refused.at(field, words.format(begin="-----BEGIN CERTIFICATE-----")) from None
    return "".join(each.public_bytes(PEM).decode() for each in found)


def belongs(certificate: str, key: str) -> bool:
    try:
        private = serialization.load_pem_private_key(key.strip().encode(), None)
    except (ValueError, TypeError):
        return False
    mine = x509.load_pem_x509_certificate(certificate.encode()).public_key()
    wanted = serialization.PublicFormat.SubjectPublicKeyInfo
    return bool(private.public_key().public_bytes(DER, wanted) == mine.public_bytes(DER, wanted))


def pem_of(der: bytes) -> str:
    return x509.load_der_x509_certificate(der).public_bytes(PEM).decode()


def der_of(pem: str) -> bytes:
    return x509.load_pem_x509_certificate(pem.encode()).public_bytes(DER)


def shown(pem: str) -> CertificateOut | None:
    """Whose it is, how long it counts, and the fingerprint that people compare."""
    if not pem:
        return None
    found = x509.load_pem_x509_certificate(pem.encode())
    digits = found.fingerprint(hashes.SHA256()).hex().upper()
    return CertificateOut(
        found.subject.rfc4514_string(), found.not_valid_before_utc, found.not_valid_after_utc,
        ":".join(digits[at : at + 2] for at in range(0, len(digits), 2)), pem,
    )  # fmt: skip


def all_of(connection: Connection) -> CertificatesOut:
    return CertificatesOut(
        connection.id, connection.name, connection.kind, connection.tls, application(connection),
        shown(connection.own_certificate), shown(connection.authority), shown(connection.trusted),
    )  # fmt: skip
