"""A sandbox for one test, in this process or as a program: ``with sandbox() as linkedin: …``."""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from linkedin_sandbox.cli import READY, listen
from linkedin_sandbox.server import Server
from linkedin_sandbox.settings import Settings
from linkedin_sandbox.state import State


class Sandbox:
    """A running sandbox: its address and its control API."""

    def __init__(self, base: str) -> None:
        import httpx  # here, because the program never needs it and a start should be quick

        self.base = base
        self._http = httpx.Client(base_url=f"{base}/sandbox/api/", timeout=30, trust_env=False)

    def get(self, path: str, **params: Any) -> Any:
        """Read from the control API. Raises httpx.HTTPStatusError when it refuses."""
        return self._http.get(path, params=params).raise_for_status().json()

    def post(self, path: str, body: Any = None) -> Any:
        """Do something through the control API. Raises httpx.HTTPStatusError when it refuses."""
        return self._http.post(path, json={} if body is None else body).raise_for_status().json()

    def close(self) -> None:
        self._http.close()


class InProcess(Sandbox):
    """A sandbox in threads of this process, its state in reach."""

    def __init__(self, base: str, state: State) -> None:
        super().__init__(base)
        self.state = state


class Served(Sandbox):
    """A sandbox as a program of its own."""

    def __init__(self, base: str, pid: int) -> None:
        super().__init__(base)
        self.pid = pid


@contextlib.contextmanager
def sandbox(world: dict[str, Any] | None = None, **settings: Any) -> Iterator[InProcess]:
    """A sandbox on a free port in threads of this process. ``settings`` are those of `Settings`."""
    listener = listen("127.0.0.1", 0)
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    server = Server(listener, Settings(**({"public_url": base} | settings)))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    running = InProcess(base, server.state)
    try:
        if world:
            running.post("world", world)
        yield running
    finally:
        running.close()
        server.stop()
        thread.join(timeout=5)
        server.close()


@contextlib.contextmanager
def served(world: dict[str, Any] | None = None, *arguments: str) -> Iterator[Served]:
    """A sandbox as a program of its own on a free port. ``arguments`` are those of its command line."""
    command = [sys.executable, "-m", "linkedin_sandbox", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            with contextlib.closing(Served(_address(program), program.pid)) as running:
                if world:
                    running.post("world", world)
                yield running
        finally:
            program.terminate()


def _address(program: subprocess.Popen[str]) -> str:
    line = program.stdout.readline().strip() if program.stdout else ""
    if not line.startswith(READY):
        raise RuntimeError(f"The sandbox did not start: {line or 'it said nothing on its standard output'}")
    return line.removeprefix(READY).strip()
