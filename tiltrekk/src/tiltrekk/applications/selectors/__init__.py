"""Reads of the applications app: ``people`` (lists and the board), ``feedback``, ``activity``."""
