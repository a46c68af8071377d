"""Postings: managers and readers look, recruiters post (attract.md §1.3)."""

# The columns are those of world.KINDS.
TABLE = """
GET  postings:job-postings                    302 404 200 200 404 200 404 200 200
GET  postings:posting-post                    302 404 403 403 404 200 404 403 200
POST postings:posting-post                    302 404 403 403 404 302 404 403 302
POST postings:posting-repost                  302 404 404 404 404 404 404 404 404
POST postings:posting-unpost                  302 404 404 404 404 404 404 404 404
"""
