"""Background work, behind one module: a queue in the same database (procrastinate), loops and ticks in the worker.

A job enqueued in a transaction exists exactly when the change does. Nothing here uses a queueing lock: a clash inside
a service, even caught, would abort the service's transaction.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import procrastinate
from django.db import close_old_connections, connections
from procrastinate.contrib.django import app as queue_app
from procrastinate.contrib.django.django_connector import DjangoConnector

from . import troubles

log = logging.getLogger(__name__)

Loop = Callable[[threading.Event], None]
_loops: dict[str, Loop] = {}
_ticks: dict[str, Callable[[], None]] = {}
TICK_SECONDS = 5.0
FIRST_REST_SECONDS = 60.0
AT_ONCE = 4  # tasks run in threads, so that an export does not wait until the history has been raised


@dataclass(frozen=True)
class Task:
    """A function that the worker runs. ``defer`` it inside the transaction of the change that asks for it."""

    wrapped: Any

    def defer(self, **arguments: Any) -> None:
        self.wrapped.defer(**arguments)

    def __call__(self, **arguments: Any) -> Any:
        return self.wrapped.func(**arguments)


def task(*, name: str, attempts: int = 8) -> Callable[[Callable[..., Any]], Task]:
    """Make a function a task: keyword arguments that JSON can hold, retried with growing waits when it raises."""
    retry = procrastinate.RetryStrategy(max_attempts=attempts, exponential_wait=2)

    def decorate(function: Callable[..., Any]) -> Task:
        return Task(queue_app.task(name=name, retry=retry)(function))

    return decorate


def loop(name: str) -> Callable[[Loop], Loop]:
    """Register a function that runs in a thread of the worker until the event it is given is set."""

    def register(function: Loop) -> Loop:
        _loops[name] = function
        return function

    return register


def every(period: timedelta, *, name: str) -> Callable[[Callable[[], object]], Loop]:
    """Register a function that each worker runs a minute after its start and again after each period.

    For what may as well be done by several at once, and takes too long for a tick.
    """

    def register(function: Callable[[], object]) -> Loop:
        def again(stop: threading.Event) -> None:
            rest = FIRST_REST_SECONDS
            while not stop.wait(rest):
                function()
                connections.close_all()  # not kept over the long rest
                rest = period.total_seconds()

        return loop(name)(again)

    return register


def tick(name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function asked every few seconds whether something is due; rows decide, not a timer of its own."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        _ticks[name] = function
        return function

    return register


tick("troubles")(troubles.forget_healed)


def run_ticks() -> None:
    """Ask every tick once. One that fails is logged and does not hinder the others."""
    for name, function in _ticks.items():
        try:
            function()
        except Exception as error:  # a tick of one app must not stop those of the others
            log.exception("tick %s failed", name)
            troubles.note(f"tick {name}", error)
        finally:
            close_old_connections()


def _keep_running(name: str, function: Loop, stop: threading.Event) -> None:
    """Run a loop again when it fails, each time after a longer rest, so that nothing ends it for good."""
    while not stop.is_set():
        try:
            function(stop)
        except Exception as error:  # whatever went wrong, the loop is needed
            log.exception("loop %s failed and starts again", name)
            connections.close_all()  # the error may be of the connection itself
            stop.wait(troubles.note(name, error))
        finally:
            connections.close_all()


def _tick_loop(stop: threading.Event) -> None:
    while not stop.wait(TICK_SECONDS):
        run_ticks()


def run_worker(stop: threading.Event) -> None:
    """Run the queue, the loops and the ticks until ``stop`` is set. Blocks."""
    threads = [
        threading.Thread(target=_keep_running, args=(name, function, stop), name=name, daemon=True)
        for name, function in {**_loops, "queue": _queue_loop, "tick": _tick_loop}.items()
    ]
    for thread in threads:
        thread.start()
    stop.wait()
    for thread in threads:
        thread.join(timeout=20)


def _queue_loop(stop: threading.Event) -> None:
    import asyncio

    asyncio.run(_run_queue(stop))


def _worker_app() -> procrastinate.App:
    """A second app with the same tasks and a connection of its own.

    The queue's own app keeps Django's connection meanwhile: work that is asked for inside this process commits with
    the change that asks for it, as everywhere.
    """
    connector = cast("DjangoConnector", queue_app.connector).get_worker_connector()
    app = procrastinate.App(connector=connector, worker_defaults=queue_app.worker_defaults)
    app.tasks = queue_app.tasks
    return app


async def _run_queue(stop: threading.Event) -> None:
    import asyncio

    app = _worker_app()
    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(
                concurrency=AT_ONCE, install_signal_handlers=False, listen_notify=True, delete_jobs="successful"
            )
        )
        await asyncio.wait(
            [worker, asyncio.create_task(asyncio.to_thread(stop.wait))], return_when=asyncio.FIRST_COMPLETED
        )
        worker.cancel()
        try:
            await worker
        except asyncio.CancelledError:
            return
