"""A backlog of very many records, as a mass deletion leaves: is it worked off in constant memory?

The people are gone and LinkedIn never held them, so no call is made for any: each row is claimed, looked at,
found to be nothing's and taken off the list, in the same pieces as every other row.
"""

import time

import httpx
from django.db import connection
from tiltrekk.accounts.models import User
from tiltrekk.linkedin.models import Kind, SyncRow

from bench import company
from bench.figures import Figure
from bench.pages import WHO
from bench.programs import memory
from bench.results import Results
from bench.world import URN
from rehearsal.stack import Stack

GROUP = "A backlog"
PATIENCE = 3600.0
WARM = 20_000  # rows after which a worker holds what it always holds
_ROWS = """
insert into linkedin_syncrow (organization, kind, object_id, parent, rank, wanted, acknowledged, urgent, digest, held,
                              withheld, failed, error, attempts, deaths, since)
select %s, %s, 'gone-' || n, '', %s, 1, 0, false, '', '', false, false, '', 0, 0, now()
from generate_series(1, %s) as n
"""


def measure(stack: Stack, results: Results, rows: int) -> None:
    """Measure with ``rows`` candidates that are gone."""
    control = httpx.Client(base_url=f"{stack.sandbox_url}/sandbox/api/", timeout=60, trust_env=False)
    company.connect(control, User.objects.get(email__startswith=f"{WHO}@"))
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [URN, Kind.CANDIDATE, list(Kind).index(Kind.CANDIDATE), rows + WARM])
    held = _worked_off(stack, rows)
    took = time.monotonic() - began
    facts = {"first_megabytes": round(held[0], 1), "rows_per_second": round(rows / took)}
    name = f"memory gained by a worker over {rows:,} rows"
    results.figures.append(Figure(GROUP, name, [max(held) - held[0]], unit="MB", facts=facts))
    if SyncRow.objects.exists():
        results.wrong.append(f"{name}: it was not done in time")


def _worked_off(stack: Stack, rows: int) -> list[float]:
    """Return the worker's memory, once it is warm and every second from then on."""
    held, end = [], time.monotonic() + PATIENCE
    while (left := SyncRow.objects.count()) and time.monotonic() < end:
        if left <= rows:
            held.append(memory(stack.worker.pid))
        time.sleep(1)
    return held
