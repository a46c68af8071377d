"""``linkedin-sandbox``: the sandbox as a program."""

import argparse
import contextlib
import gc
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from linkedin_sandbox.settings import Settings
from linkedin_sandbox.state.assumptions import check

if TYPE_CHECKING:
    from linkedin_sandbox.server import Server

READY = "LinkedIn sandbox ready on"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop. The exit status is 1 with a sentence when it cannot start."""
    options = _parser().parse_args(arguments)
    try:
        listener = listen(options.host, options.port)
    except OSError as error:
        return _fail(f"Cannot listen on {options.host}:{options.port}: {error.strerror or error}.")
    port = listener.getsockname()[1]
    try:
        server = _built(listener, _settings(options, port))
        _populate(server, options)
    except (ValueError, OSError) as error:
        return _fail(str(error))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    print(f"{READY} http://{options.host}:{port}", flush=True)  # noqa: T201 - its one line
    with contextlib.suppress(SystemExit, KeyboardInterrupt):
        server.run()
    server.close()
    return 0


def _built(listener: socket.socket, settings: Settings) -> "Server":
    """The server. What a start makes stays, so nothing is looked through for rubbish meanwhile, nor later."""
    gc.disable()
    try:
        from linkedin_sandbox.server import Server  # here, because wrong options should be refused at once

        return Server(listener, settings)
    finally:
        gc.freeze()
        gc.enable()


def _populate(server: "Server", options: argparse.Namespace) -> None:
    """Begin with what the options say. Raises ValueError or OSError with a reason."""
    if options.world:
        server.load_world(options.world)
    if options.members is not None:
        from linkedin_sandbox.seeding import Size, seed  # here, because only some starts make people up

        size = Size.of(options.members, options.companies, options.contracts, options.seats)
        seed(server.state, options.seed, size)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises OSError when the port is taken."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def _settings(options: argparse.Namespace, port: int) -> Settings:
    return Settings(
        database=options.db,
        public_url=options.public_url or f"http://{options.host}:{port}",
        clock_file=options.clock_file,
        loopback_allowed=not options.strict,
        assumptions=dict(options.assume),
        task_delay_seconds=options.task_delay,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("linkedin-sandbox", description="A LinkedIn to rehearse against.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8010, help="0 takes a free one")
    parser.add_argument("--db", type=Path, help="keep the state in this file (default: forget it at the end)")
    parser.add_argument("--world", type=Path, help="a JSON file with people and companies to begin with")
    parser.add_argument("--members", type=_count, help="begin with so many made-up people, the same for the same seed")
    parser.add_argument("--seed", type=int, default=1, help="which of the made-up worlds")
    for part in ("companies", "contracts", "seats"):
        parser.add_argument(f"--{part}", type=_count, help="of the made-up world; follows from --members if not said")
    parser.add_argument("--public-url", help="how others reach this sandbox, if not by host and port")
    parser.add_argument("--clock-file", type=Path, help="write the clock's offset in seconds to this file")
    parser.add_argument("--strict", action="store_true", help="no http and no loopback addresses, as at LinkedIn")
    parser.add_argument("--task-delay", type=float, default=60, help="seconds until a posting task ends")
    parser.add_argument("--assume", type=_assumption, action="append", default=[], metavar="A-28=none")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("give a whole number")
    return int(text)


def _assumption(text: str) -> tuple[str, str]:
    number, _, value = text.partition("=")
    try:
        check(number, value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return number, value


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - a program's way to say why
    return 1


if __name__ == "__main__":
    sys.exit(main())
