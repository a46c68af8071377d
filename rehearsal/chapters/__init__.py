"""Chapters: each a folder or file that fills a list of rules."""
