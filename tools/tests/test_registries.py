"""uv is told what pip is told, and a variable that is set already wins."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import registries

LISTED = """
:env:.find-links='/a /b'
global.index-url='https://one.example/simple'
global.extra-index-url='https://two.example/simple file:///three'
global.cert='/certs.pem'
install.index-url='https://install.example/simple'
global.no-color='true'
"""


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> Path:
    def listed(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 0, stdout=LISTED)

    monkeypatch.setattr(subprocess, "run", listed)
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_FIND_LINKS", "SSL_CERT_FILE", "UV_INDEX_STRATEGY"):
        monkeypatch.delenv(name, raising=False)
    return Path(sys.executable)


def test_pip_settings_become_uv_settings(pip: Path) -> None:
    settings = registries.uv_settings(pip)
    assert settings["UV_DEFAULT_INDEX"] == "https://install.example/simple"
    assert settings["UV_INDEX"] == "https://two.example/simple file:///three"
    assert settings["UV_FIND_LINKS"] == "/a,/b"
    assert settings["SSL_CERT_FILE"] == "/certs.pem"
    assert settings["UV_INDEX_STRATEGY"] == "unsafe-best-match"


def test_a_variable_that_is_set_wins(pip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://mine.example/simple")
    assert "UV_DEFAULT_INDEX" not in registries.uv_settings(pip)


def test_node_gets_the_certificates_that_the_others_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/certs.pem")
    monkeypatch.delenv("NODE_EXTRA_CA_CERTS", raising=False)
    assert registries.npm_settings() == {"NODE_EXTRA_CA_CERTS": "/certs.pem"}
    monkeypatch.setenv("NODE_EXTRA_CA_CERTS", "/other.pem")
    assert registries.npm_settings() == {}
