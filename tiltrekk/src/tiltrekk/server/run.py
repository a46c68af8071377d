"""The product as a set of services: database, web, worker. Used by `tiltrekk run` and by the demo."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from tiltrekk.server.environment import data_folder, embedded_cluster, has_own_server
from tiltrekk.server.postgres import Cluster
from tiltrekk.server.processes import Process, run_step
from tiltrekk.server.supervisor import Supervisor, answers, only_one, require_free_port, say, wait_until

DEFAULT_BIND = "127.0.0.1:8000"


class Database:
    """The embedded server as a service of the supervisor."""

    name = "database"

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def start(self) -> None:
        self._cluster.start()
        os.environ["DATABASE_URL"] = self._cluster.url

    def is_running(self) -> bool:
        return self._cluster.is_running()

    def stop(self) -> None:
        self._cluster.stop()

    def how_it_ended(self) -> str:
        return f"ended, see {self._cluster.log}"


def run() -> None:
    """Run the product until Ctrl-C or SIGTERM."""
    port = bind_port()
    with only_one(data_folder(), f"port {port}"), Supervisor() as supervisor:
        require_free_port(port, "Choose another with TILTREKK_BIND and TILTREKK_PUBLIC_URL.")
        start_database(supervisor)
        prepare()
        start_product(supervisor)
        say(f"Tiltrekk runs: {os.environ.get('TILTREKK_PUBLIC_URL', f'http://localhost:{port}')}   (Ctrl-C stops it)")
        try:
            supervisor.watch()
        except KeyboardInterrupt:
            say("Stopping …")


def start_database(supervisor: Supervisor) -> None:
    """Start the embedded server, unless DATABASE_URL names another; afterwards DATABASE_URL is set."""
    if not has_own_server():
        supervisor.start(Database(embedded_cluster()))


def prepare(*, log: Path | None = None) -> None:
    """Bring the database's tables and the static files up to date."""
    run_step(tiltrekk("prepare"), log=log)


def start_product(supervisor: Supervisor, *, logs: Path | None = None) -> None:
    """Start worker and web, and wait until the pages answer."""
    worker, web = (
        Process(name, tiltrekk(name), log=logs / f"{name}.log" if logs else None) for name in ("worker", "web")
    )
    supervisor.start(worker)
    supervisor.start(web)
    wait_until(lambda: answers(f"http://{bind()}/"), web)


def tiltrekk(*words: str) -> list[str]:
    """The command line of this same program."""
    return [sys.executable, "-m", "tiltrekk.server.cli", *words]


def bind() -> str:
    return os.environ.get("TILTREKK_BIND") or DEFAULT_BIND


def bind_port() -> int:
    return urlsplit(f"//{bind()}").port or 8000
