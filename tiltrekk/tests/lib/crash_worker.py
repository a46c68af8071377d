"""A program that plays the worker again and again, each time in a process of its own that may die at a chosen step.

It reads one JSON object a line: ``{"step": 17, "database": URL, "base": …, "clock_file": …, "history": …}``; step 0
dies nowhere. Once the worker is dead it lets another one finish, asks the checker, and answers one line:
``{"steps": …, "died": …, "violations": […]}``.

A step is the moment before or after a database statement, a commit, or an HTTP exchange. The counting is installed
here only; nothing in the product knows of it.
"""

import json
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django


class Steps:
    """Counts, and ends the process without a word at the chosen one."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.count = 0

    def pass_one(self) -> None:
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, what: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*arguments: Any, **more: Any) -> Any:
            self.pass_one()
            result = what(*arguments, **more)
            self.pass_one()
            return result

        return stepped


def main() -> None:
    django.setup()
    for line in sys.stdin:
        print(json.dumps(_play(json.loads(line))), flush=True)


def _play(asked: dict[str, Any]) -> dict[str, Any]:
    counted, died = in_a_process(lambda: _work(asked))
    found, _died = in_a_process(lambda: _finish(asked))
    return {"steps": counted, "died": died, "violations": found}


def in_a_process(what: Callable[[], Any]) -> tuple[Any, bool]:
    """What it returned, and whether it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            said = what()
        except Exception:  # noqa: BLE001  # told to the parent, whatever it is
            said = [traceback.format_exc()]
        os.write(writing, json.dumps(said).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read()
    _child, status = os.waitpid(child, 0)
    return (json.loads(text) if text else None), os.WIFSIGNALED(status)


def connect(asked: dict[str, Any]) -> None:
    import environ
    from django.db import connections

    given = environ.Env.db_url_config(asked["database"])
    connections["default"].settings_dict.update(given)


def _work(asked: dict[str, Any]) -> int:
    """What the worker does until nothing is left for the moment; how many steps that took."""
    import httpx
    from django.db import connection
    from django.db.backends.base.base import BaseDatabaseWrapper
    from tiltrekk.linkedin.sync import load
    from tiltrekk.linkedin.sync.loop import work
    from tiltrekk.linkedin.sync.tasks import wake_due_tasks

    connect(asked)
    steps = Steps(asked["step"])
    connection.ensure_connection()
    connection.execute_wrappers.append(lambda execute, *rest: steps.around(execute)(*rest))
    BaseDatabaseWrapper._commit = steps.around(BaseDatabaseWrapper._commit)  # type: ignore[attr-defined]
    httpx.HTTPTransport.handle_request = steps.around(httpx.HTTPTransport.handle_request)  # type: ignore[method-assign]
    load.run_asked()
    wake_due_tasks()
    while work():
        pass
    return steps.count


def _finish(asked: dict[str, Any]) -> list[str]:
    """The next worker finishes, and the checker looks at everything."""
    from equality_company import CANARIES
    from fault_watch import Watch
    from sandbox_process import Sandbox

    connect(asked)
    watch = Watch(Sandbox(asked["base"], Path(asked["clock_file"])))
    watch.moments = pickle.loads(Path(asked["history"]).read_bytes())  # nobody changed anything meanwhile
    watch.settle()
    watch.forbidden_out = watch.forbidden_stored = CANARIES  # somebody in the story answers about equality
    return [f"{one.rule}: {one.what}" for one in watch.judge()]


if __name__ == "__main__":
    main()
