"""`tiltrekk`: the program's command line. Each command says in one sentence what it does."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from tiltrekk.privacy.script import vault_script
from tiltrekk.server import run as product
from tiltrekk.server.environment import StartError, choose_settings, embedded_cluster, has_own_server
from tiltrekk.server.postgres import NAME, PostgresError
from tiltrekk.server.supervisor import say

# Such a command takes every word as it stands, options too: no word can begin with this character.
_ALL_WORDS: dict[str, Any] = {"prefix_chars": "\0", "add_help": False}


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return the exit status; what goes wrong is a sentence, not a trace."""
    options = _parser().parse_args(arguments)
    try:
        choose_settings()
        return int(options.act(options) or 0)
    except (StartError, PostgresError, ImproperlyConfigured) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("tiltrekk", description="A self-hosted recruiting system with LinkedIn built in.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, act, sentence in (
        ("run", lambda _: product.run(), "run everything: database, web and worker, until Ctrl-C"),
        ("web", _web, "run the web process alone"),
        ("worker", _worker, "run the worker alone"),
        ("prepare", _prepare, "bring tables and static files up to date"),
    ):
        commands.add_parser(name, help=sentence, description=sentence).set_defaults(act=act)
    manage = commands.add_parser("manage", help="run a Django management command", **_ALL_WORDS)
    manage.add_argument("words", nargs="*")
    manage.set_defaults(act=_manage)
    _add_database_commands(commands.add_parser("db", help="look after the database"))
    return parser


def _add_database_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("start", help="start the embedded server").set_defaults(act=_db_start)
    commands.add_parser("stop", help="stop the embedded server").set_defaults(act=_db_stop)
    commands.add_parser("status", help="say whether the database answers").set_defaults(act=_db_status)
    shell = commands.add_parser("shell", help="open psql", **_ALL_WORDS)
    shell.add_argument("words", nargs="*")
    shell.set_defaults(act=_db_shell)
    dump = commands.add_parser("dump", help="write a copy of the database to a file")
    dump.add_argument("file", type=Path)
    dump.add_argument("--equality", action="store_true", help="copy the answers about equality instead")
    dump.set_defaults(act=_db_dump)
    restore = commands.add_parser("restore", help="fill an empty database from such a file")
    restore.add_argument("file", type=Path)
    restore.add_argument("--equality", action="store_true", help="put back the answers about equality instead")
    script = commands.add_parser(
        "equality-script", help="write the SQL that sets up the place for answers about equality"
    )
    script.add_argument("role", help="the database role in DATABASE_URL")
    script.set_defaults(act=_db_equality_script)
    restore.set_defaults(act=_db_restore)


# --- the product's processes ----------------------------------------------------------------------------------


def _web(_options: argparse.Namespace) -> None:
    command = [
        *(sys.executable, "-m", "gunicorn", "tiltrekk.config.wsgi:application"),
        *("--bind", product.bind(), "--worker-class", "gthread"),
        *("--workers", os.environ.get("TILTREKK_WEB_WORKERS", "2"), "--threads", "8"),
        *("--timeout", "60", "--graceful-timeout", "10", "--no-control-socket", "--log-level", "warning"),
    ]
    os.execv(sys.executable, command)  # noqa: S606 - our own argument list, no shell


def _worker(_options: argparse.Namespace) -> None:
    import django

    os.environ["TILTREKK_PROCESS"] = "worker"
    django.setup()
    from tiltrekk.core.jobs import run_worker

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_worker(stop)


def _prepare(_options: argparse.Namespace) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _manage(options: argparse.Namespace) -> None:
    from django.core.management import execute_from_command_line

    with _database():
        execute_from_command_line(["tiltrekk manage", *options.words])


# --- the database ---------------------------------------------------------------------------------------------


@contextmanager
def _database() -> Iterator[str]:
    """Give the database's address; the embedded server is started for as long as it takes if it does not run."""
    if has_own_server():
        yield os.environ["DATABASE_URL"]
        return
    cluster = embedded_cluster()
    ours = not cluster.is_running()
    cluster.start()
    os.environ["DATABASE_URL"] = cluster.url
    try:
        yield cluster.url
    finally:
        if ours:
            cluster.stop()


def _refuse_own_server() -> None:
    if has_own_server():
        raise StartError("DATABASE_URL names a server of your own: the embedded one is not used.")


def _db_start(_options: argparse.Namespace) -> None:
    _refuse_own_server()
    cluster = embedded_cluster()
    cluster.start()
    say(f"The database runs. Its files are in {cluster.home}.")


def _db_stop(_options: argparse.Namespace) -> None:
    _refuse_own_server()
    embedded_cluster().stop()
    say("The database is stopped.")


def _db_status(_options: argparse.Namespace) -> int:
    if has_own_server():
        return _program("psql", "--no-psqlrc", "--tuples-only", "--command", "SELECT version()")
    running = embedded_cluster().is_running()
    say("The database runs." if running else "The database does not run.")
    return 0 if running else 1


def _db_shell(options: argparse.Namespace) -> int:
    return _program("psql", *options.words)


def _db_dump(options: argparse.Namespace) -> int:
    if options.equality:
        return _program("pg_dump", "--format=custom", "--schema=equality", f"--file={options.file}", admin=True)
    return _program("pg_dump", "--format=custom", "--no-owner", "--exclude-schema=equality", f"--file={options.file}")


def _db_equality_script(options: argparse.Namespace) -> None:
    sys.stdout.write(vault_script(options.role))


def _db_restore(options: argparse.Namespace) -> int:
    if options.equality:
        words = ("--clean", "--if-exists", "--exit-on-error", "--single-transaction", str(options.file))
        return _program("pg_restore", f"--dbname={NAME}", *words, admin=True)
    return _program(
        "pg_restore", f"--dbname={NAME}", "--no-owner", "--exit-on-error", "--single-transaction", str(options.file)
    )


def _program(name: str, *words: str, admin: bool = False) -> int:
    """Run a PostgreSQL client program on the product's database; the password is not shown in the process list.

    ``admin``: with the embedded server's superuser, for what the program's own role cannot read.
    """
    if admin:
        _refuse_own_server()
    path = shutil.which(name) if has_own_server() else None
    path = path or str(embedded_cluster().program(name))
    with _database() as url:
        known = conninfo_to_dict(embedded_cluster().admin_url_of(NAME) if admin else url)
        variables = {_VARIABLES[key]: str(value) for key, value in known.items() if key in _VARIABLES}
        return subprocess.run([path, *words], env={**os.environ, **variables}, check=False).returncode


_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


if __name__ == "__main__":
    sys.exit(main())
