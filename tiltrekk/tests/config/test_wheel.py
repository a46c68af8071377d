"""An installed package stands alone: no checkout, no npm beside it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from tiltrekk.ui.vendor_files import FILES

PROJECT = Path(settings.CHECKOUT) / "tiltrekk"
SHOW = """
import django; django.setup()
from django.contrib.staticfiles import finders
from django.utils import translation
from tiltrekk.ui.icons import icon
from tiltrekk.ui.vendor_files import FILES
assert "<path" in icon("bell")
missing = [name for name in FILES if not finders.find(f"vendor/{name}")]
assert not missing, missing
with translation.override("nb"):
    print(translation.gettext("Reopen the job"))
"""


@pytest.mark.process
def test_the_wheel_carries_icons_styles_scripts_and_translations(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "site")
    assert len(FILES) > 1
    alone = {**os.environ, "DJANGO_SETTINGS_MODULE": "tiltrekk.config.settings.test"}
    alone["PYTHONPATH"] = os.pathsep.join([str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")])
    shown = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=tmp_path, env=alone, check=True, capture_output=True, text=True, timeout=60
    )
    assert shown.stdout.strip() == "Gjenåpne stillingen"
