"""`make demo`: start the product and the sandbox, load the demo company once, say where everything is.

`python -m demo.launch [run | load | reset]`; `load` is the step that `run` starts in a process of its own.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tiltrekk.server import run as product
from tiltrekk.server.environment import StartError, choose_settings, embedded_cluster, has_own_server
from tiltrekk.server.postgres import PostgresError
from tiltrekk.server.processes import Process, run_step
from tiltrekk.server.supervisor import Supervisor, answers, only_one, require_free_port, say, wait_until

from demo.addresses import Addresses

ADVICE = "Choose another: make demo PORT=8001 SANDBOX_PORT=8011"


def main(arguments: list[str]) -> int:
    addresses = Addresses()
    actions = {"run": run, "load": load, "reset": reset}
    os.environ.update(addresses.environment())
    try:
        choose_settings()
        actions[arguments[0] if arguments else "run"](addresses)
    except (StartError, PostgresError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def run(addresses: Addresses) -> None:
    """Run the demonstration until Ctrl-C; what is in it stays for the next time."""
    with only_one(addresses.data, addresses.product), Supervisor() as supervisor:
        for port in (addresses.port, addresses.sandbox_port):
            require_free_port(port, ADVICE)
        try:
            _forget_half_finished(addresses)
            start(supervisor, addresses)
            print(_welcome(addresses), flush=True)
            supervisor.watch()
        except KeyboardInterrupt:
            say("\nStopping …")
    say("Stopped. `make demo` goes on where you left; `make demo-reset` begins anew.")


def start(supervisor: Supervisor, addresses: Addresses) -> None:
    """Start everything in the order in which one needs the other."""
    if not has_own_server():
        with _progress("Database"):
            product.start_database(supervisor)
    with _progress("LinkedIn sandbox"):
        _start_sandbox(supervisor, addresses)
    with _progress("Tables and static files"):
        product.prepare(log=addresses.logs / "prepare.log")
    _load_once(addresses)
    with _progress("Web and worker"):
        product.start_product(supervisor, logs=addresses.logs)


@contextmanager
def _progress(what: str) -> Iterator[None]:
    print(f"  {what} …", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print()
        raise
    print(f" {time.monotonic() - began:.1f} s", flush=True)


def _start_sandbox(supervisor: Supervisor, addresses: Addresses) -> None:
    command = [
        *(sys.executable, "-m", "linkedin_sandbox.cli", "--port", str(addresses.sandbox_port)),
        *("--public-url", addresses.sandbox, "--db", str(addresses.data / "sandbox.sqlite3")),
        *("--clock-file", str(addresses.clock_file)),
    ]
    sandbox = Process("sandbox", command, log=addresses.logs / "sandbox.log")
    supervisor.start(sandbox)
    wait_until(lambda: answers(f"{addresses.sandbox}/sandbox/api/health"), sandbox)


# --- the demo company -----------------------------------------------------------------------------------------


def _load_once(addresses: Addresses) -> None:
    """Load the demo company unless that is done; the two marks tell a half-finished attempt from a whole one."""
    if addresses.loaded.exists():
        return
    addresses.loading.touch()
    log = addresses.logs / "load.log"
    log.unlink(missing_ok=True)
    with _progress("Demo company (once)"):
        run_step([sys.executable, "-m", "demo.launch", "load"], log=log, meanwhile=lambda: _show_last_line(log))
    addresses.loading.rename(addresses.loaded)


def _show_last_line(log: Path) -> None:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    if lines and sys.stdout.isatty():
        print(f"\r\033[K  Demo company (once) … {lines[-1]} …", end="", flush=True)


def load(addresses: Addresses) -> None:
    """Fill product and sandbox, both running and empty."""
    import django

    django.setup()
    from demo.company.load import load as load_company

    load_company(sandbox_url=addresses.sandbox)


def _forget_half_finished(addresses: Addresses) -> None:
    if not addresses.loading.exists():
        return
    if has_own_server():
        raise StartError(
            "An earlier start broke off while it loaded the demo company: empty the database named by "
            f"DATABASE_URL, remove {addresses.data}, and start again."
        )
    say("An earlier start broke off while it loaded the demo company. Beginning anew.")
    _empty(addresses)


def reset(addresses: Addresses) -> None:
    """Empty the demonstration; a database server of one's own is left alone."""
    with only_one(addresses.data, "being emptied"):
        _empty(addresses)
    say("The demonstration is empty. `make demo` fills it again.")
    if has_own_server():
        say("The database named by DATABASE_URL is yours to empty.")


def _empty(addresses: Addresses) -> None:
    if not has_own_server():
        cluster = embedded_cluster()
        cluster.stop()
        cluster.remove()
    for path in addresses.data.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != "run.lock":
            path.unlink()


def _welcome(addresses: Addresses) -> str:
    from demo.company.people import SIGN_INS

    people = "\n".join(f"    {email:<34} {password:<26} {who}" for email, password, who in SIGN_INS)
    return f"""
  Tiltrekk           {addresses.product}
  LinkedIn sandbox   {addresses.sandbox}   (not LinkedIn: a stand-in to try it on)

  Sign in to Tiltrekk as
{people}

  LinkedIn needs its time: a new job reaches Recruiter after a minute, the feed is read once a day.
  The sandbox's control room moves the clock for both.

  Logs are in {addresses.logs}. Ctrl-C stops everything; the data stay.
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
