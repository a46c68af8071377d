"""What the README tells newcomers to do works when it is done."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from linkedin_sandbox.fixture import served

README = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")


@pytest.mark.req("SB-11")
@pytest.mark.process
def test_the_first_rehearsal_works_when_followed() -> None:
    part = README.partition("## A first rehearsal")[2].partition("\n## ")[0]
    command, script = (re.findall(rf"```{kind}\n(.*?)```", part, re.DOTALL)[0] for kind in ("sh", "python"))
    words = command.split()
    assert words[:3] == ["linkedin-sandbox", "--port", "8010"]
    with served(None, *words[3:]) as linkedin:
        there = script.replace("http://127.0.0.1:8010", linkedin.base)
        done = subprocess.run([sys.executable, "-c", there], capture_output=True, text=True, check=False)
        assert len(linkedin.get("world")["members"]) == 2000
    assert done.returncode == 0, done.stderr
    assert "Provisioned: urn:li:developerApplication:" in done.stdout
    assert "Throttled: 429 wait 7 s" in done.stdout
    assert "POST /v2/provisionedApplications 201 kept" in done.stdout
    assert "429 fault" in done.stdout
