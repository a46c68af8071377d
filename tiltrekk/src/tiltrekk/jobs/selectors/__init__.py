"""Reads of the jobs app: ``jobs``, ``team``, ``process``."""
