"""The floors, tried: the house stands without LinkedIn."""

import os
import subprocess
import sys
from pathlib import Path

WITHOUT = """
from tiltrekk.config.settings.test import *
INSTALLED_APPS = [name for name in INSTALLED_APPS if name != "tiltrekk.linkedin"]
"""
LOOK = """
import django
django.setup()
from django.core.management import call_command
call_command("check")
from django.urls import get_resolver
names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
print(sorted(get_resolver().namespace_dict))
"""


def test_without_the_linkedin_app_everything_else_still_starts(tmp_path: Path) -> None:
    (tmp_path / "without_linkedin.py").write_text(WITHOUT)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "without_linkedin", "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", LOOK], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "'jobs'" in done.stdout
    assert "'careers'" in done.stdout
    assert "'linkedin'" not in done.stdout
