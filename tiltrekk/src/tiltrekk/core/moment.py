"""The time by which leases and pauses go: the database's, as several workers share them and their own clocks differ."""

from datetime import datetime

from django.db import connection


def now() -> datetime:
    """Return the database's time at this statement, also inside a long transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select statement_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found
