"""Synced applications with their notes, feedback and stages."""
