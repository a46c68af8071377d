"""Compile the two lock files. No host name may come to stand in them."""

import os
import subprocess
from pathlib import Path

from tools import registries

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv" / "bin" / "python"
OPTIONS = [
    *("--universal", "--generate-hashes", "--python-version", "3.11", "--upgrade"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--quiet"),
]


def compile_lock(name: str, *more: str) -> None:
    """Pin what `NAME.in` asks for, with all it needs, in `NAME.lock`."""
    uv = [str(PYTHON.with_name("uv")), "pip", "compile", *OPTIONS, *more, f"{name}.in", "-o", f"{name}.lock"]
    settings = registries.uv_settings(PYTHON)
    # A folder or second index of this machine may hold one platform's files only; the lock needs everybody's hashes.
    everybodys = {key: value for key, value in settings.items() if key not in {"UV_INDEX", "UV_FIND_LINKS"}}
    subprocess.run(uv, cwd=ROOT, env={**os.environ, **everybodys}, check=True)


if __name__ == "__main__":
    compile_lock("requirements")
    # Both are installed into one environment, so what stands in both must be the same version.
    compile_lock("requirements-bootstrap", "--constraints", "requirements.lock")
