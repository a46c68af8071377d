"""Signed notifications to the ATS."""
