"""Job postings by API: operations, tasks, status, listings."""
