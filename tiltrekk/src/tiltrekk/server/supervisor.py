"""Starts services in order, starts one again when it ends by itself, stops all in reverse order."""

import fcntl
import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

from tiltrekk.server.environment import StartError

LOOK_SECONDS = 0.5
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
GOOD_RUN_SECONDS = 60.0  # a service that ran this long starts afresh with the shortest wait


class Service(Protocol):
    """Something that runs beside the others: a process, or the database server."""

    @property
    def name(self) -> str: ...
    def start(self) -> None: ...
    def is_running(self) -> bool: ...
    def stop(self) -> None: ...
    def how_it_ended(self) -> str: ...


def say(sentence: str) -> None:
    """Tell the person at the terminal. When nobody can be told, as on a full disk, the work goes on."""
    with suppress(OSError):
        sys.stdout.write(f"{sentence}\n")
        sys.stdout.flush()


class _Watched:
    """A service with its restarts: when it began, when it may begin again."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.began = time.monotonic()
        self.due: float | None = None
        self.wait = FIRST_WAIT

    def look(self) -> None:
        """Notice that the service has ended, and start it again when its wait is over."""
        now = time.monotonic()
        if self.service.is_running():
            return
        if self.due is None:
            self._plan(now)
        elif now >= self.due:
            self._begin_again(now)

    def _plan(self, now: float) -> None:
        self.wait = FIRST_WAIT if now - self.began > GOOD_RUN_SECONDS else min(self.wait * 2, LONGEST_WAIT)
        self.due = now + self.wait
        say(f"{self.service.name}: {self.service.how_it_ended()}; starting it again in {self.wait:.0f} s.")

    def _begin_again(self, now: float) -> None:
        self.began, self.due = now, None
        try:
            self.service.start()
        except Exception as error:  # noqa: BLE001 - a start that fails is tried again, whatever the reason
            say(f"{self.service.name}: {error}")
        else:
            say(f"{self.service.name}: started again.")


class Supervisor:
    """Use as a context manager: leaving it stops everything that was started."""

    def __init__(self) -> None:
        self._watched: list[_Watched] = []

    def start(self, service: Service) -> None:
        self._watched.append(_Watched(service))
        service.start()

    def watch(self) -> None:
        """Look after the services until somebody interrupts."""
        while True:
            for watched in self._watched:
                watched.look()
            time.sleep(LOOK_SECONDS)

    def __enter__(self) -> Self:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A second Ctrl-C must not leave half of them running.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for watched in reversed(self._watched):
            try:
                watched.service.stop()
            except Exception as failure:  # noqa: BLE001 - the others must be stopped too
                say(f"{watched.service.name}: {failure}")


# --- before anything is started -------------------------------------------------------------------------------


@contextmanager
def only_one(data: Path, where: str) -> Iterator[None]:
    """Hold the data folder for this process; a second start is told what to do. A killed one leaves no trace."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "run.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise StartError(
                f"Tiltrekk already runs from {data} ({holder}).\n"
                f"Stop it with Ctrl-C where it was started, or run a second clone on other ports."
            ) from error
        file.truncate(0)
        file.write(f"process {os.getpid()}, {where}")
        file.flush()
        yield


def require_free_port(port: int, advice: str) -> None:
    """Refuse a port that another program listens on, under any address of localhost."""
    for family, kind, _, _, address in socket.getaddrinfo("localhost", port, type=socket.SOCK_STREAM):
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except PermissionError as error:
                raise StartError(f"Port {port} is kept for the system administrator. {advice}") from error
            except OSError as error:
                if error.errno in _TAKEN:
                    raise StartError(f"Port {port} is taken by another program. {advice}") from error


_TAKEN = {98, 48}  # EADDRINUSE on Linux and on macOS; an address family that is switched off is no obstacle


def wait_until(ready: Callable[[], bool], service: Service, seconds: float = 60.0) -> None:
    """Wait until a started service answers; one that ends meanwhile stops the start."""
    deadline = time.monotonic() + seconds
    while not ready():
        if not service.is_running():
            raise StartError(f"{service.name} {service.how_it_ended()}")
        if time.monotonic() > deadline:
            raise StartError(f"{service.name} does not answer after {seconds:.0f} seconds.")
        time.sleep(0.1)


def answers(url: str) -> bool:
    """Say whether a web server answers at an address of this machine, be it with a refusal."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "localhost", parts.port, timeout=30)
    try:
        connection.request("GET", parts.path or "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
