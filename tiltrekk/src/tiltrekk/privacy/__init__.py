"""Answers about equality (EEO): asked apart, kept apart, read only as figures."""
