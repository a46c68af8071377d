"""Each test has a company where all is in order."""

from pathlib import Path
from typing import Any

import pytest
from diagnosis_stage import Stage, build_stage


@pytest.fixture
def stage(db: None, tmp_path: Path, settings: Any) -> Stage:
    settings.DATA_DIR = tmp_path
    return build_stage()
