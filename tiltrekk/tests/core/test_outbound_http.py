"""Calls to other hosts cannot reach private addresses, however the name is dressed."""

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIServer, make_server

import httpx
import pytest
from tiltrekk.core import http


@pytest.fixture
def loopback() -> Iterator[str]:
    def answer(environ: object, start_response: object) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])  # type: ignore[operator]
        return [b"here"]

    server: WSGIServer = make_server("127.0.0.1", 0, answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.req("SEC-68")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433"])
def test_it_refuses_private_addresses_in_every_spelling(loopback: str, host: str) -> None:
    port = loopback.rsplit(":", 1)[1]
    with http.client() as client, pytest.raises(httpx.ConnectError):
        client.get(f"http://{host}:{port}/")


@pytest.mark.req("SEC-68")
def test_configured_addresses_are_exempt_and_only_they(loopback: str) -> None:
    with http.client(trusted=[loopback]) as client:
        assert client.get(loopback).text == "here"
        with pytest.raises(httpx.ConnectError):
            client.get(loopback.replace("127.0.0.1", "localhost"))


def test_it_does_not_follow_redirects() -> None:
    with http.client() as client:
        assert client.follow_redirects is False


def test_trusted_authorities_are_read_once_not_for_every_client(monkeypatch: pytest.MonkeyPatch) -> None:
    http.client(trusted=["http://127.0.0.1"]).close()
    read: list[str] = []
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_args, **_names: read.append("again"))
    http.client(trusted=["http://127.0.0.1", "http://localhost"]).close()
    assert not read
