"""The sync loop, or any other program of the product, as a process of its own on the test's database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings as configuration
from django.db import connection
from sandbox_process import Sandbox

SYNC = """
import signal, threading
import django
django.setup()
from tiltrekk.linkedin.sync.loop import run
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
print("ready", flush=True)
run(stop)
"""


def environment(sandbox: Sandbox, server: str) -> dict[str, str]:
    """What a process of the product is told: the test's database, folder, clock and LinkedIn."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tiltrekk.config.settings.test",
        "DATABASE_URL": server,
        "TILTREKK_DATA": str(configuration.DATA_DIR),
        "TILTREKK_CLOCK_FILE": str(sandbox.clock_file),
        "LINKEDIN_API_URL": sandbox.base,
        "LINKEDIN_WWW_URL": sandbox.base,
        "LINKEDIN_PLATFORM_URL": sandbox.base,
        "LINKEDIN_CLIENT_ID": "parent",
        "LINKEDIN_CLIENT_SECRET": "parent-secret",
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]),
    }


@contextmanager
def worker(sandbox: Sandbox, server: str, program: str = SYNC, **more: str) -> Iterator[subprocess.Popen[str]]:
    """The program, once it has said that it is ready; ``more`` goes into its environment."""
    told = environment(sandbox, server) | more
    with subprocess.Popen([sys.executable, "-c", program], env=told, stdout=subprocess.PIPE, text=True) as it:
        try:
            assert it.stdout is not None
            assert it.stdout.readline().strip() == "ready"
            yield it
        finally:
            _end(it)


def _end(process: subprocess.Popen[str]) -> None:
    """Ask it to end; whatever does not must not write into the next test's database."""
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def own_database(postgres_url: str) -> str:
    """The address of the test's own database."""
    return urlsplit(postgres_url)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
