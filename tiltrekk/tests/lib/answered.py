"""Waiting until the served product has answered what a closed browser had still asked."""

import time

from django.db import connection

_AT_WORK = """
select count(*) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and state not in ('idle', 'disabled')
"""


def wait_until_answered(seconds: float = 10.0) -> None:
    """Emptying the tables beside an answer that is being made, each may wait for the other's lock."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(_AT_WORK)
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.05)
