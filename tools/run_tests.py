"""`make test`: find or install a browser, then run every test; say loudly what could not be run.

`--long` runs the tests with many more generated cases. Other arguments go to pytest.
"""

import os
import subprocess
import sys
from pathlib import Path

from tools import browser, faketime

ROOT = Path(__file__).resolve().parents[1]
# A process for each core, each with a database server of its own; the tests of one file stay together.
PARALLEL = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]
WITHOUT_BROWSER = f"""
{"*" * 100}
No Chromium, and none could be installed: THE BROWSER TESTS ARE SKIPPED, and counted in the last line.
As root on Debian: apt-get install chromium.  Elsewhere: .venv/bin/playwright install chromium
{"*" * 100}
"""
WITHOUT_FAKETIME = "No libfaketime: THE TESTS OF WRONG CLOCKS ARE SKIPPED. As root on Debian: apt-get install faketime."


def main(arguments: list[str]) -> int:
    environment = dict(os.environ)
    long = "--long" in arguments
    if long:
        arguments = ["--hypothesis-profile=long", "--timeout=1800", *(word for word in arguments if word != "--long")]
    found = browser.ensure()
    if found:
        environment["TILTREKK_CHROMIUM"] = found
    else:
        print(WITHOUT_BROWSER, flush=True)
    if library := faketime.ensure():
        environment["TILTREKK_FAKETIME"] = library
    else:
        print(WITHOUT_FAKETIME, flush=True)
    # The driver of browsers keeps an event loop in its process, where the queue's own calls could not run.
    kinds = ["not browser", "browser"] if long else ["not browser and not long", "browser and not long"]
    parts = [["-m", kind] for kind in kinds] if "-m" not in arguments else [[]]
    results = [_run([*PARALLEL, *arguments, *part], environment) for part in parts]
    return next((code for code in results if code), 0)


def _run(arguments: list[str], environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
