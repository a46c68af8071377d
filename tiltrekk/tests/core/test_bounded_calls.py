"""A call with an end: over TLS as without, and however slowly the other side goes on."""

import datetime as dt
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from fake_receiver import SILENT, TRICKLE, Receiver, receiving
from tiltrekk.core import http


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of ``localhost`` and nobody else, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path / "localhost.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def secure(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver that speaks TLS, whom we trust."""
    monkeypatch.setattr(http, "_trust", lambda: ssl.create_default_context(cafile=str(certificate)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with receiving() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        yield server


def address(server: Receiver, host: str) -> str:
    return f"https://{host}:{server.server_address[1]}/hook"


@pytest.mark.req("SEC-68")
def test_the_certificate_must_be_of_the_name_that_was_typed_not_of_the_address_it_leads_to(
    secure: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def here(_host: str, port: int, *_given: object, **_more: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", here)
    with http.client(seconds=5, loopback=True) as client:
        assert client.post(address(secure, "localhost"), content=b"{}").status_code == 200
    with http.client(seconds=5, loopback=True) as client, pytest.raises(httpx.ConnectError):
        client.post(address(secure, "elsewhere.example"), content=b"{}")
    assert [one.body for one in secure.taken] == [b"{}"]


@pytest.mark.req("FLT-34")
@pytest.mark.parametrize("step", [SILENT, TRICKLE])
def test_a_call_over_tls_ends_when_its_time_is_over(secure: Receiver, step: str) -> None:
    secure.usual = step
    began = time.monotonic()
    with http.client(seconds=1, loopback=True) as client, pytest.raises(httpx.TimeoutException):
        client.post(address(secure, "localhost"), content=b"{}")
    assert time.monotonic() - began < 5


@pytest.mark.req("FLT-34")
def test_whoever_never_shakes_hands_is_left_when_the_time_is_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        with http.client(seconds=1, loopback=True) as client, pytest.raises(httpx.TimeoutException):
            client.post(f"https://127.0.0.1:{silent.getsockname()[1]}/", content=b"{}")
    assert time.monotonic() - began < 5


@pytest.mark.req("FLT-34")
def test_a_name_that_nobody_answers_for_does_not_hold_up_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, **_more: stuck.wait(30))
    began = time.monotonic()
    with http.client(seconds=0.3) as client, pytest.raises(httpx.TimeoutException):
        client.get("https://hooks.example.org/")
    stuck.set()
    assert time.monotonic() - began < 5
