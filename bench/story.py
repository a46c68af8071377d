"""The measurements that need LinkedIn: set-up, history load, exports, *In ATS*, applications made there."""

import time

from tiltrekk.linkedin.models import SyncRow

from bench import deliveries, export, in_ats
from bench.figures import Figure
from bench.results import Results
from bench.scene import (
    RECRUITER,
    SECOND_RECRUITER,
    connect,
    connect_member,
    let_tasks_end,
    open_scene,
    switch_on,
    wait_for_load,
)
from rehearsal.stack import Stack


def measure(stack: Stack, results: Results, times: int) -> None:
    """Measure everything in the order of the story."""
    scene = open_scene(stack)
    connection = connect(scene)
    for key in (RECRUITER, SECOND_RECRUITER):
        connect_member(scene, key)
    began = time.perf_counter()
    switch_on(scene)
    wait_for_load()
    _tell_load(results, time.perf_counter() - began)
    let_tasks_end(scene)
    with results.trying("exports"):
        export.measure(scene, connection, results, times)
    with results.trying("changes in the product"):
        in_ats.measure(scene, connection, results, times)
    with results.trying("applications made on LinkedIn"):
        deliveries.measure(scene, connection, results, times)


def _tell_load(results: Results, seconds: float) -> None:
    held = SyncRow.objects.exclude(held="").count()
    sent = SyncRow.objects.exclude(digest="").count()
    facts = {"objects": SyncRow.objects.count(), "sent": sent, "held_back": held, "seconds": round(seconds, 1)}
    results.figures.append(
        Figure("History load", "objects at LinkedIn", [sent / seconds], unit="a second", facts=facts)
    )
