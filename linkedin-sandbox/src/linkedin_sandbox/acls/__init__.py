"""Access control lists on jobs."""
