"""A certificate authority of this plant's own, so that tablets on the local network get HTTPS and can work offline.

The authority may sign for local names and private addresses only: whoever steals its key cannot pretend to be a bank.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import os
import socket
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from unison_web.kit import clock

PRIVATE = (
    *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8"),
    *("192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),  # test networks, nobody's on the internet
    *("fc00::/7", "fe80::/10", "::1/128"),
)
CA_LIFE, SERVER_LIFE, RENEW_BEFORE = dt.timedelta(days=3650), dt.timedelta(days=397), dt.timedelta(days=30)


@dataclass(frozen=True)
class Certificates:
    """Files in `<data>/tls`. `authority` is what a tablet must trust."""

    authority: Path
    certificate: Path
    key: Path


def certificates(folder: Path) -> Certificates:
    """Make what is missing, about to end, or for other addresses than this machine has now."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Certificates(folder / "ca.crt", folder / "server.crt", folder / "server.key")
    ca_key_file = folder / "ca.key"
    if not files.authority.exists() or not ca_key_file.exists():
        _make_authority(files.authority, ca_key_file)
        files.certificate.unlink(missing_ok=True)
    names, addresses = local_names(), local_addresses()
    if not _still_good(files.certificate, names, addresses):
        _make_server(files, ca_key_file, names, addresses)
    return files


def local_names() -> list[str]:
    host = socket.gethostname().split(".")[0].lower()
    return sorted({"localhost", f"{host}.local"})


def local_addresses() -> list[str]:
    """Of this machine, the one towards the local network first. Nothing is sent to find it."""
    found: list[str] = []
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        found.append(probe.getsockname()[0])
    with contextlib.suppress(OSError):
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    usable = [a for a in dict.fromkeys(found) if any(_within(a, network) for network in PRIVATE)]
    return [*(a for a in usable if not a.startswith("127.")), "127.0.0.1", "::1"]


def _within(address: str, network: str) -> bool:
    return ipaddress.ip_address(address) in ipaddress.ip_network(network)


def _make_authority(certificate: Path, key_file: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Unison on {socket.gethostname()}")])
    permitted: list[x509.GeneralName] = [x509.DNSName("localhost"), x509.DNSName("local")]
    permitted += [x509.IPAddress(ipaddress.ip_network(network)) for network in PRIVATE]
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    made = (
        _builder(name, name, key.public_key(), CA_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write_private(key_file, key)
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _make_server(files: Certificates, ca_key_file: Path, names: list[str], addresses: list[str]) -> None:
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    signer = serialization.load_pem_private_key(ca_key_file.read_bytes(), password=None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise TypeError("the authority's key is of another kind")
    key = ec.generate_private_key(ec.SECP256R1())
    alternatives: list[x509.GeneralName] = [x509.DNSName(name) for name in names]
    alternatives += [x509.IPAddress(ipaddress.ip_address(address)) for address in addresses]
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Unison")])
    made = (
        _builder(subject, authority.subject, key.public_key(), SERVER_LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
    _write_private(files.key, key)
    pem = serialization.Encoding.PEM
    files.certificate.write_bytes(made.public_bytes(pem) + authority.public_bytes(pem))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, life: dt.timedelta
) -> x509.CertificateBuilder:
    now = clock.now()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))  # tablets whose clock is behind
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _still_good(file: Path, names: list[str], addresses: list[str]) -> bool:
    if not file.exists():
        return False
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    covered = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    has = {*covered.get_values_for_type(x509.DNSName), *map(str, covered.get_values_for_type(x509.IPAddress))}
    return {*names, *addresses} <= has and certificate.not_valid_after_utc - clock.now() > RENEW_BEFORE


def _write_private(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    kind, no_password = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(key.private_bytes(serialization.Encoding.PEM, kind, no_password))
