"""Machines behind certificates: a broker that wants ours, an OPC UA server that signs and encrypts."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asyncua import Server, ua
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.cast import Person
from tests.modules.signals.others import MOSQUITTO, Broker, free_port
from tests.modules.signals.test_roads import LINK, about, keeping, until  # noqa: F401  fixtures
from unison_web.kit import clock
from unison_web.modules.signals.service.certificates import der_of, made_for

PEM = serialization.Encoding.PEM


class Authority:
    """Who gives certificates to a plant's devices."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Plant authority")])
        self.pem = self._sign(self.name, self.key, authority=True)

    def gives(self, name: str) -> tuple[str, str]:
        """A certificate and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        plain = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return self._sign(who, key), plain.decode()

    def _sign(self, who: x509.Name, key: ec.EllipticCurvePrivateKey, *, authority: bool = False) -> str:
        now = clock.now()
        built = (
            x509.CertificateBuilder()
            .subject_name(who)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=9))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        )
        return built.sign(self.key, hashes.SHA256()).public_bytes(PEM).decode()


async def asked(admin: Person, connection: dict[str, Any]) -> dict[str, Any]:
    answer = await admin.api("POST", f"/connections/{connection['id']}/test")
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


@pytest.mark.skipif(not MOSQUITTO, reason="there is no mosquitto here")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # paho forgets a socket that was refused
async def test_a_broker_lets_in_who_shows_a_certificate_of_its_authority(
    tmp_path: Path, connect: Any, admin: Person
) -> None:
    plant, stranger = Authority(), Authority()
    certificate, key = plant.gives("localhost")
    for name, text in (("ca", plant.pem), ("cert", certificate), ("key", key)):
        (tmp_path / f"{name}.pem").write_text(text, encoding="ascii")
    broker = Broker(tmp_path, encrypted=True)
    broker.start(
        f"cafile {tmp_path}/ca.pem", f"certfile {tmp_path}/cert.pem", f"keyfile {tmp_path}/key.pem",
        "require_certificate true",
    )  # fmt: skip
    try:
        connection = await connect("mqtt", address=broker.url, topics="plain/#", tls=True)
        url = f"/connections/{connection['id']}/certificates"
        unknown = await asked(admin, connection)
        assert (unknown["works"], unknown["words"]) == (False, "The certificate of localhost is not valid")
        await admin.api("POST", url, {"authority": plant.pem})
        assert not (await asked(admin, connection))["works"], "the broker wants to know who we are"
        ours, our_key = plant.gives("Unison")
        said = {"authority": plant.pem, "certificate": ours, "key": stranger.gives("x")[1]}
        wrong = await admin.api("POST", url, said)
        assert wrong.json()["errors"] == {"key": "This is not the key of the certificate"}
        kept = await admin.api("POST", url, {**said, "key": our_key})
        assert (kept.status_code, our_key.split()[4] in kept.text) == (200, False)
        assert (await asked(admin, connection))["works"]
        page = await admin.see(url)
        assert ("CN=Unison" in page.text, our_key.split()[4] in page.text) == (True, False)
        broken = await admin.api("POST", url, {"authority": "not a certificate"})
        assert "authority" in broken.json()["errors"]
    finally:
        broker.stop()


@contextlib.asynccontextmanager
async def sealed_opcua(port: int, folder: Path) -> AsyncIterator[str]:
    """An OPC UA server that speaks signed and encrypted only; its certificate."""
    keys = made_for("urn:press:server", "Press", clock.now())
    (folder / "server.der").write_bytes(der_of(keys.certificate))
    (folder / "server.pem").write_text(keys.key, encoding="ascii")
    server = Server()
    await server.init()
    await server.set_application_uri("urn:press:server")
    server.set_endpoint(f"opc.tcp://127.0.0.1:{port}")
    server.set_security_policy([ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt])
    await server.load_certificate(folder / "server.der")
    await server.load_private_key(folder / "server.pem")
    place = await server.register_namespace("urn:press")
    press = await server.nodes.objects.add_object(place, "Press")
    await press.add_variable(f"ns={place};s=Press.Heat", "Heat", 20.5)
    async with server:
        yield keys.certificate


async def test_an_opc_ua_server_is_trusted_on_screen_and_heard_encrypted(
    tmp_path: Path, connect: Any, admin: Person, rows: Any, operator: Person, other_planner: Person
) -> None:
    port = free_port()
    async with sealed_opcua(port, tmp_path) as theirs:
        connection = await connect("opcua", address=f"opc.tcp://127.0.0.1:{port}", tls=True)
        url = f"/connections/{connection['id']}/certificates"
        first = await asked(admin, connection)
        assert first["words"] == "Make a certificate of ours first, and let the server trust it"
        made = (await admin.api("POST", f"{url}/own")).json()
        assert made["own"]["subject"].startswith("CN=Unison")
        assert (await admin.client.get(f"{url}/own")).content == der_of(made["own"]["pem"])
        shown = await asked(admin, connection)
        assert (shown["works"], shown["certificate"]["pem"]) == (False, theirs)
        page = await admin.send(f"/connections/{connection['id']}/test")
        assert ("It is the right one: trust it" in page.text, shown["certificate"]["fingerprint"] in page.text) == (
            True, True,
        )  # fmt: skip
        await admin.api("POST", f"{url}/server", {"certificate": theirs})
        works = await asked(admin, connection)
        assert (works["works"], works["words"]) == (True, "The server answers. 1 variables can be listened to")
        another = made_for("urn:other", "Other", clock.now()).certificate
        await admin.api("POST", f"{url}/server", {"certificate": another})
        refused = await asked(admin, connection)
        assert refused["words"] == "The server shows another certificate than the one that was trusted"
    assert (await operator.see(url)).status_code == 403
    assert (await other_planner.api("GET", url)).status_code == 404
    hidden = "select before::text || after::text from audit_log where entity = 'signal_connections'"
    assert not [row for row in await rows(hidden) if row[0] and "own_key_sealed" in row[0] and "PRIVATE" in row[0]]
