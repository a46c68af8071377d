"""Another system that is told: an HTTP server on a free port, which does with each message what a test says."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate
from typing import cast

SILENT, LOST, TRICKLE, ENDLESS = "silent", "lost", "trickle", "endless"
_STEP = 0.05  # seconds between the bytes of a trickle


@dataclass(frozen=True)
class Message:
    """One request as it came. Names of headers in lower case; ``at``: by the clock that all processes share."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float


def answer(status: int, *lines: str, body: str = "") -> str:
    """Return an answer to give."""
    content = body.encode()
    head = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(content)}", "Connection: close", *lines, "", ""]
    return "\r\n".join(head) + body


OK = answer(200)


class Receiver(socketserver.ThreadingTCPServer):
    """``script`` holds what to do with the next messages, ``usual`` what to do with those after.

    A step is the text of an answer, ``SILENT`` (read and never answer), ``LOST`` (read and hang up), ``TRICKLE`` (an
    answer whose head comes byte by byte, for ever) or ``ENDLESS`` (a body without end).
    """

    allow_reuse_address = daemon_threads = True
    request_queue_size = 50

    def __init__(self) -> None:
        self.script: list[str] = []
        self.usual = OK
        self.never: set[str] = set()  # ids of messages that it answers with an error
        self.taken: list[Message] = []
        self.written = 0  # bytes of endless bodies that somebody took
        self.ended = threading.Event()
        super().__init__(("127.0.0.1", 0), _Exchange)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook"

    @property
    def ids(self) -> list[str]:
        return [one.headers["webhook-id"] for one in self.taken]


class _Exchange(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        line = self.rfile.readline().decode()
        if not line:
            return
        headers = dict(self._headers())
        body = self.rfile.read(int(headers.get("content-length", 0)))
        self._server.taken.append(Message(line.split()[1], headers, body, time.monotonic()))
        if headers.get("webhook-id") in self._server.never:
            self._do(answer(500))
        else:
            script = self._server.script
            self._do(script.pop(0) if script else self._server.usual)

    def _headers(self) -> Iterator[tuple[str, str]]:
        while (line := self.rfile.readline().decode().strip()) != "":
            name, _, value = line.partition(":")
            yield name.lower(), value.strip()

    def _do(self, step: str) -> None:
        steps = {SILENT: self._wait, LOST: lambda: None, TRICKLE: self._trickle, ENDLESS: self._endless}
        try:
            steps.get(step, lambda: self.wfile.write(step.encode()))()
        except OSError:  # the other side had enough
            return

    def _wait(self) -> None:
        self._server.ended.wait(60)

    def _trickle(self) -> None:
        for letter in "HTTP/1.1 200 OK\r\nX-Slow: " + "x" * 100_000:
            if self._server.ended.wait(_STEP):
                return
            self.wfile.write(letter.encode())

    def _endless(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not self._server.ended.is_set():
            self._server.written += self.wfile.write(b"a lot " * 10_000)

    @property
    def _server(self) -> Receiver:
        return cast("Receiver", self.server)


def date(ahead: float = 0) -> str:
    """Return the header with which a receiver tells its clock."""
    return f"Date: {formatdate(time.time() + ahead, usegmt=True)}"


@contextmanager
def receiving() -> Iterator[Receiver]:
    """The server, in a thread of its own."""
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()
