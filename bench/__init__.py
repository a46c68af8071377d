"""Measurements: how long a change takes until LinkedIn shows it, and how long the pages take with many people."""
