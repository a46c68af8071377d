"""A mail server on a free port, which does at each step what a test says."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import cast

DROP, SILENT = "drop", "silent"  # close the connection; take what comes and never answer


class Server(socketserver.ThreadingTCPServer):
    """``says`` maps a step (connect, MAIL, RCPT, DATA, content) to an answer, ``DROP`` or ``SILENT``."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        self.says: dict[str, str] = {}
        self.tried: list[str] = []  # addresses that somebody wanted to write to
        self.taken: list[Message] = []  # what reached it whole, whatever it answered
        self.ended = threading.Event()
        super().__init__(("127.0.0.1", 0), _Session)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        going = self._answer("connect", "220 ready")
        while going and (line := self.rfile.readline().decode().strip()):
            word = line.split(":")[0].split()[0].upper()
            going = self._content() if word == "DATA" else self._step(word, line)

    def _step(self, word: str, line: str) -> bool:
        if word == "RCPT":
            self._server.tried.append(line.partition(":")[2].strip("<>"))
        return self._answer(word, "221 bye" if word == "QUIT" else "250 ok") and word != "QUIT"

    def _content(self) -> bool:
        if not self._answer("DATA", "354 go on"):
            return False
        if not self._said("DATA", "354").startswith("354"):
            return True
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line)
        self._server.taken.append(message_from_bytes(b"".join(lines)))
        return self._answer("content", "250 taken")

    def _answer(self, step: str, usual: str) -> bool:
        said = self._said(step, usual)
        if said == SILENT:
            self._server.ended.wait(60)
        if said in {DROP, SILENT}:
            return False
        self.wfile.write(f"{said}\r\n".encode())
        return True

    def _said(self, step: str, usual: str) -> str:
        return self._server.says.get(step, usual)

    @property
    def _server(self) -> Server:
        return cast("Server", self.server)


@contextmanager
def serving() -> Iterator[Server]:
    """The server, in a thread of its own."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()
