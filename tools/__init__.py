"""Helpers of the Makefile: set-up, checks, locks, translations."""
