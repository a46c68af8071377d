"""A child process of the supervisor: started, watched, stopped, its output in a log of its own."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from tiltrekk.server.environment import StartError

LOG_TAIL = 2000
_PR_SET_PDEATHSIG = 1


class Process:
    """One long-running command. It gets no Ctrl-C of its own: the supervisor stops all in order.

    `environment` is added to our own, so that two installations can run side by side.
    """

    def __init__(
        self,
        name: str,
        command: list[str],
        *,
        log: Path | None = None,
        patience: float = 20.0,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self._command = command
        self._log = log
        self._patience = patience
        self._environment = dict(environment or {})
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._end_leftovers()
        output = self._open_log()
        try:
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                start_new_session=True,
                env=os.environ | self._environment,
                preexec_fn=end_with_parent(),  # noqa: PLW1509 - the supervisor has one thread
            )
        finally:
            if output:
                output.close()

    def _open_log(self) -> IO[bytes] | None:
        if self._log is None:
            return None
        self._log.parent.mkdir(parents=True, exist_ok=True)
        return self._log.open("ab")

    def _end_leftovers(self) -> None:
        """End children of a killed process, which would still hold its port."""
        if self._child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._child.pid, signal.SIGKILL)

    @property
    def pid(self) -> int:
        """The running process' number; 0 before the start."""
        return self._child.pid if self._child else 0

    def is_running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def stop(self) -> None:
        """Ask it to end, and end it when it has not after its patience is over."""
        if self._child is None:
            return
        if self.is_running():
            self._child.terminate()
        try:
            self._child.wait(self._patience)
        except subprocess.TimeoutExpired:
            os.killpg(self._child.pid, signal.SIGKILL)
            self._child.wait()

    def wait(self, meanwhile: Callable[[], None] = lambda: None) -> int:
        """Wait for the end and return the exit status; an interrupt stops the process too."""
        if self._child is None:
            return 1
        try:
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    return self._child.wait(0.5)
                meanwhile()
        except BaseException:
            self.stop()
            raise

    def how_it_ended(self) -> str:
        """Say how the process ended and where its words are."""
        status = self._child.returncode if self._child else None
        ending = f"signal {-status}" if status is not None and status < 0 else f"status {status}"
        return f"ended with {ending}" + (f", see {self._log}" if self._log else "")

    def last_words(self) -> str:
        if self._log is None or not self._log.exists():
            return ""
        return self._log.read_text(errors="replace")[-LOG_TAIL:].strip()


def run_step(
    command: list[str],
    *,
    log: Path | None = None,
    meanwhile: Callable[[], None] = lambda: None,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run a command to its end; a failure stops the start and shows what the command said.

    `meanwhile` is called twice a second, to show how far it is. `environment` is added to our own.
    """
    process = Process(" ".join(command[-1:]), command, log=log, environment=environment)
    process.start()
    if process.wait(meanwhile) != 0:
        raise StartError(f"{' '.join(command)} {process.how_it_ended()}\n{process.last_words()}".strip())


def end_with_parent() -> Callable[[], object] | None:
    """Return a function for the child that lets it end when the supervisor is killed, where Linux offers that."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
