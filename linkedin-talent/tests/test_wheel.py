"""What is handed to others: the wheel holds the whole package, its types and nothing else."""

import re
import subprocess
import sys
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

PACKAGE = Path(__file__).parents[1]
SOURCE = PACKAGE / "src"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=PACKAGE, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return ZipFile(built)


@pytest.fixture(scope="module")
def said(wheel: ZipFile) -> Message:
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    return Parser().parsestr(wheel.read(name).decode())


@pytest.mark.process
def test_the_wheel_holds_every_module_and_the_marker_of_types(wheel: ZipFile) -> None:
    here = {path.relative_to(SOURCE).as_posix() for path in SOURCE.glob("linkedin_talent/*.*")}
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == here
    assert "linkedin_talent/py.typed" in packed


@pytest.mark.process
def test_the_wheel_says_what_it_needs(said: Message) -> None:
    needs = {re.split(r"[^\w-]", str(line))[0] for line in said.get_all("Requires-Dist", [])}
    assert needs == {"httpx", "pydantic", "lxml"}
    assert (said["Name"], said["Requires-Python"]) == ("linkedin-talent", ">=3.11")
    assert "Five lines each" in str(said.get_payload())
