"""The launcher of the embedded PostgreSQL, tried with real servers."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tiltrekk.server import installation
from tiltrekk.server.postgres import Cluster, PostgresError, temporary_cluster

pytestmark = pytest.mark.process

AS_ROOT = os.geteuid() == 0
INSTALLED_15 = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other accounts can enter, which pytest's own temporary folders are not."""
    folder = Path(tempfile.mkdtemp(prefix="launcher-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def ask(cluster: Cluster, query: str) -> object:
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def do(cluster: Cluster, statement: str) -> None:
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute(statement.encode())


def server_pid(cluster: Cluster) -> int:
    return int((cluster.cluster / "postmaster.pid").read_text().split("\n")[0])


def test_starts_serves_and_stops(open_folder: Path) -> None:
    cluster = Cluster(open_folder / "data", durable=False)
    with cluster:
        assert cluster.is_running()
        assert ask(cluster, "SELECT lower('ÆØÅ')") == "æøå"
        assert ask(cluster, "SHOW listen_addresses") == ""
        assert ask(cluster, "SHOW server_encoding") == "UTF8"
    assert not cluster.is_running()


def test_order_is_by_code_point_and_no_locale_of_the_machine(open_folder: Path) -> None:
    with Cluster(open_folder / "data", durable=False) as cluster:
        provider = ask(cluster, "SELECT datlocprovider::text FROM pg_database WHERE datname = 'tiltrekk'")
    assert provider == "b"


def test_the_password_is_needed(open_folder: Path) -> None:
    with Cluster(open_folder / "data", durable=False) as cluster:
        without = cluster.url.replace(cluster.url.split(":")[2].split("@")[0], "wrong")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(without)


def test_files_are_closed_to_other_people(open_folder: Path) -> None:
    with Cluster(open_folder / "data", durable=False) as cluster:
        modes = {
            path: stat.S_IMODE(path.stat().st_mode)
            for path in (cluster.home, cluster.cluster, cluster.socket_folder, cluster.home / "password")
        }
    assert list(modes.values()) == [0o700, 0o700, 0o700, 0o600]


@pytest.mark.skipif(not AS_ROOT, reason="only root can choose another account")
def test_root_runs_the_server_as_nobody(open_folder: Path) -> None:
    with Cluster(open_folder / "data", durable=False) as cluster:
        owner = Path(f"/proc/{server_pid(cluster)}").stat().st_uid
    assert owner == pwd.getpwnam("nobody").pw_uid
    assert cluster.cluster.stat().st_uid == owner


@pytest.mark.skipif(not AS_ROOT, reason="only root can choose another account")
def test_root_keeps_the_data_elsewhere_when_the_account_cannot_reach_it(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "FALLBACK_ROOT", open_folder / "var")
    closed = open_folder / "root-home"
    closed.mkdir(mode=0o700)
    with Cluster(closed / "checkout" / "data", durable=False) as cluster:
        do(cluster, "CREATE TABLE kept ()")
    assert closed.stat().st_mode & 0o777 == 0o700
    assert (closed / "checkout" / "data").resolve() == cluster.home
    assert cluster.home.parent == open_folder / "var"
    with Cluster(closed / "checkout" / "data", durable=False) as again:
        assert ask(again, "SELECT count(*) FROM kept") == 0


@pytest.mark.skipif(not AS_ROOT, reason="only root can choose another account")
def test_root_copies_programs_the_account_cannot_run(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = installation._wheel_folder()
    closed = open_folder / "environment"
    closed.mkdir(mode=0o700)
    shutil.copytree(source, closed / source.name, symlinks=True)
    shutil.copytree(source.with_name(f"{source.name}.libs"), closed / f"{source.name}.libs")
    monkeypatch.setattr(installation, "_wheel_folder", lambda: closed / source.name)
    with Cluster(open_folder / "data", durable=False) as cluster:
        running = Path(f"/proc/{server_pid(cluster)}/exe").readlink()
    assert running.is_relative_to(cluster.home)


@pytest.mark.skipif(not AS_ROOT, reason="this whole file runs as an ordinary user already")
def test_an_ordinary_user_runs_the_server_as_himself(open_folder: Path) -> None:
    """The same launcher in a process that has given root's powers away before it begins."""
    nobody = pwd.getpwnam("nobody")
    os.chown(open_folder, nobody.pw_uid, nobody.pw_gid)
    programs = installation._copy_wheel(open_folder) / "pginstall" / "bin"
    script = f"""
        import os, pathlib
        from tiltrekk.server.postgres import Cluster, psycopg
        os.setgroups([]); os.setgid({nobody.pw_gid}); os.setuid({nobody.pw_uid})
        folder = pathlib.Path({str(open_folder)!r})
        with Cluster(folder / "data", pathlib.Path({str(programs)!r}), durable=False) as cluster:
            pid = (cluster.cluster / "postmaster.pid").read_text().split()[0]
            print(os.stat(f"/proc/{{pid}}").st_uid, psycopg.connect(cluster.url).closed)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == (f"{nobody.pw_uid} False", "")


def test_a_long_path_gets_a_short_socket(open_folder: Path) -> None:
    data = open_folder / ("long-" * 20) / ("folder-" * 10) / "data"
    with Cluster(data, durable=False) as cluster:
        assert ask(cluster, "SELECT 1") == 1
        assert len(os.fsencode(cluster.socket_folder)) < 60
        assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700
    shutil.rmtree(cluster.socket_folder)


def test_a_path_with_spaces_and_commas_works(open_folder: Path) -> None:
    with Cluster(open_folder / "my data, all of it" / "d", durable=False) as cluster:
        assert ask(cluster, "SELECT 1") == 1
    shutil.rmtree(cluster.socket_folder)


@pytest.mark.skipif(not INSTALLED_15.exists(), reason="no PostgreSQL 15 is installed on this machine")
def test_an_installed_postgresql_15_serves_as_well(open_folder: Path) -> None:
    with Cluster(open_folder / "data", INSTALLED_15, durable=False) as cluster:
        assert str(ask(cluster, "SHOW server_version")).startswith("15.")
        assert ask(cluster, "SELECT lower('ÆØÅ')") == "æøå"


def test_data_survive_a_kill(open_folder: Path) -> None:
    cluster = Cluster(open_folder / "data")
    with cluster:
        do(cluster, "CREATE TABLE kept AS SELECT 7 AS number")
        os.kill(server_pid(cluster), signal.SIGKILL)
        cluster.start()
        assert ask(cluster, "SELECT number FROM kept") == 7


def test_a_number_left_by_a_dead_server_is_not_believed(open_folder: Path) -> None:
    cluster = Cluster(open_folder / "data", durable=False)
    with cluster:
        pass
    (cluster.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.cluster}\n")
    assert not cluster.is_running()
    with cluster:
        assert ask(cluster, "SELECT 1") == 1


def test_a_second_handle_finds_and_stops_the_running_server(open_folder: Path) -> None:
    first = Cluster(open_folder / "data", durable=False)
    first.start()
    second = Cluster(open_folder / "data", durable=False)
    second.start()
    assert second.url == first.url
    second.stop()
    assert not first.is_running()


def test_half_made_data_files_are_made_again(open_folder: Path) -> None:
    unfinished = open_folder / "data" / "cluster.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    with Cluster(open_folder / "data", durable=False) as cluster:
        assert ask(cluster, "SELECT 1") == 1
    assert not unfinished.exists()


def test_data_of_another_major_version_are_refused(open_folder: Path) -> None:
    with Cluster(open_folder / "data", durable=False) as cluster:
        pass
    (cluster.cluster / "PG_VERSION").write_text("14\n")
    with pytest.raises(PostgresError, match=r"written by PostgreSQL 14.*tiltrekk db dump"):
        cluster.start()


def test_a_folder_without_programs_is_refused_with_advice(open_folder: Path) -> None:
    with pytest.raises(PostgresError, match=r"point TILTREKK_PG_BIN at a folder"):
        Cluster(open_folder / "data", open_folder)


def test_a_server_that_cannot_start_says_why(open_folder: Path) -> None:
    with Cluster(open_folder / "data", durable=False) as cluster:
        pass
    with (cluster.cluster / "postgresql.conf").open("a") as file:
        file.write("nonsense = on\n")
    with pytest.raises(PostgresError, match="unrecognized configuration parameter"):
        cluster.start()


def test_a_temporary_server_leaves_nothing() -> None:
    with temporary_cluster() as cluster:
        assert ask(cluster, "SHOW fsync") == "off"
    assert not cluster.home.parent.exists()
    assert not cluster.is_running()


def test_a_temporary_server_of_a_killed_owner_is_removed() -> None:
    script = "import os\nfrom tiltrekk.server.postgres import temporary_cluster as t\n"
    script += "with t() as c: print(c.home, flush=True); os.kill(os.getpid(), 9)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    left = Cluster(Path(done.stdout.strip()), durable=False)
    assert left.is_running()
    with temporary_cluster():
        assert not left.is_running()
        assert not left.home.parent.exists()
