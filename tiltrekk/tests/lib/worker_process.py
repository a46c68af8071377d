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


@contextmanager
def worker(sandbox: Sandbox, server: str, program: str = SYNC) -> Iterator[subprocess.Popen[str]]:
    """The program, once it has said that it is ready."""
    environment = {
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
    with subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True) as it:
        try:
            assert it.stdout is not None
            assert it.stdout.readline().strip() == "ready"
            yield it
        finally:
            if it.poll() is None:
                it.terminate()
            it.wait(timeout=30)


def own_database(postgres_url: str) -> str:
    """The address of the test's own database."""
    return urlsplit(postgres_url)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
