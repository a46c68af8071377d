"""How the database answers what was asked: which tables it has to read whole."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def read_whole(ask: Callable[[], object], tables: Iterable[str]) -> dict[str, str]:
    """Run ``ask``; return those of the tables that a query of it reads whole, with one such query.

    Call it with enough rows in the tables, counted by ``analyze``. An index without a condition on it is read whole
    too, unless the index holds only what is looked for.
    """
    with CaptureQueriesContext(connection) as asked:
        ask()
    found: dict[str, str] = {}
    for query in (one["sql"] for one in asked.captured_queries):
        if query.lower().startswith(("select", "update", "delete")):
            found |= dict.fromkeys(_whole(query, set(tables)), query)
    return found


def _whole(query: str, tables: set[str]) -> set[str]:
    if not any(table in query for table in tables):
        return set()
    with connection.cursor() as cursor:
        cursor.execute(f"explain (format json) {query}", None)
        given = cursor.fetchone()[0]
    [plan] = json.loads(given) if isinstance(given, str) else given
    return {scan["Relation Name"] for scan in _scans(plan["Plan"]) if _is_whole(scan)} & tables


def _scans(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "Relation Name" in plan and plan["Node Type"].endswith("Scan"):
        yield plan
    for part in plan.get("Plans", ()):
        if plan["Node Type"] == "Limit" and part["Node Type"].startswith("Index") and "Filter" not in part:
            continue  # the first few in the index's order
        yield from _scans(part)


def _is_whole(scan: dict[str, Any]) -> bool:
    if scan["Node Type"] in {"Seq Scan", "Parallel Seq Scan"}:
        return True
    if scan["Node Type"] == "Bitmap Heap Scan":  # its indexes are nodes below it
        return False
    return "Index Cond" not in scan and not _is_partial(scan["Index Name"])


def _is_partial(index: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select indpred is not null from pg_index where indexrelid = %s::regclass", [index])
        return bool(cursor.fetchone()[0])
