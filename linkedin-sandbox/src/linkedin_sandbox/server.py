"""A sandbox that listens: waitress threads for requests, one more thread for what is due."""

import contextlib
import json
import logging
import socket
import sqlite3
import threading
from pathlib import Path
from typing import Any

import waitress.server
from waitress import wasyncore

from linkedin_sandbox import web
from linkedin_sandbox.app import create_app
from linkedin_sandbox.control import rules as control
from linkedin_sandbox.push import delivery
from linkedin_sandbox.settings import Settings
from linkedin_sandbox.state import State, world

THREADS = 8
log = logging.getLogger(__name__)


class Server:
    """One sandbox behind one listening socket."""

    def __init__(self, listener: socket.socket, settings: Settings) -> None:
        self.app = create_app(settings)
        self.state: State = self.app.extensions[web.EXTENSION]
        delivery.take_up_again(self.state)
        logging.getLogger("waitress").setLevel(logging.ERROR)
        self._sockets: dict[int, Any] = {}
        self._server = waitress.server.create_server(
            self.app,
            map=self._sockets,
            sockets=[listener],
            threads=THREADS,
            clear_untrusted_proxy_headers=True,
            channel_timeout=60,
        )
        self._listener = listener
        self._worker = Worker(self.state)

    def load_world(self, file: Path) -> None:
        """Begin with the world in a JSON file. Raises ValueError or OSError with a reason."""
        control.merge_world(self.state, world.World.model_validate(json.loads(file.read_text(encoding="utf-8"))))

    def run(self) -> None:
        """Serve until `close`, or until an exception such as SystemExit ends it."""
        self._worker.start()
        self._server.run()

    def stop(self) -> None:
        """End `run` from another thread, with whatever connections are still open."""
        with contextlib.suppress(OSError):  # another call woke the server meanwhile, and it has hung up already
            self._server.trigger.pull_trigger(self._hang_up)

    def close(self) -> None:
        """Give everything back, after `run` has ended."""
        self._worker.stop()
        self._server.task_dispatcher.shutdown()
        self._hang_up()
        self._listener.close()
        self.state.close()

    def _hang_up(self) -> None:
        wasyncore.close_all(self._sockets, ignore_all=True)


class Worker(threading.Thread):
    """Delivers pushes and reads feeds when they are due."""

    def __init__(self, state: State) -> None:
        super().__init__(name="linkedin-sandbox-due", daemon=True)
        self._state = state
        self._stopping = threading.Event()

    def run(self) -> None:
        while not self._stopping.wait(0.1):
            try:
                control.do_what_is_due(self._state)
            except sqlite3.OperationalError:
                log.exception("What was due could not be done; trying again")

    def stop(self) -> None:
        self._stopping.set()
        if self.is_alive():
            self.join(timeout=5)
