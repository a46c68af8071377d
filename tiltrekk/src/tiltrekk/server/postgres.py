"""The embedded PostgreSQL: one server with its files in one folder, reached through a private socket.

Nothing listens on the network, the password is generated, and the server writes to a log file of its own.
"""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg

from tiltrekk.server import roles
from tiltrekk.server.installation import (
    Account,
    Installation,
    PostgresError,
    child_environment,
    home_for,
    make_private_folder,
    short_name,
)

__all__ = ["Cluster", "PostgresError", "temporary_cluster"]

NAME = "tiltrekk"  # of the superuser and of the database
START_SECONDS = 60.0
STOP_SECONDS = 60.0
LONGEST_SOCKET_PATH = 107  # bytes; sockaddr_un holds 108 with the closing zero
FIRST_MAJOR_WITH_BUILTIN_LOCALE = 17
OLDEST_MAJOR = 15
SOCKET_NAME = ".s.PGSQL.5432"
TEMPORARY_PREFIX = "tiltrekk-pg-"


class Cluster:
    """A PostgreSQL server of our own, its files under `data`.

    `durable=False` is for tests: a power cut may lose everything, and nothing waits for the disk.
    """

    def __init__(self, data: Path, bin_dir: Path | None = None, *, durable: bool = True) -> None:
        self.account = Account.choose()
        self.home = home_for(Path(data), self.account)
        self.original = Installation.find(bin_dir)
        self.durable = durable
        self._child: subprocess.Popen[bytes] | None = None

    # --- what callers ask -------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """The address for DATABASE_URL; known once the server has been started for the first time."""
        return self.url_of(NAME)

    def url_of(self, database: str) -> str:
        """The address of one of its databases for the program's ordinary role."""
        return self._address(roles.PROGRAM, self._program_password_file, database)

    def admin_url_of(self, database: str) -> str:
        """The same for the superuser: to set up, and for copies of everything; never for the program."""
        return self._address(NAME, self._password_file, database)

    def _address(self, role: str, password_file: Path, database: str) -> str:
        password = quote(password_file.read_text().strip(), safe="")
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.socket_folder), safe='/')}"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def socket_folder(self) -> Path:
        folder = self.home / "socket"
        # A comma would be read as the border between two hosts.
        if "," not in str(folder) and len(os.fsencode(folder / f"{SOCKET_NAME}.lock")) <= LONGEST_SOCKET_PATH:
            return folder
        return Path("/tmp") / f"tiltrekk-{self.account.uid}-{short_name(self.home)}"  # noqa: S108 - checked

    def program(self, name: str) -> Path:
        """Return the path of a client program such as `psql` or `pg_dump`."""
        return self.original.program(name)

    def is_running(self) -> bool:
        return self._pid() is not None

    # --- starting ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the server, making its files first if there are none; a running server is left as it is."""
        self._installation = self.original.readable_by(self.account, self.home)
        self._check_version()
        make_private_folder(self.socket_folder, self.account)
        if not self.cluster.exists():
            self._create()
        if not self.is_running():
            self._launch_until_it_stays()
        self.add_database(NAME)

    def add_database(self, name: str) -> None:
        """Make a database, and in it what the program may not read; what is there is left as it is."""
        if not self._program_password_file.exists():
            self._write_password(self._program_password_file)
        password = self._program_password_file.read_text().strip()
        roles.settle(self.admin_url_of("postgres"), self.admin_url_of(name), name=name, password=password)

    def _check_version(self) -> None:
        major = self.original.major()
        if major < OLDEST_MAJOR:
            raise PostgresError(f"PostgreSQL {major} is too old: version {OLDEST_MAJOR} or newer is needed.")
        remembered = self.cluster / "PG_VERSION"
        written_by = remembered.read_text().strip() if remembered.exists() else str(major)
        if written_by != str(major):
            raise PostgresError(
                f"The data in {self.home} was written by PostgreSQL {written_by}, and this is PostgreSQL "
                f"{major}: start the old version once more, write a copy with `tiltrekk db dump`, and load "
                f"it into a new folder."
            )

    def _create(self) -> None:
        """Make the data files under another name, so that half-made ones are never taken for whole."""
        unfinished = self.home / "cluster.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        make_private_folder(unfinished, self.account)
        self._write_password(self._password_file)
        done = self.account.run(
            self._installation.program("initdb"),
            *("-D", unfinished, "-U", NAME, f"--pwfile={self._password_file}"),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"),
            *self._locale_options(),
            *(() if self.durable else ("--no-sync",)),
            cwd=self.home,
        )
        (self.home / "initdb.log").write_text(done.stdout + done.stderr)
        if done.returncode != 0:
            raise PostgresError(f"PostgreSQL could not make its data files in {self.home}: {done.stderr.strip()}")
        unfinished.rename(self.cluster)

    def _locale_options(self) -> tuple[str, ...]:
        """Upper and lower case follow Unicode, order follows code points, alike on every system."""
        if self.original.major() >= FIRST_MAJOR_WITH_BUILTIN_LOCALE:
            return ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        return ("--locale=C.UTF-8",)

    def _write_password(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32) + "\n")
        self.account.own(path)

    @property
    def _password_file(self) -> Path:
        return self.home / "password"

    @property
    def _program_password_file(self) -> Path:
        return self.home / "program-password"

    def _launch_until_it_stays(self) -> None:
        """Launch, and again while children of a killed server, which end by themselves, hold its memory."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            self._forget_killed_server()
            begin = self.log.stat().st_size if self.log.exists() else 0
            self._launch()
            if self._wait_until_ready(deadline):
                return
            said = self._log_since(begin)
            if "still in use" not in said or time.monotonic() > deadline:
                self._give_up(said)
            time.sleep(0.3)

    def _launch(self) -> None:
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                [str(self._installation.program("postgres")), "-D", str(self.cluster), *self._settings()],
                cwd=self.home,
                env=child_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C goes to a whole session: the database must outlive those who still write to it.
                start_new_session=True,
                user=self.account.uid if self.account.switch else None,
                group=self.account.gid if self.account.switch else None,
                extra_groups=[] if self.account.switch else None,
            )

    def _settings(self) -> list[str]:
        settings = {
            "listen_addresses": "",
            "port": "5432",
            "unix_socket_directories": f'"{self.socket_folder}"',
            "unix_socket_permissions": "0700",
            "logging_collector": "off",
            "log_destination": "stderr",
            "log_line_prefix": "%m [%p] ",
            "timezone": "UTC",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]

    def _wait_until_ready(self, deadline: float) -> bool:
        while time.monotonic() < deadline:
            if self._child is not None and self._child.poll() is not None:
                return False
            if self._answers():
                return True
            time.sleep(0.05)
        return False

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.admin_url_of("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _log_since(self, begin: int) -> str:
        with self.log.open("rb") as log:
            log.seek(begin)
            return log.read().decode(errors="replace")

    def _give_up(self, said: str) -> None:
        self.stop()
        raise PostgresError(f"PostgreSQL did not start. It said, in {self.log}:\n{said.strip()[-2000:]}")

    # --- stopping ---------------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop the server: sessions end, open transactions are rolled back, files are closed cleanly."""
        pid = self._pid()
        if pid is not None:
            os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + STOP_SECONDS
        while self._is_alive(pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        if self._is_alive(pid):
            raise PostgresError(f"PostgreSQL (process {pid}) has not stopped after {STOP_SECONDS:.0f} seconds.")

    def remove(self) -> None:
        """Remove everything the server kept. It must be stopped."""
        shutil.rmtree(self.socket_folder, ignore_errors=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def _is_alive(self, pid: int | None) -> bool:
        if self._child is not None:
            if self._child.poll() is None:
                return True
            self._child = None
        return pid is not None and _works_in(pid, self.cluster)

    def _pid(self) -> int | None:
        """The process that serves this folder, or None; a number left by a dead server is not believed."""
        if self._child is not None and self._child.poll() is not None:
            self._child = None
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if _works_in(pid, self.cluster) else None

    def _forget_killed_server(self) -> None:
        """Take away what a killed server left; PostgreSQL would believe any process with its number to be it."""
        if self.is_running():
            return
        if self._child is not None:
            self._child.wait()
            self._child = None
        for left in (self.cluster / "postmaster.pid", self.socket_folder / f"{SOCKET_NAME}.lock"):
            left.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _works_in(pid: int, folder: Path) -> bool:
    """Say whether a process lives and has `folder` as its working folder, as a PostgreSQL server has."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cwd").readlink() == folder.resolve()
        except OSError:
            return False
    shown = subprocess.run(["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False)
    return str(folder) in shown.stdout


@contextmanager
def temporary_cluster(bin_dir: Path | None = None, *, durable: bool = False) -> Iterator[Cluster]:
    """Start a server for tests in a folder of its own and remove both afterwards."""
    _remove_left_behind()
    folder = Path(tempfile.mkdtemp(prefix=f"{TEMPORARY_PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)
    cluster = Cluster(folder / "data", bin_dir, durable=durable)
    try:
        with cluster:
            yield cluster
    finally:
        cluster.remove()
        shutil.rmtree(folder, ignore_errors=True)


def _remove_left_behind() -> None:
    """Stop and remove temporary servers whose owner was killed before it could do so itself."""
    for folder in Path(tempfile.gettempdir()).glob(f"{TEMPORARY_PREFIX}*-*"):
        owner = int(folder.name.removeprefix(TEMPORARY_PREFIX).split("-")[0])
        if folder.stat().st_uid != os.geteuid() or _is_process(owner):
            continue
        Cluster(folder / "data", durable=False).stop()
        shutil.rmtree(folder, ignore_errors=True)


def _is_process(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
