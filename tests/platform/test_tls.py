"""The certificate authority of the local network: what it signs, what it cannot sign, and that it lasts."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import stat
import threading
from pathlib import Path

import pytest
from cryptography import x509

from unison_web.kit import clock, local_tls
from unison_web.kit.local_tls import certificates


def test_a_client_that_trusts_the_authority_trusts_the_server(tmp_path: Path) -> None:
    files = certificates(tmp_path)
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(files.certificate, files.key)
    client = ssl.create_default_context(cafile=str(files.authority))
    for name in ("localhost", "127.0.0.1"):
        assert _handshake(server, client, name) == "ok"
    assert "not valid for" in _handshake(server, client, "unison.example")
    assert "self-signed" in _handshake(server, ssl.create_default_context(), "localhost")


def test_the_authority_may_sign_for_local_names_only(tmp_path: Path) -> None:
    authority = x509.load_pem_x509_certificate(certificates(tmp_path).authority.read_bytes())
    constraints = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    permitted = constraints.value.permitted_subtrees or []
    assert {name.value for name in permitted if isinstance(name, x509.DNSName)} == {"localhost", "local"}
    networks = [name.value for name in permitted if isinstance(name, x509.IPAddress)]
    assert not any(network.is_global for network in networks)


def test_keys_are_for_the_owner_only(tmp_path: Path) -> None:
    certificates(tmp_path)
    for name in ("ca.key", "server.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_the_authority_stays_and_the_server_is_renewed_in_time(tmp_path: Path) -> None:
    files = certificates(tmp_path)
    authority, server = files.authority.read_bytes(), files.certificate.read_bytes()
    certificates(tmp_path)
    assert files.certificate.read_bytes() == server
    with clock.held_at(clock.now() + dt.timedelta(days=380)):
        certificates(tmp_path)
    assert files.certificate.read_bytes() != server
    assert files.authority.read_bytes() == authority, "tablets need not be told again"


def test_a_new_address_gets_a_new_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = certificates(tmp_path)
    before = files.certificate.read_bytes()
    monkeypatch.setattr(local_tls, "local_addresses", lambda: ["192.168.7.7", "127.0.0.1", "::1"])
    certificates(tmp_path)
    certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert files.certificate.read_bytes() != before
    assert ipaddress.ip_address("192.168.7.7") in names.get_values_for_type(x509.IPAddress)


def _handshake(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> str:
    ours, theirs = socket.socketpair()

    def serve() -> None:
        try:
            server.wrap_socket(theirs, server_side=True).close()
        except OSError:
            theirs.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        client.wrap_socket(ours, server_hostname=name).close()
    except ssl.SSLError as error:
        return str(error)
    else:
        return "ok"
    finally:
        ours.close()
        thread.join()
