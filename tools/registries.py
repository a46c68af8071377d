"""Hand the machine's own registry settings on: what pip is told, uv is told too; npm gets the certificates.

Nothing is written down, so that no file of the repository names a host.
"""

from __future__ import annotations

import ast
import os
import subprocess
from pathlib import Path

# pip's name → uv's variable, and what stands between several values there.
UV_NAMES = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", ""),
    "proxy": ("ALL_PROXY", ""),
    "no-index": ("UV_NO_INDEX", ""),
    "default-timeout": ("UV_HTTP_TIMEOUT", ""),
    "timeout": ("UV_HTTP_TIMEOUT", ""),
}
SECTIONS = ("global", "install", ":env:")  # the later one wins, as in pip


def uv_settings(python: Path) -> dict[str, str]:
    """Return environment variables that make uv use the registries of pip's configuration.

    A variable that is set already is left alone. As in pip, all indexes are equal: the lock's hashes decide.
    """
    settings = {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_PYTHON_DOWNLOADS": "never"}
    for name, value in _pip_settings(python).items():
        variable, separator = UV_NAMES[name]
        settings[variable] = separator.join(value.split()) if separator else value
    return {name: value for name, value in settings.items() if name not in os.environ}


def _pip_settings(python: Path) -> dict[str, str]:
    listed = subprocess.run([str(python), "-m", "pip", "config", "list"], capture_output=True, text=True, check=True)
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in listed.stdout.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.partition(".")
        if section in found and name in UV_NAMES:
            found[section][name] = str(ast.literal_eval(value))
    return {name: value for section in SECTIONS for name, value in found[section].items()}


def npm_settings() -> dict[str, str]:
    """Return the certificates for Node.js, which does not look at SSL_CERT_FILE; npm reads the rest itself."""
    if "NODE_EXTRA_CA_CERTS" in os.environ or "SSL_CERT_FILE" not in os.environ:
        return {}
    return {"NODE_EXTRA_CA_CERTS": os.environ["SSL_CERT_FILE"]}
