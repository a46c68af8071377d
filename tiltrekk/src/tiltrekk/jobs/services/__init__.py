"""Writes of the jobs app: ``jobs`` (the job itself), ``team``, ``process``."""
