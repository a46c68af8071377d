"""A film of a chapter's pictures, where Debian's ffmpeg is found: for whoever asks for a recording.

Playwright records browsers only with an ffmpeg of its own, which no package registry carries; the pictures in the order
of walking show the same, and each rule's place in the film is known.
"""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from rehearsal.rules import Result

SECONDS = 2  # that a picture stands; a hundred and fifty of them stay well under LinkedIn's ten minutes
SHAPE = "scale=1280:-2,pad=1280:max(ih\\,800):0:0:white,crop=1280:800:0:0,format=yuv420p"


def film(results: Sequence[Result], folder: Path) -> Path | None:
    """Make ``film.mp4`` of the pictures in a chapter's folder; None without ffmpeg or without pictures."""
    ffmpeg, pictures = shutil.which("ffmpeg"), [shot for one in results for shot in one.screenshots]
    if not ffmpeg or not pictures:
        return None
    script, made = folder / "film.txt", folder / "film.mp4"
    script.write_text("".join(f"file '{one}'\nduration {SECONDS}\n" for one in [*pictures, pictures[-1]]))
    command = [ffmpeg, "-y", "-loglevel", "error", "-f", "concat", "-safe", "0", "-i", str(script)]
    subprocess.run([*command, "-vf", SHAPE, "-r", "5", str(made)], check=True, cwd=folder)
    return made


def begins(results: Sequence[Result]) -> dict[str, str]:
    """Return where in the film each rule begins, as minutes and seconds."""
    at, found = 0, {}
    for one in results:
        if one.screenshots:
            found[one.rule.id] = f"{at // 60}:{at % 60:02}"
        at += SECONDS * len(one.screenshots)
    return found
