"""The files that the newcomers' map and the developers' pages name are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "AGENTS.md", *sorted((ROOT / "docs" / "developer").rglob("*.md")), ROOT / "docs" / "README.md"]
_FILE = re.compile(r"`((?:[a-z_-]+/)+[a-z_0-9-]+\.(?:py|md|json|csv|toml))`")
_HOMES = ("", "tiltrekk/src/tiltrekk/", "tiltrekk/src/tiltrekk/linkedin/", "tiltrekk/src/", "tiltrekk/")


@pytest.mark.parametrize("page", [one for one in PAGES if one.exists()], ids=lambda page: page.name)
def test_named_files_exist(page: Path) -> None:
    named = set(_FILE.findall(page.read_text(encoding="utf-8")))
    lost = sorted(name for name in named if not any((ROOT / home / name).is_file() for home in _HOMES))
    # What a command writes is not in the checkout.
    assert not [name for name in lost if not name.startswith("build/")]


def test_the_map_names_files() -> None:
    assert len(_FILE.findall((ROOT / "AGENTS.md").read_text(encoding="utf-8"))) > 5
