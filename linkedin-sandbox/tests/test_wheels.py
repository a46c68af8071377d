"""Client and sandbox are wheels that stand alone: built without a network, with everything a page needs inside."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import httpx
import pytest
from linkedin_sandbox.cli import READY

WORKSPACE = Path(__file__).resolve().parents[2]
PACKAGES = ("linkedin-talent", "linkedin-sandbox")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both wheels, built by the backend of the bootstrap lock."""
    folder = tmp_path_factory.mktemp("wheels")
    for name in PACKAGES:
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
        subprocess.run(build, cwd=WORKSPACE / name, check=True, capture_output=True, timeout=120)
    return {name: next(folder.glob(f"{name.replace('-', '_')}-*.whl")) for name in PACKAGES}


def files_of(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


@pytest.mark.req("SB-08")
@pytest.mark.parametrize("name", PACKAGES)
def test_a_wheel_holds_the_whole_package_and_says_that_it_is_typed(wheels: dict[str, Path], name: str) -> None:
    source = WORKSPACE / name / "src"
    wanted = {
        str(path.relative_to(source))
        for path in source.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.endswith(".pyc")
    }
    package = name.replace("-", "_")
    found = files_of(wheels[name])
    assert {f"{package}/py.typed", f"{package}/__init__.py"} <= found
    assert wanted - found == set(), "styles, scripts and templates too"
    assert {one.split("/")[0] for one in found} == {package, f"{package}-0.1.0.dist-info"}


@pytest.mark.req("SB-08")
def test_the_program_is_declared(wheels: dict[str, Path]) -> None:
    with zipfile.ZipFile(wheels["linkedin-sandbox"]) as opened:
        points = opened.read("linkedin_sandbox-0.1.0.dist-info/entry_points.txt").decode()
    assert "linkedin-sandbox = linkedin_sandbox.cli:main" in points


@pytest.mark.req("SB-08")
@pytest.mark.long
@pytest.mark.process
def test_the_installed_wheel_starts_in_a_clean_environment(wheels: dict[str, Path], tmp_path: Path) -> None:
    venv.create(tmp_path / "clean", with_pip=True)
    pip = [str(tmp_path / "clean/bin/python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, *map(str, wheels.values())], check=True, timeout=600)
    command = [str(tmp_path / "clean/bin/linkedin-sandbox"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path, env={"PATH": ""}) as program:
        try:
            assert program.stdout
            base = program.stdout.readline().removeprefix(READY).strip()
            assert httpx.get(f"{base}/sandbox/api/health").json()["status"] == "ok"
            assert httpx.get(base).status_code == 200
            assert httpx.get(f"{base}/xdoor/scripts/in.js").status_code == 200
        finally:
            program.terminate()
