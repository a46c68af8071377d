"""requirements.in says what the packages say, and the locks name nothing but packages."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {"linkedin-talent", "linkedin-sandbox", "tiltrekk"}
LOCKS = ["requirements.lock", "requirements-bootstrap.lock"]


def requirements(section_of_tools: bool) -> set[str]:
    text = (ROOT / "requirements.in").read_text()
    product, tools = text.split("# tests, checks, demo, rehearsal\n")
    lines = (tools if section_of_tools else product).splitlines()
    return {line.split(" #")[0].strip() for line in lines if line.strip() and not line.startswith("#")}


def dependencies() -> set[str]:
    found: set[str] = set()
    for name in PACKAGES:
        found |= set(tomllib.loads((ROOT / name / "pyproject.toml").read_text())["project"]["dependencies"])
    return found - PACKAGES


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=!~ ]", requirement)[0].lower()


def test_the_list_is_the_union_of_what_the_packages_need() -> None:
    assert requirements(section_of_tools=False) == dependencies()


def test_tools_are_not_needed_by_a_package() -> None:
    tools = {name_of(line) for line in requirements(section_of_tools=True)}
    assert tools & {name_of(line) for line in dependencies()} == set()


def test_the_locks_pin_everything_with_hashes_and_name_no_host() -> None:
    for lock in LOCKS:
        text = (ROOT / lock).read_text()
        pinned = re.findall(r"^([\w.-]+)==", text, re.MULTILINE)
        assert pinned
        assert all(re.search(rf"^{re.escape(name)}==[^\n]*\\\n +--hash=", text, re.MULTILINE) for name in pinned)
        assert "://" not in text


def test_the_lock_has_everything_that_is_asked_for() -> None:
    text = (ROOT / "requirements.lock").read_text()
    pinned = {name.lower() for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    asked = requirements(section_of_tools=False) | requirements(section_of_tools=True)
    assert {name_of(line) for line in asked} <= pinned


def test_both_locks_agree_on_what_stands_in_both() -> None:
    pins = [set(re.findall(r"^([\w.-]+==[^ ;\\]+)", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS]
    names = [{pin.split("==")[0] for pin in found} for found in pins]
    both = names[0] & names[1]
    assert {pin for pin in pins[0] if pin.split("==")[0] in both} == {
        pin for pin in pins[1] if pin.split("==")[0] in both
    }


def test_the_browser_lock_names_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
