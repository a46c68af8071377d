"""A sandbox for one test: ``with sandbox() as linkedin: …``."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from linkedin_sandbox.cli import listen
from linkedin_sandbox.server import Server
from linkedin_sandbox.settings import Settings
from linkedin_sandbox.state import State


class Sandbox:
    """A running sandbox: its address, its state in reach, and its control API."""

    def __init__(self, base: str, state: State) -> None:
        self.base = base
        self.state = state
        import httpx  # here, because the program never needs it and a start should be quick

        self._http = httpx.Client(base_url=f"{base}/sandbox/api/", timeout=30, trust_env=False)

    def get(self, path: str, **params: Any) -> Any:
        """Read from the control API. Raises httpx.HTTPStatusError when it refuses."""
        return self._http.get(path, params=params).raise_for_status().json()

    def post(self, path: str, body: Any = None) -> Any:
        """Do something through the control API. Raises httpx.HTTPStatusError when it refuses."""
        return self._http.post(path, json={} if body is None else body).raise_for_status().json()

    def close(self) -> None:
        self._http.close()


@contextlib.contextmanager
def sandbox(world: dict[str, Any] | None = None, **settings: Any) -> Iterator[Sandbox]:
    """A sandbox on a free port in threads of this process. ``settings`` are those of `Settings`."""
    listener = listen("127.0.0.1", 0)
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    server = Server(listener, Settings(**({"public_url": base} | settings)))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    running = Sandbox(base, server.state)
    try:
        if world:
            running.post("world", world)
        yield running
    finally:
        running.close()
        server.stop()
        thread.join(timeout=5)
        server.close()
